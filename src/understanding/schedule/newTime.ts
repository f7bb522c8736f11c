import { part, without, type Hit, type Message } from '../message';
import type { Window } from '../types';
import { findAvailability } from './availability';
import { Marks } from './marks';

/**
 * The newly wished time of a message that moves an appointment: "from tuesday to friday at 10" is friday at 10, "my
 * thursday appointment" names the old time only.
 */
export function findNewTime(message: Message): Hit<Window[]> | undefined {
  const asked: Message = { ...message, asked: 'availability' };
  const marks = new Marks(message.words, message.language.schedule);
  for (let i = 0; i < message.words.length; i++) {
    const divider = marks.at(i, 'new');
    if (!divider) continue;
    const before = findAvailability(part(message, { start: 0, end: i }), false);
    const after = findAvailability(part(asked, { start: divider.end, end: message.words.length }), false);
    if (after && (before || named(message, divider.end))) return after;
  }
  return findAvailability(without(message, oldTimes(message, marks)), false);
}

/** A day or time stands right behind: "move it to friday". */
function named(message: Message, i: number): boolean {
  const next = findAvailability(part({ ...message, asked: 'availability' }, { start: i, end: i + 3 }), false);
  return next !== undefined && next.spans.some(({ start }) => start <= 1);
}

/** Days that say which appointment is meant: "my thursday session", "from tuesday". */
function oldTimes(message: Message, marks: Marks) {
  const spans = findAvailability(message)?.spans ?? [];
  return spans.filter(({ start, end }) => marks.at(end, 'old') ?? marks.endsAt(start, 'moved'));
}
