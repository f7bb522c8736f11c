import type { Param, Part } from '../src/content/message';
import { windowWords } from '../src/content/windowWords';
import type { Budget, Slots, Window } from '../src/understanding/types';

/** An answer in words: "In person", "up to $60 a session", "Tue and Thu, 17:00 to 21:00". */
export function describe<S extends keyof Slots>(slot: S, value: NonNullable<Slots[S]>): Part {
  if (slot === 'budget') return budget(value as Budget);
  if (slot === 'availability') return listed((value as Window[]).map(windowWords));
  if (slot === 'concerns')
    return listed((value as string[]).map((one) => ({ key: `choice.concerns.${one}` })));
  if (slot === 'name' || slot === 'phone' || slot === 'email')
    return { key: 'said.plain', params: { value: value as string } };
  return { key: `choice.${slot}.${value as string}` };
}

/** Every answer given, with the question's name: what is said back and what the summary lists. */
export function describeAll(slots: Slots, key: 'said.answer' | 'said.noted' = 'said.answer'): Part[] {
  return (Object.keys(slots) as (keyof Slots)[]).flatMap((slot) => {
    const value = slots[slot];
    if (value === undefined) return [];
    return [{ key, params: { name: { key: `said.name.${slot}` }, value: describe(slot, value) } }];
  });
}

function listed(parts: Part[]): Part {
  return { key: 'said.plain', params: { value: { list: parts } } };
}

function budget({ min, max, currency, per }: Budget): Part {
  const money = (amount: number): Param => ({ money: amount, currency });
  const unit: Part = { key: `said.per.${per}` };
  if (min === undefined) return { key: 'said.budget.up_to', params: { max: money(max ?? 0), per: unit } };
  if (max === undefined) return { key: 'said.budget.from', params: { min: money(min), per: unit } };
  if (min === max) return { key: 'said.budget.about', params: { max: money(max), per: unit } };
  return { key: 'said.budget.between', params: { min: money(min), max: money(max), per: unit } };
}
