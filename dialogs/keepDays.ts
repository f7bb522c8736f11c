import { DAYS } from '../src/understanding/types';
import type { Window } from '../src/understanding/types';

/** So many hours of every day are no wish for hours, but for any time. */
const ANY_TIME_HOURS = 12;

/** Hours named after days are hours of those days: "Tuesday", then "3pm". A message that names days stands alone. */
export function keepDays(before: readonly Window[], named: readonly Window[]): Window[] {
  const days = DAYS.filter((day) => before.some((window) => window.days.includes(day)));
  const onlyHours = named.every((window) => window.days.length === DAYS.length && !isAnyTime(window));
  return days.length > 0 && onlyHours ? named.map((window) => ({ ...window, days })) : [...named];
}

/** Whether a window leaves every day open, and most of it. */
export function isAnyTime({ days, from, to }: Window): boolean {
  return days.length === DAYS.length && Number.parseInt(to, 10) - Number.parseInt(from, 10) >= ANY_TIME_HOURS;
}
