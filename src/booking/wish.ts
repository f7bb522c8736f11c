import { DAYS, type Concern, type Day, type Window } from '../understanding/types';
import type { Wish } from './types';
import { dayOf, minutesOf } from './wallTime';
import type { ZoneClock } from './zoneClock';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * The wish and what to look for when nothing meets it, nearest first: the same days at any hour, any time, any
 * concern, any mode. The format, the language, the clinician and the first date always hold.
 */
export function ladder(wish: Wish): Wish[] {
  const steps: Wish[] = [wish];
  const { availability, ...anyTime } = wish;
  if (availability?.length) {
    const days = DAYS.filter((day) => availability.some((window) => window.days.includes(day)));
    if (days.length < DAYS.length)
      steps.push({ ...wish, availability: [{ days, from: '00:00', to: '24:00' }] });
    steps.push(anyTime);
  }
  const { concerns, ...anyConcern } = anyTime;
  if (concerns?.length) steps.push(anyConcern);
  const { mode, ...anyMode } = anyConcern;
  if (mode !== undefined && mode !== 'either') steps.push(anyMode);
  return steps;
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
