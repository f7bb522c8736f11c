import fc from 'fast-check';
import { quanta } from '../../src/booking/claims';
import { createBookings } from '../../src/booking/createBookings';
import { createDiary } from '../../src/booking/createDiary';
import { createStaffDiary } from '../../src/booking/createStaffDiary';
import { createUpkeep } from '../../src/booking/createUpkeep';
import { readStored, type Stored } from '../../src/booking/stored';
import { TriageError } from '../../src/errors';
import type { Database, Work } from '../../src/storage/types';
import { describeEngines, type Store } from '../storage/engines';
import { anna, calm, contact, DAY, HOUR, MINUTE, MONDAY, profileOf, turn } from './support';

const profile = profileOf({
  clinicians: [{ ...anna, formats: ['individual', 'group'], hours: [{ ...anna.hours[0], to: '12:00' }] }],
  cohorts: [
    { ...calm, seats: { min: 1, max: 2 } },
    { ...calm, id: 'soon', day: 'wed', seats: { min: 2, max: 3 }, startsOn: '2026-12-16' },
  ],
  booking: { horizonDays: 5, noticeHours: 1, waitlistOfferHours: 8 },
});
/** 50 minutes and the buffer of ten. */
const SPAN = 60 * MINUTE;

/** What somebody does; `n` picks what it is done to. */
const deed = fc.record({
  what: fc.constantFrom(
    ...(['book', 'book', 'hold', 'join', 'join', 'wait', 'move', 'cancel', 'cancel'] as const),
    ...(['accept', 'decline', 'block', 'unblock', 'upkeep', 'later'] as const),
  ),
  n: fc.nat(40),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

jest.setTimeout(120_000);
describeEngines('whatever visitors, staff and the clock do at once', (fresh) => {
  let store: Store;
  let db: Database;
  let now = MONDAY;
  beforeAll(async () => {
    store = await fresh();
    db = await store.open();
  });
  afterAll(() => store.end());

  const parts = { profile, now: () => now };
  const services = () => ({
    diary: createDiary({ ...parts, db }),
    bookings: createBookings({ ...parts, db }),
    staff: createStaffDiary({ ...parts, db }),
    upkeep: createUpkeep({ ...parts, db }),
  });

  it('nothing is sold twice, lost, or kept by nobody', async () => {
    const runs = Number(process.env['RUNS'] ?? (db.engine === 'sqlite' ? 25 : 8));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(deed, { minLength: 1, maxLength: 6 }), { maxLength: 12 }),
        async (batches) => {
          const tables = ['claims', 'tasks', 'bookings', 'outbox', 'blocks'];
          await db.transaction(tables.map((table) => ({ sql: `DELETE FROM ${table}` })));
          now = MONDAY;
          for (const batch of batches) {
            if (batch.some(({ what }) => what === 'later')) now += 5 * HOUR;
            await Promise.all(batch.map(run));
            await everythingAddsUp();
          }
        },
      ),
      { numRuns: runs },
    );
  });

  async function run({ what, n }: Deed): Promise<void> {
    try {
      if (what === 'upkeep') await services().upkeep.run();
      else if (what !== 'later') await turn(db, (work) => doIt(work, what, n));
    } catch (error) {
      // That it is gone, fixed or invalid is an answer.
      if (!(error instanceof TriageError) || !error.code.startsWith('BOOKING_')) throw error;
    }
  }

  async function doIt(
    work: Work,
    what: Exclude<Deed['what'], 'upkeep' | 'later'>,
    n: number,
  ): Promise<unknown> {
    const { diary, bookings, staff } = services();
    const request = { contact, language: 'en', visitor: 'v/1' };
    const cohort = n % 3 === 0 ? 'soon' : 'calm';
    const openings = (await diary.openings({}, { skip: 0, take: 50 })).items;
    const opening = openings[n % Math.max(1, openings.length)];
    const all = await readStored(db, "status <> 'cancelled'", []);
    const { id = '', kind } = all[n % Math.max(1, all.length)] ?? {};
    switch (what) {
      case 'book':
        return opening && diary.book(work, { ...request, kind: 'appointment', choice: opening.id });
      case 'hold':
        return opening && diary.hold(work, { opening });
      case 'join':
        return diary.book(work, { ...request, kind: 'group', choice: cohort });
      case 'wait':
        return diary.book(work, { ...request, kind: 'waitlist', choice: cohort });
      case 'move':
        return bookings.move(work, id, { choice: kind === 'group' ? cohort : (opening?.id ?? '') });
      case 'cancel':
        return bookings.cancel(work, id);
      case 'accept':
      case 'decline':
        return bookings.answerOffer(work, id, what);
      case 'block': {
        const startsAt = new Date(now + n * 3 * HOUR).toISOString();
        const endsAt = new Date(now + n * 3 * HOUR + 5 * HOUR).toISOString();
        return staff.block(work, { clinician: 'anna', startsAt, endsAt, kind: 'other', by: 'x' });
      }
      case 'unblock': {
        const blocks = await db.query('SELECT id FROM blocks ORDER BY id');
        return staff.unblock(work, String(blocks[n % Math.max(1, blocks.length)]?.['id'] ?? ''));
      }
    }
  }

  async function everythingAddsUp(): Promise<void> {
    const bookings = await readStored(db, '1 = 1', []);
    const blocks = await db.query<Record<string, number>>('SELECT * FROM blocks');
    const claims = await db.query('SELECT resource, holder FROM claims WHERE expires_at IS NULL');
    const had = new Map<string, string[]>();
    for (const { resource, holder } of claims)
      had.set(String(holder), [...(had.get(String(holder)) ?? []), String(resource)]);
    for (const booking of bookings) {
      hasWhatItShould(booking, (had.get(booking.reference) ?? []).sort());
      had.delete(booking.reference);
    }
    const sold = new Set(claims.map(({ resource }) => resource));
    for (const { id, starts_at: from = 0, ends_at: to = 0 } of blocks) {
      had.delete(`block:${id ?? ''}`);
      expect(quanta('anna', from, to - from).filter((name) => !sold.has(name))).toEqual([]);
    }
    expect([...had]).toEqual([]);
    groupsStartTogether(bookings);
    await everythingIsTold(bookings);
  }

  function hasWhatItShould(
    { kind, status, startsAt = 0, cohort = '', offeredUntil }: Stored,
    has: string[],
  ): void {
    const stands = status !== 'cancelled';
    const hasSeat = stands && (kind === 'group' || (kind === 'waitlist' && offeredUntil !== undefined));
    if (stands && kind === 'appointment') expect(has).toEqual(quanta('anna', startsAt, SPAN));
    else expect(has).toEqual(hasSeat ? [expect.stringMatching(`^seat:${cohort}:`)] : []);
  }

  function groupsStartTogether(bookings: readonly Stored[]): void {
    const soon = bookings.filter(
      (one) => one.cohort === 'soon' && one.kind === 'group' && one.status !== 'cancelled',
    );
    const waits = soon.filter(({ waitsFor }) => waitsFor === 'minimum');
    if (soon.length >= 2) expect(waits).toEqual([]);
  }

  async function everythingIsTold(bookings: readonly Stored[]): Promise<void> {
    const rows = await db.query('SELECT topic, booking, next_at FROM outbox');
    const told = (booking: string, ...topics: string[]) =>
      rows.filter((row) => row['booking'] === booking && topics.includes(String(row['topic'])));
    for (const { id, status, startsAt } of bookings) {
      expect(told(id, 'booking.created')).toHaveLength(1);
      const ends = told(id, 'booking.cancelled', 'waitlist.declined', 'waitlist.expired');
      expect(ends).toHaveLength(status === 'cancelled' ? 1 : 0);
      const reminders = told(id, 'booking.reminder').map((row) => row['next_at']);
      if (status === 'cancelled' || startsAt === undefined) expect(reminders).toEqual([]);
      else expect(reminders.every((at) => at === startsAt - DAY)).toBe(true);
    }
  }
});
