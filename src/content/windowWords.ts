import { DAYS, type Day, type Window } from '../understanding/types';
import type { Param, Part } from './message';

/** A window of time in words: "Monday to Friday, 9:00 AM to 5:00 PM". Clock times are local, so any zone will do. */
export function windowWords({ days, from, to }: Window): Part {
  return {
    key: 'practice.window',
    params: { days: daysWords(days), from: clockWords(from), to: clockWords(to) },
  };
}

/** Days in words: "Monday and Wednesday", and "Monday to Friday" for three or more in a row. */
export function daysWords(days: readonly Day[]): Param {
  const sorted = DAYS.filter((day) => days.includes(day));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (sorted.length === DAYS.length) return { key: 'practice.days_all' };
  if (sorted.length > 2 && DAYS.indexOf(last) - DAYS.indexOf(first) === sorted.length - 1) {
    return { key: 'practice.days_range', params: { first: dayWords(first), last: dayWords(last) } };
  }
  return { list: sorted.map((day) => ({ key: 'practice.day', params: { day: dayWords(day) } })) };
}

/** 5 January 2026 was a Monday: the days of that week lend their names. */
function dayWords(day: Day): Param {
  const date = 5 + DAYS.indexOf(day);
  return { at: `2026-01-${String(date).padStart(2, '0')}T12:00:00Z`, zone: 'UTC', style: 'weekday' };
}

function clockWords(clock: string): Param {
  return { at: `2026-01-05T${clock}:00Z`, zone: 'UTC', style: 'time' };
}
