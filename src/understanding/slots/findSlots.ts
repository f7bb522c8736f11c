import type { Hit, Message, Span } from '../message';
import { without } from '../message';
import { SCALE_SLOTS } from '../phrases';
import { findAvailability } from '../schedule/availability';
import type { Slot, Slots } from '../types';
import { findBudget } from './budget';
import { findFormat, findMode } from './choice';
import { findConcerns } from './concerns';
import { findEmail } from './email';
import { findForWhom } from './forWhom';
import { findName } from './name';
import { findPhone } from './phone';

/** Every slot value that the grammars see in a message, with the words it was read from. */
export type SlotHits = { readonly [S in Slot]?: Hit<NonNullable<Slots[S]>> };

/** Reads all slots of a message, the surest first; words read by one grammar are not read again by the next. */
export function findSlots(message: Message, currency: string): SlotHits {
  let rest = message;
  const take = <T>(hit: Hit<T> | undefined): Hit<T> | undefined => {
    if (hit) rest = without(rest, hit.spans);
    return hit;
  };
  const email = take(findEmail(rest));
  const phone = take(findPhone(rest));
  const first = message.asked === 'availability';
  const early = first ? take(findAvailability(rest)) : undefined;
  const budget = take(findBudget(rest, currency));
  const availability = early ?? take(findAvailability(rest));
  const name = findName(rest);
  const scale = SCALE_SLOTS.some((slot) => slot === message.asked);
  const told = message.asked === 'concerns';
  const concerns = findConcerns(rest, told);
  // "stress at the office" is no wish to meet there.
  const ways = concerns && message.asked !== 'mode' ? without(rest, concerns.spans) : rest;
  return given({
    email,
    phone,
    budget,
    availability,
    name: email && message.asked === 'email' ? undefined : name,
    concerns,
    for_whom: scale ? undefined : findForWhom(rest),
    mode: findMode(ways),
    format: scale ? undefined : findFormat(rest),
  });
}

function given(hits: { [S in Slot]?: Hit<NonNullable<Slots[S]>> | undefined }): SlotHits {
  return Object.fromEntries(Object.entries(hits).filter(([, hit]) => hit !== undefined));
}

/** The words that no slot was read from. */
export function uncovered(message: Message, hits: SlotHits, slots: readonly Slot[]): string[] {
  const spans: Span[] = slots.flatMap((slot) => [...(hits[slot]?.spans ?? [])]);
  return message.words.filter((_, i) => !spans.some(({ start, end }) => i >= start && i < end));
}
