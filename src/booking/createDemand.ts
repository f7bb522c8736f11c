import type { PracticeProfile } from '../content/profile';
import type { Database, Work } from '../storage/types';
import type { Window } from '../understanding/types';
import type { DemandRow, TimeOfDay } from './staffTypes';
import type { Demand, Wish } from './types';
import { type ZoneClock, zoneClock } from './zoneClock';

const DAY = 24 * 60 * 60_000;
/** Of one person, so that a wish for everything at any time does not fill the list. */
const MOST = 12;
const NOON = '12:00';
const EVENING = '17:00';

/** What a wish is counted under. */
type Kind = readonly [DemandRow['format'], DemandRow['concern'], TimeOfDay, DemandRow['mode'], string];

/** Counts what people wished for and could not have, by month and by nothing that leads back to them. */
export function createDemand({ profile, now }: { profile: PracticeProfile; now: () => number }): Demand {
  const clock = zoneClock(profile.timeZone);
  const language = profile.languages[0] ?? 'en';
  return {
    record(work: Work, wish: Wish, counted: readonly string[]): readonly string[] {
      const wishes = kindsOf(wish, language).map((kind) => JSON.stringify(kind));
      const fresh = wishes.filter((one) => !counted.includes(one)).slice(0, MOST - counted.length);
      const month = monthOf(now(), clock);
      work.stage(
        ...fresh.map((one) => ({
          sql: `INSERT INTO demand (wish, month, people) VALUES (?, ?, 1)
            ON CONFLICT (wish, month) DO UPDATE SET people = demand.people + 1`,
          params: [one, month],
        })),
      );
      return [...counted, ...fresh];
    },
  };
}

/** What was wished for in the months since a moment, the most wanted first. */
export async function readDemand(
  db: Database,
  { timeZone }: PracticeProfile,
  since: number,
): Promise<DemandRow[]> {
  const rows = await db.query(
    'SELECT wish, sum(people) AS people FROM demand WHERE month >= ? GROUP BY wish ORDER BY 2 DESC, 1',
    [monthOf(since, zoneClock(timeZone))],
  );
  return rows.map((row) => {
    const [format, concern, time, mode, language] = JSON.parse(String(row['wish'])) as Kind;
    return { people: Number(row['people']), format, concern, time, mode, language };
  });
}

/** One for each concern at each time of the day. */
function kindsOf({ format, concerns, availability, mode, ...wish }: Wish, language: string): Kind[] {
  const by = mode === undefined || mode === 'either' ? 'any' : mode;
  const times = [...new Set((availability ?? []).map(timeOf))];
  return orAny(concerns).flatMap((concern) =>
    orAny(times).map((time) => [format ?? 'any', concern, time, by, wish.language ?? language] as const),
  );
}

function orAny<T>(list: readonly T[] | undefined): readonly (T | 'any')[] {
  return list?.length ? list : ['any'];
}

function timeOf({ days, from, to }: Window): TimeOfDay {
  if (days.every((day) => day === 'sat' || day === 'sun')) return 'weekend';
  if (from >= EVENING) return 'evening';
  if (to <= NOON) return 'morning';
  return from >= NOON && to <= '18:00' ? 'afternoon' : 'any';
}

/** The moment at which a month begins on the clock. */
function monthOf(moment: number, clock: ZoneClock): number {
  const wall = new Date(Math.floor(clock.wallAt(moment) / DAY) * DAY);
  return clock.momentOf(wall.setUTCDate(1));
}
