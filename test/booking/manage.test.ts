import { createBookings } from '../../src/booking/createBookings';
import { createDiary } from '../../src/booking/createDiary';
import type { BookingRequest, Bookings, BookingView, Diary } from '../../src/booking/types';
import type { Database, Statement } from '../../src/storage/types';
import { describeEngines, type Store } from '../storage/engines';
import { anna, calm, DAY, HOUR, MONDAY, profileOf, turn } from './support';

const profile = profileOf({
  clinicians: [{ ...anna, formats: ['individual', 'group'] }],
  cohorts: [calm, { ...calm, id: 'brave', day: 'thu' }],
  booking: { changeHours: 24 },
});
const visitor = 'directline/dl_1';
const contact = { name: 'Sam Example', phone: '+13035550123', email: 'sam@example.org' };

describeEngines('a booking that is there', (fresh) => {
  let store: Store;
  let db: Database;
  let diary: Diary;
  let bookings: Bookings;
  let now = MONDAY;
  beforeAll(async () => {
    store = await fresh();
    db = await store.open();
  });
  beforeEach(async () => {
    const tables = ['claims', 'tasks', 'bookings', 'outbox', 'attempts'];
    await db.transaction(tables.map((table) => ({ sql: `DELETE FROM ${table}` })));
    now = MONDAY;
    diary = createDiary({ profile, db, now: () => now });
    bookings = createBookings({ profile, db, now: () => now });
  });
  afterAll(() => store.end());

  const open = (attempt: Partial<Parameters<Bookings['open']>[1]>) =>
    turn(db, (work) => bookings.open(work, { reference: '', factor: '', visitor, ...attempt }));
  const opened = async (reference: string): Promise<BookingView> => {
    const result = await open({ reference, factor: contact.phone });
    if (result.outcome !== 'open') throw new Error(result.outcome);
    return result.booking;
  };
  const request = (more: Partial<BookingRequest>): BookingRequest => ({
    ...{ kind: 'appointment', contact, language: 'en', visitor, ...more },
  });
  const book = async (more: Partial<BookingRequest>): Promise<BookingView> =>
    opened((await turn(db, (work) => diary.book(work, request(more)))).reference);
  const times = async (skip = 0) => (await diary.openings({}, { skip, take: 30 })).items.map(({ id }) => id);
  const told = async (topic: string) =>
    (await db.query('SELECT payload, next_at FROM outbox WHERE topic = ? ORDER BY next_at', [topic])).map(
      ({ payload, next_at: at }) => ({ ...(JSON.parse(String(payload)) as object), at: Number(at) }),
    );
  const move = (id: string, choice: string, hold?: string) =>
    turn(db, (work) => bookings.move(work, id, { choice, ...(hold && { hold }) }));
  const cancel = (id: string) => turn(db, (work) => bookings.cancel(work, id));

  describe('is opened', () => {
    it.each(['(303) 555-0123', '303.555.0123', '+1 303 555 0123', ' SAM@Example.org '])(
      'by its reference and what was given, as %p',
      async (factor) => {
        const { reference } = await turn(db, (work) => diary.book(work, request({ kind: 'callback' })));
        const typed = `${reference.slice(0, 3).toLowerCase()} ${reference.slice(3)}`;
        expect(await open({ reference: typed, factor })).toMatchObject({
          ...{ outcome: 'open', booking: { reference, kind: 'callback', canMove: false, canCancel: true } },
        });
      },
    );

    it('by nobody else, and a wrong reference is answered like a wrong factor', async () => {
      const { reference } = await book({ kind: 'callback' });
      const other = reference === '222222' ? '333332' : '222222';
      const wrong = [
        await open({ reference, factor: '+13035550124' }),
        await open({ reference, factor: '' }),
        await open({ reference: other, factor: contact.phone }),
        await open({ reference: 'no reference', factor: contact.phone }),
      ];
      expect(wrong).toEqual(wrong.map(() => ({ outcome: 'unknown' })));
    });

    it('no more after five failures of one visitor, the right words included, until an hour has passed', async () => {
      const { reference } = await book({ kind: 'callback' });
      for (let n = 0; n < 5; n += 1) await open({ reference: 'K7M4QD', factor: `n${n}@example.org` });
      const limited = await open({ reference, factor: contact.phone });
      expect(limited).toEqual({ outcome: 'limited', until: '2026-11-23T13:00:00-07:00' });
      expect(await open({ reference, factor: contact.phone, visitor: 'sms/2' })).toMatchObject({
        outcome: 'open',
      });
      now += HOUR;
      expect(await open({ reference, factor: contact.phone })).toMatchObject({ outcome: 'open' });
    });

    it.each([true, false])(
      'no more after twenty failures on one reference, whether it is there (%p) or not',
      async (isThere) => {
        const reference = isThere ? (await book({ kind: 'callback' })).reference : '222222';
        for (let n = 0; n < 20; n += 1) await open({ reference, factor: 'x@example.org', visitor: `v/${n}` });
        const late = { reference, factor: contact.phone, visitor: 'v/late' };
        expect(await open(late)).toMatchObject({ outcome: 'limited' });
      },
    );

    it('not by guesses made all at once: no more are looked at than may fail', async () => {
      const { reference } = await book({ kind: 'callback' });
      const guesses = Array.from({ length: 40 }, async (_, n) => {
        const staged: Statement[] = [];
        const factor = n === 39 ? contact.phone : `+130355502${String(n).padStart(2, '0')}`;
        const work = { stage: (...more: Statement[]) => void staged.push(...more) };
        const result = await bookings.open(work, { reference, factor, visitor: 'v/1' });
        await db.transaction(staged);
        return result.outcome;
      });
      const ends = await Promise.allSettled(guesses);
      const looked = ends.filter((end) => end.status === 'fulfilled');
      expect(looked.length).toBeGreaterThan(0);
      expect(looked.length).toBeLessThanOrEqual(5);
    });
  });

  describe('is moved', () => {
    it('to another time: the old one is free, the new one taken, the practice is told', async () => {
      const [, , first = '', , , other = ''] = await times(20);
      const { id, reference } = await book({ choice: first });
      const view = await move(id, other);
      expect(view).toMatchObject({
        reference,
        status: 'confirmed',
        sequence: 1,
        clinicianName: 'Anna Reyes',
      });
      expect(Date.parse(view.startsAt ?? '')).toBe(Date.parse(other.split('@')[1] ?? ''));
      expect(await bookings.booking(id)).toEqual(view);
      expect([await diary.opening(first), await diary.opening(other)]).toEqual([
        expect.anything(),
        undefined,
      ]);
      expect(await told('booking.moved')).toEqual([
        expect.objectContaining({ booking: id, reference, by: 'visitor', sequence: 1, at: MONDAY }),
      ]);
    });

    it('with a hold of the new time, which is used up', async () => {
      const [first = '', other = ''] = await times(20);
      const { id } = await book({ choice: first });
      const opening = (await diary.opening(other))!;
      const { hold } = await turn(db, (work) => diary.hold(work, { opening }));
      await move(id, other, hold);
      expect(await db.query('SELECT holder FROM claims WHERE expires_at IS NOT NULL')).toEqual([]);
    });

    it('with its reminders, which leave when it is cancelled', async () => {
      const [first = '', other = ''] = [(await times(20))[0], (await times(40))[0]];
      const { id, startsAt = '' } = await book({ choice: first });
      expect((await told('booking.reminder')).map(({ at }) => at)).toEqual([Date.parse(startsAt) - DAY]);
      const moved = await move(id, other);
      expect(await told('booking.reminder')).toEqual([
        expect.objectContaining({ booking: id, at: Date.parse(moved.startsAt ?? '') - DAY }),
      ]);
      await cancel(id);
      expect(await told('booking.reminder')).toEqual([]);
    });

    it('not to a time that somebody has, and not by somebody who was slower', async () => {
      const [first = '', other = '', third = ''] = await times(20);
      const { id } = await book({ choice: first });
      await book({ choice: other });
      await expect(move(id, other)).rejects.toMatchObject({ code: 'BOOKING_GONE' });
      const staged: Statement[] = [];
      await bookings.move({ stage: (...more) => void staged.push(...more) }, id, { choice: third });
      await cancel(id);
      await expect(db.transaction(staged)).rejects.toMatchObject({ guard: 'booking' });
      expect(await diary.opening(third)).toBeDefined();
    });

    it('by one of thirty who want the same time, others booking it anew: one has it, the rest keep theirs', async () => {
      const [wanted = '', ...others] = await times(0);
      const movers = await Promise.all(others.slice(0, 15).map((choice) => book({ choice })));
      const moves = movers.map(({ id }) => move(id, wanted));
      const books = movers.map(() => turn(db, (work) => diary.book(work, request({ choice: wanted }))));
      const ends = await Promise.allSettled([...moves, ...books]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const start = Date.parse(wanted.split('@')[1] ?? '');
      expect(await db.query('SELECT id FROM bookings WHERE starts_at = ?', [start])).toHaveLength(1);
      const standing = await db.query("SELECT starts_at FROM bookings WHERE status = 'confirmed'");
      expect(new Set(standing.map((row) => row['starts_at'])).size).toBe(standing.length);
      expect(await db.query('SELECT resource FROM claims')).toHaveLength(standing.length * 12);
    });

    it('not when it is cancelled, has no time, or starts within the hours of the profile', async () => {
      const callback = await book({ kind: 'callback' });
      const [soon = ''] = await times(0);
      const appointment = await book({ choice: soon });
      now = Date.parse(appointment.startsAt ?? '') - 24 * HOUR;
      const later = (await times(5))[0] ?? '';
      for (const { id } of [callback, appointment])
        await expect(move(id, later)).rejects.toMatchObject({ code: 'BOOKING_FIXED', status: 409 });
      await expect(cancel(appointment.id)).rejects.toMatchObject({ code: 'BOOKING_FIXED' });
      expect(await opened(appointment.reference)).toMatchObject({ canMove: false, canCancel: false });
    });

    it('from one group to another', async () => {
      const { id, cohort } = await book({ kind: 'group', choice: 'calm' });
      expect(cohort).toBe('calm');
      const moved = await move(id, 'brave');
      expect(moved).toMatchObject({ cohort: 'brave', startsAt: '2026-11-26T18:00:00-07:00', sequence: 1 });
      const left = await Promise.all(['calm', 'brave'].map((group) => diary.cohort(group)));
      expect(left.map((group) => group?.seatsLeft)).toEqual([3, 2]);
      expect(await move(id, 'brave')).toEqual(moved);
    });
  });

  describe('is cancelled', () => {
    it('once, and its time can be had again', async () => {
      const [first = ''] = await times(20);
      const { id } = await book({ choice: first });
      expect(await cancel(id)).toMatchObject({ status: 'cancelled', canMove: false, canCancel: false });
      expect(await cancel(id)).toMatchObject({ status: 'cancelled', sequence: 1 });
      expect(await diary.opening(first)).toBeDefined();
      expect(await told('booking.cancelled')).toHaveLength(1);
      expect(await db.query('SELECT * FROM claims')).toEqual([]);
      expect(await diary.bookingsOf(visitor)).toEqual([]);
    });

    it('by one of two who do so at once', async () => {
      const { id } = await book({ choice: (await times(20))[0] ?? '' });
      await Promise.all([cancel(id), cancel(id), cancel(id)]);
      expect(await told('booking.cancelled')).toHaveLength(1);
    });
  });
});
