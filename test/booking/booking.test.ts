import { claim } from '../../src/booking/claims';
import { createDiary } from '../../src/booking/createDiary';
import { readReference } from '../../src/booking/reference';
import type { BookingRequest, Diary, Opening } from '../../src/booking/types';
import type { Database, Statement } from '../../src/storage/types';
import { describeEngines, type Store } from '../storage/engines';
import { anna, calm, contact, HOUR, MINUTE, MONDAY, profileOf, turn } from './support';

const both = { ...anna, formats: ['individual', 'couples_family', 'group'] };
const profile = profileOf({
  clinicians: [both],
  cohorts: [calm, { ...calm, id: 'screened', seats: { min: 1, max: 1 }, screeningCall: true }],
});

describeEngines('booking', (fresh) => {
  let store: Store;
  let db: Database;
  let diary: Diary;
  let now = MONDAY;
  beforeAll(async () => {
    store = await fresh();
    db = await store.open();
  });
  beforeEach(async () => {
    await db.transaction(['claims', 'bookings', 'outbox'].map((table) => ({ sql: `DELETE FROM ${table}` })));
    now = MONDAY;
    diary = createDiary({ profile, db, now: () => now });
  });
  afterAll(() => store.end());

  const nth = async (skip: number): Promise<Opening> => {
    const [opening] = (await diary.openings({ format: 'individual' }, { skip, take: 1 })).items;
    if (!opening) throw new Error('no opening');
    return opening;
  };
  /** The first starts just after the notice, so it is gone a minute later; the third is not. */
  const first = () => nth(0);
  const later = () => nth(2);
  const hold = (opening: Opening) => turn(db, (work) => diary.hold(work, { opening }));
  const request = (more: Partial<BookingRequest>): BookingRequest => ({
    ...{ kind: 'appointment', contact, language: 'en', visitor: 'directline/dl_1' },
    ...more,
  });
  /** Books; what the visitor is told of it, without the id, which stays on the server. */
  const book = async (more: Partial<BookingRequest>) => {
    const { id, ...note } = await turn(db, (work) => diary.book(work, request(more)));
    expect(await db.query('SELECT reference FROM bookings WHERE id = ?', [id])).toEqual([
      { reference: note.reference },
    ]);
    return note;
  };
  const seatsLeft = async (id = 'calm', own?: string) => (await diary.cohort(id, own))?.seatsLeft;

  describe('a time', () => {
    it('is booked, confirmed, and told to staff by the outbox without a word of the visitor', async () => {
      const opening = await first();
      const note = await book({
        choice: opening.id,
        availability: [{ days: ['mon'], from: '08:00', to: '12:00' }],
      });
      expect(note).toEqual({
        ...{ kind: 'appointment', status: 'confirmed' },
        ...{ reference: expect.any(String), startsAt: opening.startsAt },
      });
      expect(readReference(note.reference)).toBe(note.reference);
      const [row] = await db.query('SELECT * FROM bookings');
      expect(row).toMatchObject({
        ...{ clinician: 'anna', format: 'individual', minutes: 50, name: 'Sam Example', email: null },
        ...{ starts_at: Date.parse(opening.startsAt), visitor: 'directline/dl_1', created_at: MONDAY },
      });
      const [told] = await db.query('SELECT topic, payload, next_at FROM outbox');
      expect(told).toMatchObject({ topic: 'booking.created', next_at: MONDAY });
      expect(JSON.parse(String(told?.['payload']))).toEqual({
        ...{ booking: row?.['id'], reference: note.reference, kind: 'appointment', status: 'confirmed' },
        ...{ clinician: 'anna', startsAt: Date.parse(opening.startsAt), sequence: 0, by: 'visitor' },
      });
    });

    it("is booked in the clinician's way, or where both are offered in the visitor's", async () => {
      const modes = async (offered: string[], wished: 'online' | 'in_person') => {
        const clinicians = [{ ...anna, modes: offered }];
        diary = createDiary({ profile: profileOf({ clinicians }), db, now: () => now });
        const { reference } = await book({ choice: (await first()).id, mode: wished });
        return (await db.query('SELECT mode FROM bookings WHERE reference = ?', [reference]))[0]?.['mode'];
      };
      expect(await modes(['in_person', 'online'], 'online')).toBe('online');
      expect(await modes(['in_person', 'online'], 'in_person')).toBe('in_person');
      expect(await modes(['in_person'], 'online')).toBe('in_person');
    });

    it('that is booked is gone for everybody, whatever the format, with the buffer before and after', async () => {
      const opening = await first();
      await book({ choice: opening.id });
      expect(await diary.opening(opening.id)).toBeUndefined();
      expect((await first()).id).not.toBe(opening.id);
      await expect(book({ choice: opening.id })).rejects.toMatchObject({ code: 'BOOKING_GONE', status: 409 });
      const taken = [Date.parse(opening.startsAt), Date.parse(opening.startsAt) + 60 * MINUTE] as const;
      const couples = await diary.openings({ format: 'couples_family' }, { skip: 0, take: 50 });
      for (const { startsAt } of couples.items) {
        const start = Date.parse(startsAt);
        expect(start + 90 * MINUTE <= taken[0] || start >= taken[1]).toBe(true);
      }
    });

    it('that is held is gone for the others, not for the one who holds it', async () => {
      const opening = await first();
      const { hold: mine, until } = await hold(opening);
      expect(Date.parse(until)).toBe(MONDAY + 10 * MINUTE);
      expect(await diary.opening(opening.id)).toBeUndefined();
      expect(await diary.opening(opening.id, mine)).toEqual(opening);
      await expect(hold(opening)).rejects.toMatchObject({ code: 'STORAGE_CONFLICT', guard: 'opening' });
    });

    it('is booked by its hold, and the hold is used up', async () => {
      const opening = await first();
      const { hold: mine } = await hold(opening);
      const { reference } = await book({ choice: opening.id, hold: mine });
      const holders = await db.query('SELECT DISTINCT holder, expires_at FROM claims');
      expect(holders).toEqual([{ holder: reference, expires_at: null }]);
      await turn(db, (work) => diary.release(work, mine));
      expect(await diary.opening(opening.id)).toBeUndefined();
      await expect(book({ choice: opening.id, hold: mine })).rejects.toMatchObject({ code: 'BOOKING_GONE' });
    });

    it('is held and booked in one turn', async () => {
      const opening = await first();
      const note = await turn(db, async (work) => {
        const { hold: mine } = await diary.hold(work, { opening });
        return diary.book(work, request({ choice: opening.id, hold: mine }));
      });
      expect(note.status).toBe('confirmed');
    });

    it('is still booked when the hold has ended and nobody came between', async () => {
      const opening = await later();
      const { hold: mine } = await hold(opening);
      now += 11 * MINUTE;
      expect((await book({ choice: opening.id, hold: mine })).status).toBe('confirmed');
    });

    it('whose hold has ended goes to the next, and the late one is told that it is gone', async () => {
      const opening = await later();
      const { hold: late } = await hold(opening);
      now += 11 * MINUTE;
      await book({ choice: opening.id });
      expect(await diary.opening(opening.id, late)).toBeUndefined();
      await expect(book({ choice: opening.id, hold: late })).rejects.toMatchObject({ code: 'BOOKING_GONE' });
    });

    it('that was held can be held by another once the hold has ended', async () => {
      const opening = await later();
      await hold(opening);
      now += 10 * MINUTE - 1;
      await expect(hold(opening)).rejects.toMatchObject({ guard: 'opening' });
      now += 1;
      expect(await diary.opening(opening.id)).toEqual(opening);
      const { hold: next } = await hold(opening);
      expect(await diary.opening(opening.id)).toBeUndefined();
      expect(await diary.opening(opening.id, next)).toEqual(opening);
    });

    it('that is released can be had again', async () => {
      const opening = await first();
      const { hold: mine } = await hold(opening);
      await turn(db, (work) => diary.release(work, mine));
      expect(await first()).toEqual(opening);
    });

    it('that is booked is not to be had by whoever knows its reference', async () => {
      const opening = await first();
      const { reference } = await book({ choice: opening.id });
      const resources = (await db.query('SELECT resource FROM claims')).map(({ resource }) =>
        String(resource),
      );
      const theft = claim({
        resources,
        holder: 'X',
        expiresAt: null,
        now,
        hold: reference,
        guard: 'opening',
      });
      await expect(db.transaction([theft])).rejects.toMatchObject({ guard: 'opening' });
    });

    it('that somebody takes between the look and the commit fails the whole transaction', async () => {
      const opening = await first();
      const staged: Statement[] = [];
      await diary.book({ stage: (...more) => staged.push(...more) }, request({ choice: opening.id }));
      await book({ choice: opening.id });
      await expect(db.transaction(staged)).rejects.toMatchObject({ guard: 'opening' });
      expect(await db.query('SELECT id FROM bookings')).toHaveLength(1);
      expect(await db.query('SELECT id FROM outbox')).toHaveLength(1);
    });
  });

  describe('a reference', () => {
    it('that is there already is made anew', async () => {
      const digits = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
      diary = createDiary({ profile, db, now: () => now, random: () => digits.shift() ?? 2 });
      const one = await book({ kind: 'callback' });
      const other = await book({ kind: 'callback' });
      expect([one.reference, other.reference]).toEqual(['222222', expect.stringMatching(/^33333/)]);
    });
  });

  describe('a group', () => {
    it('is offered with its seats, its next meeting that can still be reached, and who leads it', async () => {
      const { items, fits, more } = await diary.cohorts({}, { skip: 0, take: 1 });
      expect({ items, fits, more }).toEqual({
        items: [
          {
            ...{ id: 'calm', clinicianName: 'Anna Reyes', mode: 'in_person', minutes: 90, seatsLeft: 3 },
            ...{ startsAt: '2026-11-24T18:00:00-07:00', zone: 'America/Denver', screeningCall: false },
            ...{ open: true, missing: 0 },
          },
        ],
        ...{ fits: true, more: true },
      });
      now += 12 * HOUR;
      expect((await diary.cohort('calm'))?.startsAt).toBe('2026-12-01T18:00:00-07:00');
    });

    it('has a seat less with each booking and each hold, and one of its own left for the holder', async () => {
      const cohort = (await diary.cohort('calm'))!;
      const note = await book({ kind: 'group', choice: 'calm' });
      expect(note).toMatchObject({
        kind: 'group',
        status: 'confirmed',
        startsAt: '2026-11-24T18:00:00-07:00',
      });
      const { hold: mine } = await turn(db, (work) => diary.hold(work, { cohort }));
      expect([await seatsLeft(), await seatsLeft('calm', mine)]).toEqual([1, 2]);
      await book({ kind: 'group', choice: 'calm', hold: mine });
      expect(await seatsLeft()).toBe(1);
    });

    it('that is full stays in the list, last, with no seat, for its waitlist', async () => {
      for (let seat = 0; seat < 3; seat += 1) await book({ kind: 'group', choice: 'calm' });
      const { items } = await diary.cohorts({}, { skip: 0, take: 9 });
      expect(items.map(({ id, seatsLeft: left }) => [id, left])).toEqual([
        ['screened', 1],
        ['calm', 0],
      ]);
      await expect(book({ kind: 'group', choice: 'calm' })).rejects.toMatchObject({ code: 'BOOKING_GONE' });
      const note = await book({ kind: 'waitlist', choice: 'calm' });
      expect(note).toEqual({ kind: 'waitlist', status: 'pending', reference: expect.any(String) });
      expect(await db.query("SELECT cohort FROM bookings WHERE kind = 'waitlist'")).toEqual([
        { cohort: 'calm' },
      ]);
    });

    it('with a screening call first is pending, and the seat is kept meanwhile', async () => {
      expect(await book({ kind: 'group', choice: 'screened' })).toMatchObject({ status: 'pending' });
      expect(await seatsLeft('screened')).toBe(0);
      expect(await db.query('SELECT format, mode, cohort, minutes FROM bookings')).toEqual([
        { format: 'group', mode: 'in_person', cohort: 'screened', minutes: 90 },
      ]);
    });

    it.each([
      ['of a booking', 'group'],
      ['of a waitlist', 'waitlist'],
    ] as const)('that does not exist is no choice %s', async (_, kind) => {
      await expect(book({ kind, choice: 'nobody' })).rejects.toMatchObject({ code: 'BOOKING_GONE' });
    });
  });

  it('a call-back is pending, keeps the windows, and gives up a hold that is not needed any more', async () => {
    const opening = await first();
    const { hold: mine } = await hold(opening);
    const availability = [{ days: ['mon' as const], from: '08:00', to: '12:00' }];
    const note = await book({ kind: 'callback', hold: mine, availability });
    expect(note).toEqual({ kind: 'callback', status: 'pending', reference: expect.any(String) });
    expect(await first()).toEqual(opening);
    const [row] = await db.query('SELECT details FROM bookings');
    expect(JSON.parse(String(row?.['details']))).toEqual({ availability });
  });

  it("a visitor's bookings are listed soonest first, those without a time last, cancelled ones not", async () => {
    const { items } = await diary.openings({}, { skip: 0, take: 3 });
    await book({ kind: 'callback' });
    const later = await book({ choice: items[2]?.id ?? '' });
    const cancelled = await book({ choice: items[1]?.id ?? '' });
    const sooner = await book({ choice: items[0]?.id ?? '' });
    await book({ kind: 'callback', visitor: 'directline/dl_2' });
    await db.transaction([
      { sql: "UPDATE bookings SET status = 'cancelled' WHERE reference = ?", params: [cancelled.reference] },
    ]);
    const mine = await diary.bookingsOf('directline/dl_1');
    expect(mine.slice(0, 2)).toEqual([sooner, later]);
    expect(mine.slice(2).map(({ kind }) => kind)).toEqual(['callback']);
    expect(await diary.bookingsOf('nobody')).toEqual([]);
  });
});
