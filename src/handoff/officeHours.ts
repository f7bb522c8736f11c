import { isClosed } from '../booking/isClosed';
import { dateOf, dayOf, minutesOf } from '../booking/wallTime';
import { zoneClock } from '../booking/zoneClock';
import type { PracticeProfile } from '../content/profile';

const DAY = 24 * 60 * 60_000;
const MINUTE = 60_000;
/** A practice that is closed for longer promises nothing. */
const DAYS_AHEAD = 60;

/** When the office is open. */
export type Office = Pick<PracticeProfile, 'openingHours' | 'closed' | 'timeZone'>;

/** From when to when it is open, as moments (ms since 1970). */
export interface OfficeWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * The opening hours of the day of a moment and of each day to come, a day at a time; right across the nights on which
 * clocks change.
 */
export function* officeHours(office: Office, now: number): Generator<readonly OfficeWindow[]> {
  const clock = zoneClock(office.timeZone);
  const today = Date.parse(`${dateOf(clock.wallAt(now))}T00:00:00Z`);
  for (let date = today; date < today + DAYS_AHEAD * DAY; date += DAY) {
    if (isClosed(office, dateOf(date))) continue;
    yield office.openingHours
      .filter(({ days }) => days.includes(dayOf(date)))
      .map(({ from, to }) => ({
        from: clock.momentOf(date + minutesOf(from) * MINUTE),
        to: clock.momentOf(date + minutesOf(to) * MINUTE),
      }));
  }
}
