import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quanta } from '../../src/booking/claims';
import { createDiary } from '../../src/booking/createDiary';
import type { Wish } from '../../src/booking/types';
import { openDatabase } from '../../src/storage/openDatabase';
import { anna, DAY, MINUTE, MONDAY, profileOf } from '../booking/support';

const CLINICIANS = 50;
const DAYS = 90;

/** The diary of 50 clinicians for 90 days, on an embedded file, with a part of it sold. */
export interface FullDiary {
  /** All openings before any was sold. */
  readonly openings: number;
  /** The first page of three; on the morning after the diary was last searched, so that nothing is remembered. */
  cold(wish: Wish): Promise<unknown>;
  /** The same again. */
  warm(wish: Wish): Promise<unknown>;
  close(): Promise<void>;
}

/** Makes one. `sold`: from 0 to 1, spread evenly over clinicians and days. */
export async function openFullDiary(sold: number): Promise<FullDiary> {
  const clinicians = Array.from({ length: CLINICIANS }, (_, n) => ({
    ...anna,
    id: `c${n}`,
    languages: n % 10 === 0 ? ['en', 'es'] : ['en'],
    timeZone: n % 2 === 0 ? 'America/Denver' : 'America/New_York',
  }));
  const profile = profileOf({ clinicians, booking: { horizonDays: DAYS } });
  const dataDir = mkdtempSync(join(tmpdir(), 'triage-bench-'));
  const db = await openDatabase({ dataDir });
  const make = (now: number) => createDiary({ profile, db, now: () => now });
  const all = (await make(MONDAY).openings({}, { skip: 0, take: 100_000 })).items;
  const gone = all.filter((_, index) => (index * 7919) % 1000 < sold * 1000);
  for (let from = 0; from < gone.length; from += 500) {
    const rows = gone
      .slice(from, from + 500)
      .flatMap(({ id, clinician, startsAt }) =>
        quanta(clinician, Date.parse(startsAt), 60 * MINUTE).map((name) => [name, id] as const),
      );
    const values = rows.map(() => '(?, ?)').join(', ');
    await db.transaction([
      { sql: `INSERT INTO claims (resource, holder) VALUES ${values}`, params: rows.flat() },
    ]);
  }
  let diary = make(MONDAY + DAY);
  const page = { skip: 0, take: 3 };
  return {
    openings: all.length,
    cold: (wish) => (diary = make(MONDAY + DAY)).openings(wish, page),
    warm: (wish) => diary.openings(wish, page),
    close: async () => {
      await db.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
