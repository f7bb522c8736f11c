import { isClosed } from '../booking/isClosed';
import { dateOf, dayOf, minutesOf } from '../booking/wallTime';
import { type ZoneClock, zoneClock } from '../booking/zoneClock';
import type { PracticeProfile } from '../content/profile';
import type { Promised } from './types';

const DAY = 24 * 60 * 60_000;
const MINUTE = 60_000;
/** A practice that is closed for longer promises nothing. */
const DAYS_AHEAD = 60;

/** What the profile's opening hours promise to someone who asks for a person at a moment (ms since 1970). */
export function promiseNow(profile: Office, now: number): Promised {
  const windows = upcoming(profile, zoneClock(profile.timeZone), now);
  const open = windows.find(({ from, to }) => from <= now && now < to);
  if (open) return { kind: 'open', at: now, until: open.to };
  const next = windows.map(({ from }) => from).filter((from) => from > now);
  return next.length > 0 ? { kind: 'closed', at: Math.min(...next) } : { kind: 'none' };
}

/** When the office is open. */
type Office = Pick<PracticeProfile, 'openingHours' | 'closed' | 'timeZone'>;

/** The opening hours of the days to come, as moments; right across the nights on which clocks change. */
function upcoming(profile: Office, clock: ZoneClock, now: number) {
  const today = Date.parse(`${dateOf(clock.wallAt(now))}T00:00:00Z`);
  const dates = Array.from({ length: DAYS_AHEAD }, (_, index) => today + index * DAY);
  const open = dates.filter((date) => !isClosed(profile, dateOf(date)));
  return open.flatMap((date) =>
    profile.openingHours
      .filter(({ days }) => days.includes(dayOf(date)))
      .map(({ from, to }) => ({
        from: clock.momentOf(date + minutesOf(from) * MINUTE),
        to: clock.momentOf(date + minutesOf(to) * MINUTE),
      })),
  );
}
