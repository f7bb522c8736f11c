import type { Clinician, PracticeProfile } from '../content/profile';
import { FORMATS, type Format } from '../fit/types';
import { quantum } from './claims';
import { isClosed } from './isClosed';
import { meetings, type Meetings } from './meetings';
import { dateOf, datesIn, dayOf, minutesOf } from './wallTime';
import { type ZoneClock, zoneClock } from './zoneClock';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Sold time is counted in steps of five minutes, so every session starts on one. */
export const STEP = 5;
export const DEFAULT_MINUTES = 50;
/** A year of days; beyond that the memory is started afresh. */
const REMEMBERED = 400;

/** One clinician's sessions of one format, as the profile plans them: what could be sold were nothing taken. */
export interface Plan {
  readonly clinician: Clinician;
  readonly format: Format;
  /** Length of a session. */
  readonly minutes: number;
  /** Milliseconds that a session takes out of the diary: its length and the buffer, in whole steps. */
  readonly span: number;
  /** The sessions that start on a day of UTC (given as the moment it begins), ascending. */
  on(day: number): readonly Session[];
}

export interface Session {
  /** Milliseconds since 1970. */
  readonly start: number;
  /** The first of its quanta, as claims name it: kept, because a search looks at thousands. */
  readonly quantum: string;
}

/**
 * Every plan of a practice: each clinician with each one-to-one or couples and family format that both offer. Group
 * places are sold by cohort.
 */
export function roster(profile: PracticeProfile): Plan[] {
  const { system } = profile.booking;
  if (system !== 'own' && system !== 'webhook') return [];
  return profile.clinicians.flatMap((clinician) =>
    FORMATS.filter(
      (format) => format !== 'group' && clinician.formats.includes(format) && profile.formats[format].offered,
    ).map((format) => plan(profile, clinician, format)),
  );
}

function plan(profile: PracticeProfile, clinician: Clinician, format: Format): Plan {
  const minutes = clinician.minutes ?? profile.formats[format].minutes ?? DEFAULT_MINUTES;
  const span = Math.ceil((minutes + profile.booking.bufferMinutes) / STEP) * STEP * MINUTE;
  const clock = zoneClock(clinician.timeZone ?? profile.timeZone);
  const groups = profile.cohorts
    .filter((cohort) => cohort.clinician === clinician.id)
    .map((cohort) => meetings(cohort, profile));
  const startsOn = (midnight: number): number[] => {
    const date = dateOf(midnight);
    if (clinician.daysOff.includes(date) || isClosed(profile, date)) return [];
    const busy = busyAround(midnight, groups, profile.booking.bufferMinutes);
    return sessions({ clinician, minutes, span, clock, midnight }).filter(
      (start) => !busy.some(({ from, to }) => start < to && from < start + span),
    );
  };
  const days = new Map<number, readonly Session[]>();
  const on = (day: number): readonly Session[] => {
    const known = days.get(day);
    if (known) return known;
    if (days.size > REMEMBERED) days.clear();
    const found = datesIn(day, clock)
      .flatMap(startsOn)
      .filter((start) => start >= day && start < day + DAY)
      .map((start) => ({ start, quantum: quantum(clinician.id, start) }));
    days.set(day, found);
    return found;
  };
  return { clinician, format, minutes, span, on };
}

interface DayPlan {
  readonly clinician: Clinician;
  readonly minutes: number;
  readonly span: number;
  readonly clock: ZoneClock;
  readonly midnight: number;
}

/**
 * Session after session through the hours of a day, on the wall clock. A start that the clocks jump over or show
 * twice that night is left out: nobody could say when it is.
 */
function sessions({ clinician, minutes, span, clock, midnight }: DayPlan): number[] {
  const starts: number[] = [];
  let wall = midnight;
  let free = -Infinity;
  for (const hours of hoursOf(clinician, midnight)) {
    wall = Math.max(wall, midnight + Math.ceil(hours.from / STEP) * STEP * MINUTE);
    const end = midnight + hours.to * MINUTE;
    for (; wall + minutes * MINUTE <= end; wall += span) {
      const moments = clock.momentsOf(wall);
      const start = moments[0];
      if (start === undefined || moments.length > 1 || start < free) continue;
      if (clock.wallAt(start + minutes * MINUTE) > end) continue;
      starts.push(start);
      free = start + span;
    }
  }
  return starts;
}

/** The hours of a day in minutes after midnight, in order, with those that overlap or touch made one. */
function hoursOf(clinician: Clinician, midnight: number): { from: number; to: number }[] {
  const today = clinician.hours
    .filter(({ days }) => days.includes(dayOf(midnight)))
    .map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }))
    .sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const hours of today) {
    const last = merged.at(-1);
    if (last && hours.from <= last.to) last.to = Math.max(last.to, hours.to);
    else merged.push(hours);
  }
  return merged;
}

/** When the clinician leads a group around that date, buffer included: no session is sold then. */
function busyAround(midnight: number, groups: readonly Meetings[], buffer: number): Interval[] {
  return groups.flatMap((group) => {
    const busy: Interval[] = [];
    let meets = group.nextFrom(midnight - DAY);
    while (meets !== undefined && meets < midnight + 2 * DAY) {
      busy.push({ from: meets, to: meets + (group.cohort.minutes + buffer) * MINUTE });
      meets = group.nextFrom(meets + 1);
    }
    return busy;
  });
}

interface Interval {
  readonly from: number;
  readonly to: number;
}
