import { createBookings } from '../../src/booking/createBookings';
import { createDemand } from '../../src/booking/createDemand';
import { createDiary } from '../../src/booking/createDiary';
import { createStaffDiary } from '../../src/booking/createStaffDiary';
import { keepDiary } from '../../src/booking/keepDiary';
import type { Block, Entry, StaffDiary } from '../../src/booking/staffTypes';
import type { Bookings, Diary, Wish } from '../../src/booking/types';
import type { Database, Work } from '../../src/storage/types';
import { pino } from 'pino';
import { readInbox } from '../../src/handoff/readInbox';
import { describeEngines, type Store } from '../storage/engines';
import { anna, calm, contact, DAY, HOUR, MONDAY, profileOf, turn } from './support';

const profile = profileOf({ clinicians: [{ ...anna, formats: ['individual', 'group'] }], cohorts: [calm] });
const by = 'maria';

describeEngines('staff', (fresh) => {
  let store: Store;
  let db: Database;
  let diary: Diary;
  let bookings: Bookings;
  let staff: StaffDiary;
  let now = MONDAY;
  beforeAll(async () => {
    store = await fresh();
    db = await store.open();
    const parts = { profile, db, now: () => now };
    [diary, bookings, staff] = [createDiary(parts), createBookings(parts), createStaffDiary(parts)];
  });
  beforeEach(async () => {
    const tables = ['claims', 'tasks', 'bookings', 'outbox', 'blocks', 'demand'];
    await db.transaction(tables.map((table) => ({ sql: `DELETE FROM ${table}` })));
    now = MONDAY;
  });
  afterAll(() => store.end());

  const entry = (what: Partial<Extract<Entry['what'], { clinician: string }>> = {}): Entry => ({
    ...{ contact, language: 'en', by },
    what: {
      ...{ clinician: 'anna', format: 'individual', mode: 'online', startsAt: '2026-11-23T19:30:00-07:00' },
      ...what,
    },
  });
  const enter = (what: Entry) => turn(db, (work) => staff.enter(work, what));
  const book = async (
    choice: string,
    kind: 'appointment' | 'group' | 'callback' | 'waitlist' = 'appointment',
  ) => {
    const request = { kind, choice, contact, language: 'en', visitor: 'v/1' } as const;
    const { reference } = await turn(db, (work) => diary.book(work, request));
    return (await staff.booking(reference))!;
  };
  const openings = async () => (await diary.openings({}, { skip: 0, take: 500 })).items.map(({ id }) => id);
  const act = <T>(body: (work: Work) => Promise<T>) => turn(db, body);

  describe('entering a booking for somebody who phoned', () => {
    it('may be at any time that is free, and takes it from the visitors', async () => {
      const [next = ''] = await openings();
      const view = await enter(entry());
      expect(view).toMatchObject({ status: 'confirmed', startsAt: '2026-11-23T19:30:00-07:00', minutes: 50 });
      const inside = new Date(next.split('@')[1] ?? '');
      await enter(entry({ startsAt: new Date(inside.getTime() + 30 * 60_000).toISOString() }));
      expect(await openings()).not.toContain(next);
      expect(await staff.booking(view.reference)).toMatchObject({ enteredBy: by, contact, canMove: true });
    });

    it('is refused where somebody has booked or holds, or a group meets', async () => {
      const [first = '', second = ''] = await openings();
      await book(first);
      const opening = (await diary.opening(second))!;
      await turn(db, (work) => diary.hold(work, { opening }));
      const group = '2026-11-24T19:00:00-07:00';
      for (const startsAt of [first.split('@')[1] ?? '', opening.startsAt, group])
        await expect(enter(entry({ startsAt }))).rejects.toMatchObject({ code: 'BOOKING_GONE' });
    });

    it.each([
      [{ clinician: 'nobody' }],
      [{ startsAt: '2026-11-24T19:31:00-07:00' }],
      [{ startsAt: '2026-11-22T19:30:00-07:00' }],
      [{ startsAt: 'tomorrow' }],
    ])('names what does not fit: %j', async (what) => {
      await expect(enter(entry(what))).rejects.toMatchObject({ code: 'BOOKING_INVALID', status: 400 });
    });

    it('gives seats up to the last, and moves and cancels whatever the notice says', async () => {
      const seat = { contact, language: 'en', by, what: { cohort: 'calm' } };
      const views = [await enter(seat), await enter(seat), await enter(seat)];
      expect(views.map(({ status }) => status)).toEqual(Array(3).fill('confirmed'));
      await expect(enter(seat)).rejects.toMatchObject({ code: 'BOOKING_GONE' });
      const { id } = await enter(entry({ startsAt: new Date(now + HOUR).toISOString() }));
      const moved = await act((work) => staff.move(work, id, { startsAt: '2026-11-23T13:30:00-07:00' }, by));
      expect(moved.startsAt).toBe('2026-11-23T13:30:00-07:00');
      expect(await act((work) => staff.cancel(work, id, by))).toMatchObject({ status: 'cancelled' });
      expect(await db.query("SELECT resource FROM claims WHERE resource LIKE 'time:%'")).toEqual([]);
    });
  });

  describe('a block', () => {
    const tuesday = { clinician: 'anna', kind: 'day_off', by } as const;
    const dayOff = {
      ...tuesday,
      startsAt: '2026-11-24T00:00:00-07:00',
      endsAt: '2026-11-25T00:00:00-07:00',
    };
    const onTuesday = async () => (await openings()).filter((id) => id.includes('@2026-11-24'));
    const block = (one: Omit<Block, 'id'> = dayOff) => act((work) => staff.block(work, one));

    it('keeps a day free, ends holds in it, and is taken back whole', async () => {
      const before = await onTuesday();
      const opening = (await diary.opening(before[0] ?? ''))!;
      const { hold } = await turn(db, (work) => diary.hold(work, { opening }));
      const { id, inTheWay } = await block();
      expect([await onTuesday(), inTheWay]).toEqual([[], []]);
      expect(await diary.opening(opening.id, hold)).toBeUndefined();
      const { blocks } = await staff.between('2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z');
      expect(blocks).toEqual([{ id, ...dayOff }]);
      await act((work) => staff.unblock(work, id));
      expect(await onTuesday()).toEqual(before);
    });

    it('leaves bookings in it, names them, and gets their time when they go', async () => {
      const [first = '', second = ''] = await onTuesday();
      const [one, other] = [await book(first), await book(second)];
      const { inTheWay } = await block();
      expect(inTheWay.map(({ id }) => id)).toEqual([one.id, other.id]);
      await act((work) => staff.cancel(work, one.id, by));
      const choice = (await openings())[0] ?? '';
      await act((work) => bookings.move(work, other.id, { choice }));
      expect(await onTuesday()).toEqual([]);
    });

    it('and another that overlaps keep their own when one ends', async () => {
      const { id } = await block();
      const { id: meeting } = await block({ ...dayOff, startsAt: '2026-11-24T13:00:00-07:00' });
      await act((work) => staff.unblock(work, id));
      const left = (await onTuesday()).map((one) => one.split('T')[1] ?? '');
      expect(left.every((time) => time < '20:00Z')).toBe(true);
      await act((work) => staff.unblock(work, meeting));
      expect(await db.query('SELECT resource FROM claims')).toEqual([]);
    });

    it('that comes while a booking is cancelled loses nothing', async () => {
      const [first = ''] = await onTuesday();
      const { id } = await book(first);
      await Promise.all([block(), act((work) => staff.cancel(work, id, by))]);
      expect(await onTuesday()).toEqual([]);
    });

    it('is refused when it is not one', async () => {
      for (const wrong of [
        { ...dayOff, clinician: 'nobody' },
        { ...dayOff, endsAt: dayOff.startsAt },
        { ...dayOff, endsAt: '2027-01-24T00:00:00-07:00' },
      ])
        await expect(block(wrong)).rejects.toMatchObject({ code: 'BOOKING_INVALID' });
    });
  });

  it('see the bookings of a day, what waits for them, and settle it', async () => {
    const [first = ''] = await openings();
    const appointment = await book(first);
    const callback = await book('', 'callback');
    const { bookings: today } = await staff.between('2026-11-24T00:00:00-07:00', '2026-11-25T00:00:00-07:00');
    expect(today.map(({ id }) => id)).toEqual([appointment.id]);
    expect((await staff.requests()).map(({ id }) => id)).toEqual([callback.id]);
    await act((work) => staff.confirm(work, callback.id, by));
    expect(await staff.requests()).toEqual([]);
  });

  it('see who is in a group and who waits', async () => {
    const members = [await book('calm', 'group'), await book('calm', 'group'), await book('calm', 'group')];
    const waiting = await book('calm', 'waitlist');
    const [state] = await staff.cohorts();
    expect(state).toMatchObject({ id: 'calm', missing: 0, free: 0, startsAt: '2026-11-24T18:00:00-07:00' });
    expect(state?.members.map(({ id }) => id).sort()).toEqual(members.map(({ id }) => id).sort());
    expect(state?.waiting).toMatchObject([{ id: waiting.id, place: 1, contact }]);
    await expect(act((work) => staff.confirm(work, waiting.id, by))).rejects.toMatchObject({
      code: 'BOOKING_FIXED',
    });
  });

  describe('the demand', () => {
    const evening: Wish = {
      ...{ format: 'group', concerns: ['anxiety'], language: 'en' },
      availability: [{ days: ['mon', 'wed'], from: '18:00', to: '21:00' }],
    };
    const wish = (one: Wish, counted: readonly string[] = []) => {
      const demand = createDemand({ profile, now: () => now });
      return act((work) => Promise.resolve(demand.record(work, one, counted)));
    };

    it('counts people, the most wanted first, and nothing else about them', async () => {
      for (let person = 0; person < 7; person += 1) await wish(evening);
      await wish({ ...evening, format: 'individual', mode: 'online' });
      const common = { concern: 'anxiety', time: 'evening', language: 'en' };
      expect(await staff.demand()).toEqual([
        { ...common, people: 7, format: 'group', mode: 'any' },
        { ...common, people: 1, format: 'individual', mode: 'online' },
      ]);
      expect(await db.query('SELECT DISTINCT month FROM demand')).toEqual([
        { month: Date.parse('2026-11-01T00:00:00-06:00') },
      ]);
    });

    it('counts one person once, however often they ask', async () => {
      const counted = await wish(evening);
      expect(await wish(evening, counted)).toEqual(counted);
      await wish({ ...evening, concerns: ['anxiety', 'grief'] }, counted);
      expect((await staff.demand()).map(({ concern, people }) => [concern, people])).toEqual([
        ['anxiety', 1],
        ['grief', 1],
      ]);
    });

    it('of months that are over is left out', async () => {
      await wish(evening);
      now += 150 * DAY;
      expect(await staff.demand(90)).toEqual([]);
    });
  });

  describe('whoever has left the profile', () => {
    const left = () => ({ profile: profileOf({ clinicians: [{ ...anna, id: 'ben' }] }), db, now: () => now });

    it('leaves bookings that are listed for staff and named in the log, and stay', async () => {
      const [first = ''] = await openings();
      const [appointment, seat] = [await book(first), await book('calm', 'group')];
      const listed = await createStaffDiary(left()).orphans();
      expect(listed).toMatchObject([
        { kind: 'clinician', id: 'anna', bookings: [{ id: appointment.id, contact }] },
        { kind: 'cohort', id: 'calm', bookings: [{ id: seat.id }] },
      ]);
      const rows = await readInbox(db, left().profile, now);
      const orphans = rows.filter(({ kind }) => kind === 'orphan').map(({ reference }) => reference);
      expect(orphans.sort()).toEqual([appointment.reference, seat.reference].sort());
      const lines: string[] = [];
      await keepDiary(left(), pino({ level: 'warn' }, { write: (line) => void lines.push(line) }))();
      expect(lines.map((line) => JSON.parse(line) as object)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ code: 'BOOKINGS_ORPHANED', kind: 'cohort', id: 'calm', bookings: 1 }),
        ]),
      );
      expect(lines.join('')).not.toContain(contact.name);
    });

    it('and has no bookings any more is not named', async () => {
      const seat = await book('calm', 'group');
      await act((work) => staff.cancel(work, seat.id, by));
      expect(await createStaffDiary(left()).orphans()).toEqual([]);
      expect(await staff.orphans()).toEqual([]);
    });
  });

  describe('a Good Faith Estimate', () => {
    // MONDAY is the 23rd of November 2026; the 26th is Thanksgiving.
    it.each([
      ['2026-11-25T10:00:00-07:00', undefined],
      ['2026-11-27T10:00:00-07:00', '2026-11-25T00:00:00-07:00'],
      ['2026-12-07T10:00:00-07:00', '2026-11-25T00:00:00-07:00'],
      ['2026-12-08T10:00:00-07:00', '2026-11-28T00:00:00-07:00'],
    ])('for a session on %s is due until %s', async (startsAt, dueAt) => {
      const { reference } = await enter(entry({ startsAt }));
      const tasks = await staff.tasks();
      expect(tasks).toEqual(
        dueAt === undefined
          ? []
          : [{ id: expect.any(String), kind: 'good_faith_estimate', reference, dueAt, overdue: false }],
      );
    });

    const later = { startsAt: '2026-12-08T10:00:00-07:00' };

    it('is owed to nobody whose insurance pays, and in no other country', async () => {
      await enter({ ...entry(later), payer: 'insurance' });
      const abroad = createStaffDiary({ profile: { ...profile, country: 'ES' }, db, now: () => now });
      await act((work) => abroad.enter(work, entry({ startsAt: '2026-12-08T12:00:00-07:00' })));
      expect(await staff.tasks()).toEqual([]);
    });

    it('is overdue in the inbox when its time has passed, closed by whoever made it, dropped with its booking', async () => {
      const { id } = await enter(entry(later));
      const [task] = await staff.tasks();
      now = Date.parse(task?.dueAt ?? '');
      const inbox = await readInbox(db, profile, now);
      // Due at midnight after the 27th, so by the end of that day.
      const at = '2026-11-27';
      expect(inbox[0]).toMatchObject({ at, kind: 'task', status: 'overdue', reference: task?.reference });
      await act((work) => Promise.resolve(staff.closeTask(work, task?.id ?? '', by)));
      expect(await staff.tasks()).toEqual([]);
      await act((work) => staff.move(work, id, { startsAt: '2026-12-22T10:00:00-07:00' }, by));
      expect(await staff.tasks()).toHaveLength(1);
      await act((work) => staff.cancel(work, id, by));
      expect(await staff.tasks()).toEqual([]);
    });
  });
});
