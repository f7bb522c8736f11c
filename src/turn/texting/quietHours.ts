import { minutesOf } from '../../booking/wallTime';
import { zoneClock } from '../../booking/zoneClock';
import type { PracticeProfile } from '../../content/profile';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Until when (ms since 1970) nobody is to be woken by a text, by the clock of the practice; undefined when it is no such hour.
 * Right across midnight, and across the nights on which clocks change.
 */
export function quietUntil(
  { texting, timeZone }: Pick<PracticeProfile, 'texting' | 'timeZone'>,
  now: number,
): number | undefined {
  const [from, to] = [texting.quietHours.from, texting.quietHours.to].map((time) => minutesOf(time) * MINUTE);
  if (from === undefined || to === undefined || from === to) return undefined;
  const clock = zoneClock(timeZone);
  const wall = clock.wallAt(now);
  const midnight = wall - (wall % DAY);
  const starts = [midnight - DAY + from, midnight + from];
  const lasts = to > from ? to - from : to - from + DAY;
  const began = starts.find((start) => start <= wall && wall < start + lasts);
  return began === undefined ? undefined : clock.momentOf(began + lasts);
}
