import type { Hit, Message } from '../message';
import type { ScheduleWord } from '../phrases';
import type { Window } from '../types';
import { atomsOf, type Atom } from './atoms';
import { combine } from './combine';
import { Marks } from './marks';

/**
 * When a person can come, as windows of a week. Bare numbers are times only where that was asked; where it was not,
 * a part of the day alone ("at night") needs a word such as "free" or "can" beside it. Without `exclusions`, a
 * message that only rules times out gives none.
 */
export function findAvailability(message: Message, exclusions = true): Hit<Window[]> | undefined {
  const asked = message.asked === 'availability';
  const marks = new Marks(message.words, message.language.schedule);
  if (!asked && marks.none) return undefined;
  const hasDay = DAY_WORDS.some((key) => marks.has(key));
  const atoms = atomsOf(message, marks, asked ? 'times' : 'times beside days');
  const told = atoms.filter((atom) => atom.kind === 'days' || atom.kind === 'time');
  if (told.length === 0) return undefined;
  const enough = message.asked === 'concerns' ? hasFirmCue(message) : hasDay || speaksOfTime(told, marks);
  if (!asked && !enough) return undefined;
  const value = combine(atoms, exclusions);
  return value.length > 0 ? { value, spans: told } : undefined;
}

const DAY_WORDS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'weekdays', 'weekends'] as const;
const PARTS: ReadonlySet<ScheduleWord> = new Set([
  'morning',
  'afternoon',
  'lateAfternoon',
  'evening',
  'lunch',
  'weekdays',
  'weekends',
]);

/** Words of being free, not those that only name a time of day: "awake most nights" tells a concern. */
function hasFirmCue({ words, language }: Message): boolean {
  const marks = language.schedule.all(words);
  return marks.some(
    (cue) =>
      cue.key === 'cue' &&
      !marks.some(({ key, start, end }) => PARTS.has(key) && start <= cue.start && end >= cue.end),
  );
}

function speaksOfTime(told: readonly Atom[], marks: Marks): boolean {
  return marks.has('cue') || told.some((atom) => atom.kind === 'time' && atom.sure);
}
