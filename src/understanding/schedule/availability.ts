import type { Hit, Message } from '../message';
import type { Window } from '../types';
import { atomsOf, type Atom } from './atoms';
import { combine } from './combine';
import { Marks } from './marks';

/**
 * When a person can come, as windows of a week. Bare numbers are times only where that was asked; where it was not,
 * a part of the day alone ("at night") needs a word such as "free" or "can" beside it.
 */
export function findAvailability(message: Message): Hit<Window[]> | undefined {
  const asked = message.asked === 'availability';
  const marks = new Marks(message.words, message.language.schedule);
  const hasDay = DAY_WORDS.some((key) => marks.has(key));
  const atoms = atomsOf(message, asked || hasDay);
  const told = atoms.filter((atom) => atom.kind === 'days' || atom.kind === 'time');
  if (told.length === 0) return undefined;
  if (!asked && !hasDay && !speaksOfTime(told, marks)) return undefined;
  const value = combine(atoms);
  return value.length > 0 ? { value, spans: told } : undefined;
}

const DAY_WORDS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'weekdays', 'weekends'] as const;

function speaksOfTime(told: readonly Atom[], marks: Marks): boolean {
  return marks.has('cue') || told.some((atom) => atom.kind === 'time' && atom.sure);
}
