import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { createDiary } from '../../../src/booking/createDiary';
import type { BookingRequest, Diary } from '../../../src/booking/types';
import { TriageError } from '../../../src/errors';
import { openDatabase, type StorageOptions } from '../../../src/storage/openDatabase';
import type { Database } from '../../../src/storage/types';
import { ALL_DAYS, anna, contact, MONDAY, profileOf, raceProfile, turn } from '../support';

// A process of its own on the store under test.
//   race <racers>      for each line of stdin, `{ kind, choice }`, that many visitors book it at once, after a hold or
//                      without; says on stdout how many won
//   count <racers>     the same by counting and then inserting, as one must not: the control
//   openings '<zone> <time>' …   the openings of the 24 hours from then in a zone, without a store

const [job, ...rest] = process.argv.slice(2);
const store = JSON.parse(process.env['STORE'] ?? '{}') as StorageOptions;
const profile = raceProfile;

void run();

async function run(): Promise<void> {
  if (job === 'openings') {
    for (const night of rest) print(await openingsOf(...(night.split(' ') as [string, string])));
    return;
  }
  const db = await openDatabase(store);
  const diary = createDiary({ profile, db, now: () => MONDAY });
  print('ready');
  for await (const line of createInterface(process.stdin)) {
    const wanted = JSON.parse(line) as { kind: BookingRequest['kind']; choice: string };
    const racers = Array.from({ length: Number(rest[0]) }, (_, n) =>
      job === 'race' ? race(db, diary, wanted, n % 2 === 0) : countThenInsert(db, wanted.choice),
    );
    print((await Promise.all(racers)).filter(Boolean).length);
  }
  await db.close();
}

/** One visitor; half of them hold first. True when this one got it. */
async function race(
  db: Database,
  diary: Diary,
  { kind, choice }: { kind: BookingRequest['kind']; choice: string },
  holds: boolean,
): Promise<boolean> {
  const request = { kind, choice, contact, language: 'en', visitor: `race/${randomUUID()}` };
  try {
    const hold = holds ? await turn(db, (work) => holdOf(diary, choice, work)) : undefined;
    await turn(db, (work) => diary.book(work, { ...request, ...(hold && { hold }) }));
    return true;
  } catch (error) {
    if (error instanceof TriageError && error.code === 'BOOKING_GONE') return false;
    throw error;
  }
}

async function holdOf(diary: Diary, choice: string, work: Parameters<Diary['hold']>[0]): Promise<string> {
  const opening = await diary.opening(choice);
  const cohort = await diary.cohort(choice);
  if (!opening && !cohort) throw new TriageError('BOOKING_GONE', 'somebody was faster');
  return (await diary.hold(work, opening ? { opening } : { cohort: cohort! })).hold;
}

async function countThenInsert(db: Database, choice: string): Promise<boolean> {
  const [row] = await db.query('SELECT count(*) AS n FROM bookings WHERE cohort = ?', [choice]);
  if (Number(row?.['n']) > 0) return false;
  const id = randomUUID();
  await db.transaction([
    {
      sql: `INSERT INTO bookings (id, reference, kind, status, cohort, name, language, created_at, updated_at)
        VALUES (?, ?, 'group', 'confirmed', ?, 'Sam', 'en', 0, 0)`,
      params: [id, id, choice],
    },
  ]);
  return true;
}

async function openingsOf(timeZone: string, from: string): Promise<string[]> {
  const hours = [
    { days: ALL_DAYS, from: '00:00', to: '06:00' },
    { days: ALL_DAYS, from: '20:00', to: '23:59' },
  ];
  const night = profileOf({
    timeZone,
    clinicians: [{ ...anna, hours }],
    booking: { noticeHours: 0, horizonDays: 1 },
  });
  const nothingSold = { query: () => Promise.resolve([]) } as unknown as Database;
  const diary = createDiary({ profile: night, db: nothingSold, now: () => Date.parse(from) });
  return (await diary.openings({}, { skip: 0, take: 100 })).items.map(({ id }) => id.split('@')[1] ?? '');
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
