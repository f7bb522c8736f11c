import { DAYS, type Day } from '../understanding/types';
import type { ZoneClock } from './zoneClock';

const DAY = 24 * 60 * 60_000;

/** Minutes after midnight of a clock time `HH:MM`. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The calendar date of a wall time: `2026-12-01`. */
export function dateOf(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** The day of the week of a wall time, as the profile and the windows name it. */
export function dayOf(wall: number): Day {
  // The first of January 1970 was a Thursday.
  return DAYS[(Math.floor(wall / DAY) + 3) % 7] ?? 'mon';
}

/** The calendar dates that a day of UTC touches on a clock, as the wall times of their midnights. */
export function datesIn(day: number, clock: ZoneClock): number[] {
  const touched = [day, day + DAY - 1].map((moment) => Math.floor(clock.wallAt(moment) / DAY) * DAY);
  return [...new Set(touched)];
}
