import type { Hit, Message, Span } from '../message';
import { numberAt } from '../numbers';
import type { BudgetWord } from '../phrases';
import type { Budget } from '../types';

interface Amount extends Span {
  readonly value: number;
  /** A currency sign or word beside it. */
  readonly money: boolean;
}

/**
 * A budget in whole units of the currency. One figure is both bounds; "up to" and its like give `max` alone. A number
 * counts as money when a budget was asked for, or a currency or a word such as "budget" says so.
 */
export function findBudget(message: Message, currency: string): Hit<Budget> | undefined {
  const marks = marksOf(message);
  const asked = message.asked === 'budget';
  const cue = marks.some(({ key }) => key === 'cue');
  const amounts = amountsOf(message, marks).filter(({ money }) => money || asked || cue);
  const first = amounts[0];
  if (!first || (!asked && !cue && !amounts.some(({ money }) => money))) return undefined;
  const per = marks.some(({ key }) => key === 'month') ? 'month' : 'session';
  return { value: { ...bounds(amounts, marks), currency, per }, spans: amounts };
}

type Mark = Span & { readonly key: BudgetWord };

function marksOf({ words, language }: Message): readonly Mark[] {
  return language.budget.all(words);
}

function amountsOf({ words, language }: Message, marks: readonly Mark[]): Amount[] {
  const isCurrency = (i: number) =>
    marks.some(({ key, start, end }) => key === 'currency' && i >= start && i < end);
  const isOther = (i: number) => marks.some(({ key, start }) => key === 'otherUnit' && i === start);
  const amounts: Amount[] = [];
  for (let i = 0; i < words.length; i++) {
    const number = numberAt(words, i, language.phrases.numbers);
    if (!number) continue;
    const money = isCurrency(i - 1) || isCurrency(number.end);
    const clock = words[number.end] === ':' || words[i - 1] === ':';
    if (number.value >= 5 && !clock && (money || !isOther(number.end)) && !negated(marks, i))
      amounts.push({ value: number.value, start: i, end: number.end, money });
    i = number.end - 1;
  }
  return amounts.length > 1 && amounts.some(({ money }) => money)
    ? amounts.filter(
        (amount, k) =>
          amount.money || joined(words, amounts[k - 1], amount) || joined(words, amount, amounts[k + 1]),
      )
    : amounts;
}

/** "$60-90": the second number is money because the first is. */
function joined(words: readonly string[], a: Span | undefined, b: Span | undefined): boolean {
  return (
    a !== undefined && b !== undefined && words.slice(a.end, b.start).filter((w) => w !== '$').length <= 2
  );
}

/** "not 70", "instead of 50": a figure that is taken back. */
function negated(marks: readonly Mark[], i: number): boolean {
  return (
    marks.some(({ key, end }) => key === 'not' && end === i) &&
    !marks.some(({ key, start, end }) => key === 'upTo' && start < i && end >= i)
  );
}

function bounds(amounts: readonly Amount[], marks: readonly Mark[]): { min?: number; max?: number } {
  const before = (amount: Amount, key: BudgetWord) =>
    marks.some((mark) => mark.key === key && mark.end <= amount.start && amount.start - mark.end <= 2);
  const after = (amount: Amount, key: BudgetWord) =>
    marks.some((mark) => mark.key === key && mark.start >= amount.end && mark.start - amount.end <= 4);
  const [first, second] = amounts as [Amount, Amount | undefined];
  if (second && second.value !== first.value) {
    const values = [first.value, second.value].sort((a, b) => a - b);
    return { min: values[0]!, max: values[1]! };
  }
  if (before(first, 'upTo') || after(first, 'upToAfter')) return { max: first.value };
  if (before(first, 'atLeast')) return { min: first.value };
  return { min: first.value, max: first.value };
}
