import { DAYS, type Concern, type Day, type Window } from '../understanding/types';
import type { Wish } from './types';
import { dayOf, minutesOf } from './wallTime';
import type { ZoneClock } from './zoneClock';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * The wish and what to look for when nothing meets it, nearest first: the wished times, the same days at any hour, any
 * time, and at each of them any concern before the times move further away; any mode last. The format, the language,
 * the clinician and the dates always hold.
 */
export function ladder(wish: Wish): Wish[] {
  const times = farther(wish);
  const steps = times.flatMap((step) => (wish.concerns?.length ? [step, withoutConcern(step)] : [step]));
  const { mode, ...anyMode } = steps.at(-1) ?? wish;
  if (mode !== undefined && mode !== 'either') steps.push(anyMode);
  return steps;
}

/** The wish, then with its days at any hour, then at any time. */
function farther(wish: Wish): Wish[] {
  const { availability, ...anyTime } = wish;
  if (!availability?.length) return [wish];
  const days = DAYS.filter((day) => availability.some((window) => window.days.includes(day)));
  const sameDays = { ...wish, availability: [{ days, from: '00:00', to: '24:00' }] };
  return [wish, sameDays, anyTime];
}

/** What always holds of a wish: who can be asked for at all. */
export function bare({ format, language, clinician }: Wish): Wish {
  return { ...(format && { format }), ...(language && { language }), ...(clinician && { clinician }) };
}

function withoutConcern({ concerns: _any, ...wish }: Wish): Wish {
  return wish;
}

/** Whether who or what treats `treated` suits a visitor with these concerns; an empty list is all of them. */
export function treats(treated: readonly Concern[], wished: readonly Concern[] = []): boolean {
  return treated.length === 0 || wished.length === 0 || wished.some((concern) => treated.includes(concern));
}

/** Whether one of the modes on offer is the one wished. */
export function meetsBy(modes: readonly string[], wished: Wish['mode']): boolean {
  return wished === undefined || wished === 'either' || modes.includes(wished);
}

/** Whether a session on one of these days of the week can lie in one of the windows. */
export function mayLieOn(windows: readonly Window[] | undefined, days: readonly Day[]): boolean {
  return !windows?.length || windows.some((window) => days.some((day) => window.days.includes(day)));
}

/**
 * Whether a session lies in one of the windows, on the given clock. In a window that is shorter than the session
 * (people say "at five") it is enough that it starts there.
 */
export function liesIn(
  windows: readonly Window[] | undefined,
  start: number,
  minutes: number,
  clock: ZoneClock,
): boolean {
  if (!windows?.length) return true;
  const wall = clock.wallAt(start);
  const day = dayOf(wall);
  const from = (wall - Math.floor(wall / DAY) * DAY) / MINUTE;
  return windows.some((window) => {
    const opens = minutesOf(window.from);
    const closes = minutesOf(window.to);
    if (!window.days.includes(day) || from < opens || from >= closes) return false;
    return from + minutes <= closes || closes - opens < minutes;
  });
}
