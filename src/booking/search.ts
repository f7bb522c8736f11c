import type { Database } from '../storage/types';
import { quanta, taken } from './claims';
import type { Plan, Session } from './roster';
import type { Wish } from './types';
import { dateOf, datesIn, dayOf } from './wallTime';
import { liesIn, mayLieOn, meetsBy, treats } from './wish';
import type { ZoneClock } from './zoneClock';

const DAY = 24 * 60 * 60_000;
/** Candidates whose claims are read at once: few at first, because the first ones are mostly free. */
const FIRST_LOOK = 32;
const LAST_LOOK = 2_048;
/** A look for free days: about a day of a larger practice. */
const DAYS_LOOK = 64;

/** A session with the plan that it is of. */
export interface Candidate extends Session {
  readonly plan: Plan;
}

/** Between which moments sessions may start. */
export interface Reach {
  readonly from: number;
  readonly to: number;
}

/** The first `count` free sessions that meet the wish, the earliest first. */
export async function search(
  db: Database,
  wanted: Iterable<Candidate>,
  count: number,
  now: number,
): Promise<Candidate[]> {
  const free: Candidate[] = [];
  let look: Candidate[] = [];
  let size = FIRST_LOOK;
  for (const candidate of wanted) {
    look.push(candidate);
    if (look.length < size) continue;
    free.push(...(await stillFree(db, look, now)));
    if (free.length >= count) return free.slice(0, count);
    look = [];
    size = Math.min(size * 4, LAST_LOOK);
  }
  if (look.length > 0) free.push(...(await stillFree(db, look, now)));
  return free.slice(0, count);
}

/** The first dates, at most `most`, on which one of the sessions is free. */
export async function freeDates(
  db: Database,
  wanted: Iterable<Candidate>,
  most: number,
  { now, clock }: { readonly now: number; readonly clock: ZoneClock },
): Promise<string[]> {
  const dates = new Set<string>();
  const dateAt = (start: number): string => dateOf(clock.wallAt(start));
  let look: Candidate[] = [];
  const answer = async (): Promise<void> => {
    for (const { start } of await stillFree(db, look, now)) dates.add(dateAt(start));
    look = [];
  };
  for (const candidate of wanted) {
    // One free session is enough to know of a day.
    if (dates.has(dateAt(candidate.start))) continue;
    if (look.push(candidate) === DAYS_LOOK) await answer();
    if (dates.size >= most) break;
  }
  await answer();
  return [...dates].slice(0, most);
}

/** Every planned session that meets the wish, taken or not, the earliest first, one day after the other. */
export function* candidates(
  plans: readonly Plan[],
  wish: Wish,
  reach: Reach,
  clock: ZoneClock,
): Generator<Candidate> {
  const suitable = plansFor(plans, wish);
  const from = Math.max(reach.from, startOf(wish.on ?? wish.notBefore, clock));
  const to = wish.on === undefined ? reach.to : Math.min(reach.to, endOf(wish.on, clock));
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY) {
    // Most wishes name few days; the others need not be planned at all.
    if (!mayLieOn(wish.availability, datesIn(day, clock).map(dayOf))) continue;
    const today: Candidate[] = [];
    for (const plan of suitable) {
      for (const session of plan.on(day)) {
        if (session.start < from || session.start >= to) continue;
        if (liesIn(wish.availability, session.start, plan.minutes, clock)) today.push({ plan, ...session });
      }
    }
    yield* today.sort((a, b) => a.start - b.start);
  }
}

/** The moment at which a date begins on a clock; for none, or what is no date, the beginning of time. */
function startOf(date: string | undefined, clock: ZoneClock): number {
  const midnight = Date.parse(`${date ?? ''}T00:00:00Z`);
  return Number.isNaN(midnight) ? 0 : clock.momentOf(midnight);
}

/** The moment at which a date ends on a clock. */
function endOf(date: string, clock: ZoneClock): number {
  return clock.momentOf(Date.parse(`${date}T00:00:00Z`) + DAY);
}

/** The plans that meet the wish; without a format, each clinician's first. */
function plansFor(plans: readonly Plan[], wish: Wish): Plan[] {
  const suitable = plans.filter(
    ({ clinician, format }) =>
      (wish.format === undefined || wish.format === format) &&
      (wish.clinician === undefined || wish.clinician === clinician.id) &&
      (wish.language === undefined || clinician.languages.includes(wish.language)) &&
      treats(clinician.concerns, wish.concerns) &&
      meetsBy(clinician.modes, wish.mode),
  );
  if (wish.format !== undefined) return suitable;
  return suitable.filter(
    (plan, index) => suitable.findIndex(({ clinician }) => clinician === plan.clinician) === index,
  );
}

/** In two looks, because in a full diary the first five minutes of a session tell nearly always. */
async function stillFree(db: Database, look: readonly Candidate[], now: number): Promise<Candidate[]> {
  const first = await taken(
    db,
    look.map((candidate) => candidate.quantum),
    now,
  );
  const left = look
    .filter((candidate) => !first.has(candidate.quantum))
    .map((candidate) => ({ candidate, needs: resourcesOf(candidate) }));
  const all = await taken(
    db,
    left.flatMap(({ needs }) => needs),
    now,
  );
  return left.filter(({ needs }) => !needs.some((name) => all.has(name))).map(({ candidate }) => candidate);
}

/** What a session takes out of the diary. */
export function resourcesOf({ plan, start }: Candidate): string[] {
  return quanta(plan.clinician.id, start, plan.span);
}
