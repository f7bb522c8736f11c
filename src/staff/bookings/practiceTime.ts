import { zoneClock } from '../../booking/zoneClock';
import type { PracticeProfile } from '../../content/profile';

const DAY = 24 * 60 * 60_000;

/** The calendar date at the practice at a moment. */
export function dateAt(moment: number, { timeZone }: Pick<PracticeProfile, 'timeZone'>): string {
  return new Date(zoneClock(timeZone).wallAt(moment)).toISOString().slice(0, 10);
}

/** A date that somebody asked for, or today when it is none. */
export function dateOr(asked: string | undefined, today: string): string {
  const good = asked !== undefined && /^\d{4}-\d\d-\d\d$/.test(asked) && !Number.isNaN(Date.parse(asked));
  return good ? asked : today;
}

/** Some days later, or earlier. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** From one midnight to the next on the practice's clock, ISO 8601. */
export function spanOfDay(date: string, { timeZone }: Pick<PracticeProfile, 'timeZone'>): [string, string] {
  const clock = zoneClock(timeZone);
  const midnight = (wall: number): string => clock.iso(clock.momentOf(wall));
  return [midnight(Date.parse(date)), midnight(Date.parse(date) + DAY)];
}

/** What a form's field for date and time holds (`2026-12-01T16:00`), as a moment on the practice's clock, ISO 8601. */
export function fromField(value: string, { timeZone }: Pick<PracticeProfile, 'timeZone'>): string {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) ? Date.parse(`${value}:00Z`) : Number.NaN;
  if (Number.isNaN(wall)) return '';
  const clock = zoneClock(timeZone);
  return clock.iso(clock.momentOf(wall));
}
