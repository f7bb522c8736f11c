import type { PracticeProfile } from '../../content/profile';
import { isClosed } from '../../booking/isClosed';
import { dateOf, dayOf, minutesOf } from '../../booking/wallTime';
import { zoneClock } from '../../booking/zoneClock';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A window that is nearly over when somebody asks does not count as the one that was meant. */
const LEFT = 60 * MINUTE;
/** As far as anything is promised (src/handoff/promiseNow.ts). */
const DAYS_AHEAD = 60;

/**
 * When a promise has passed: the visitor was told that the office is open, or when it will be, and those opening hours
 * are over (the next ones, when less than an hour was left). Undefined where the profile names no hours.
 */
export function promisedBy(
  asked: number,
  profile: Pick<PracticeProfile, 'openingHours' | 'closed' | 'timeZone'>,
): number | undefined {
  const clock = zoneClock(profile.timeZone);
  const midnight = Math.floor(clock.wallAt(asked) / DAY) * DAY;
  for (let day = 0; day < DAYS_AHEAD; day += 1) {
    const wall = midnight + day * DAY;
    if (isClosed(profile, dateOf(wall))) continue;
    const ends = profile.openingHours
      .filter(({ days }) => days.includes(dayOf(wall)))
      .map(({ to }) => clock.momentOf(wall + minutesOf(to) * MINUTE))
      .sort((a, b) => a - b);
    const end = ends.find((moment) => moment >= asked + LEFT);
    if (end !== undefined) return end;
  }
  return undefined;
}
