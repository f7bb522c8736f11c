import type { Cohort, PracticeProfile } from '../content/profile';
import { isClosed } from './isClosed';
import { dateOf, dayOf, minutesOf } from './wallTime';
import { type ZoneClock, zoneClock } from './zoneClock';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEK = 7 * DAY;

/** A cohort with the moments of its meetings. */
export interface Meetings {
  readonly cohort: Cohort;
  readonly clock: ZoneClock;
  /** The first meeting at or after a moment, or undefined when there is none. An open-ended cohort always has one. */
  nextFrom(moment: number): number | undefined;
  /** The first meeting of all, or undefined when the clinician is off, or the practice closed, on each. */
  readonly first: number | undefined;
}

/** How many weeks in a row a meeting may fall out before a cohort counts as having no further meeting. */
const PATIENCE = 52;

/**
 * The meetings of a cohort: weekly from the first such weekday on or after `startsOn`, on the practice's clock, for
 * `weeks` weeks or without end. None takes place on a day on which its clinician is off or the practice closed.
 */
export function meetings(cohort: Cohort, profile: PracticeProfile): Meetings {
  const clock = zoneClock(profile.timeZone);
  const off = new Set(profile.clinicians.find(({ id }) => id === cohort.clinician)?.daysOff);
  const firstWall = firstDay(cohort) + minutesOf(cohort.from) * MINUTE;
  const nextFrom = (moment: number): number | undefined => {
    const from = Math.max(0, Math.floor((clock.wallAt(moment) - firstWall) / WEEK));
    const last = Math.min(cohort.weeks ?? Infinity, from + PATIENCE);
    for (let week = from; week < last; week += 1) {
      const wall = firstWall + week * WEEK;
      if (off.has(dateOf(wall)) || isClosed(profile, dateOf(wall))) continue;
      const meets = clock.momentOf(wall);
      if (meets >= moment) return meets;
    }
    return undefined;
  };
  return { cohort, clock, nextFrom, first: nextFrom(clock.momentOf(firstWall)) };
}

function firstDay(cohort: Cohort): number {
  let wall = Date.parse(`${cohort.startsOn}T00:00:00Z`);
  while (dayOf(wall) !== cohort.day) wall += DAY;
  return wall;
}
