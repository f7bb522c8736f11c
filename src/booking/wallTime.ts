import { DAYS, type Day } from '../understanding/types';

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
  return DAYS[(new Date(wall).getUTCDay() + 6) % 7] ?? 'mon';
}
