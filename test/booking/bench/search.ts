import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiary } from '../../../src/booking/createDiary';
import { quanta } from '../../../src/booking/claims';
import type { Wish } from '../../../src/booking/types';
import { openDatabase } from '../../../src/storage/openDatabase';
import { anna, DAY, MINUTE, MONDAY, profileOf } from '../support';

// How long a search takes: 50 clinicians, 90 days, a page of three, with a part of the diary sold. Prints a table of
// medians and worst cases in ms, the first (cold) search apart. Build it with esbuild, as the tests' processes are.

const clinicians = Array.from({ length: 50 }, (_, n) => ({
  ...anna,
  id: `c${n}`,
  languages: n % 10 === 0 ? ['en', 'es'] : ['en'],
  timeZone: n % 2 === 0 ? 'America/Denver' : 'America/New_York',
}));
const profile = profileOf({ clinicians, booking: { horizonDays: 90 } });
const wishes: [string, Wish][] = [
  ['anything', {}],
  ['tue after 15, es', { language: 'es', availability: [{ days: ['tue'], from: '15:00', to: '21:00' }] }],
  ['no such time', { availability: [{ days: ['sun'], from: '15:00', to: '21:00' }] }],
];

void run();

async function run(): Promise<void> {
  for (const sold of (process.env['SOLD'] ?? '0,0.5,0.9,1').split(',').map(Number)) {
    const dataDir = mkdtempSync(join(tmpdir(), 'triage-bench-'));
    const db = await openDatabase({ dataDir });
    const diary = createDiary({ profile, db, now: () => MONDAY });
    const all = (await diary.openings({}, { skip: 0, take: 100_000 })).items;
    const booked = all.filter((_, index) => (index * 7919) % 1000 < sold * 1000);
    for (let from = 0; from < booked.length; from += 500) {
      const rows = booked
        .slice(from, from + 500)
        .flatMap(({ id, clinician, startsAt }) =>
          quanta(clinician, Date.parse(startsAt), 60 * MINUTE).map((name) => [name, id] as const),
        );
      const values = rows.map(() => '(?, ?)').join(', ');
      await db.transaction([
        { sql: `INSERT INTO claims (resource, holder) VALUES ${values}`, params: rows.flat() },
      ]);
    }
    for (const [name, wish] of wishes) {
      const fresh = createDiary({ profile, db, now: () => MONDAY + DAY });
      const times: number[] = [];
      for (let n = 0; n < 101; n += 1) {
        const start = performance.now();
        await fresh.openings(wish, { skip: 0, take: 3 });
        times.push(performance.now() - start);
      }
      const [cold = 0, ...warm] = times;
      warm.sort((a, b) => a - b);
      const row = [cold, warm[50] ?? 0, warm[99] ?? 0].map((ms) => ms.toFixed(1));
      process.stdout.write(
        `${JSON.stringify({ openings: all.length, sold, name, cold: row[0], median: row[1], worst: row[2] })}\n`,
      );
    }
    await db.close();
    rmSync(dataDir, { recursive: true });
  }
}
