import { createBookings } from '../../src/booking/createBookings';
import { createDiary } from '../../src/booking/createDiary';
import { createStaffDiary } from '../../src/booking/createStaffDiary';
import { createUpkeep } from '../../src/booking/createUpkeep';
import type { BookingNote } from '../../src/content/message';
import type { Database, Statement } from '../../src/storage/types';
import { describeEngines, type Store } from '../storage/engines';
import { calm, contact, MONDAY, profileOf, turn } from './support';

const soon = { ...calm, id: 'soon', seats: { min: 3, max: 5 }, startsOn: '2026-12-08' };
const cohorts = [soon, { ...soon, id: 'screened', screeningCall: true, seats: { min: 2, max: 5 } }, calm];
const profile = profileOf({ cohorts });

describeEngines('a group that starts when enough have joined', (fresh) => {
  let store: Store;
  let db: Database;
  const parts = () => ({ profile, db, now: () => MONDAY });
  beforeAll(async () => {
    store = await fresh();
    db = await store.open();
  });
  beforeEach(async () => {
    const tables = ['claims', 'tasks', 'bookings', 'outbox'];
    await db.transaction(tables.map((table) => ({ sql: `DELETE FROM ${table}` })));
  });
  afterAll(() => store.end());

  const request = (choice: string) =>
    ({ kind: 'group', choice, contact, language: 'en', visitor: 'v/1' }) as const;
  const join = (choice = 'soon'): Promise<BookingNote> =>
    turn(db, (work) => createDiary(parts()).book(work, request(choice)));
  const rows = (columns: string) => db.query(`SELECT ${columns} FROM bookings ORDER BY created_at, id`);
  const confirmed = async () =>
    (await db.query("SELECT booking FROM outbox WHERE topic = 'booking.confirmed'")).map(
      ({ booking }) => booking,
    );
  const idOf = async ({ reference }: BookingNote) =>
    String((await db.query('SELECT id FROM bookings WHERE reference = ?', [reference]))[0]?.['id']);

  it('says how many are missing, and keeps bookings pending until then', async () => {
    const missing = async () => (await createDiary(parts()).cohort('soon'))?.missing;
    expect(await missing()).toBe(3);
    const first = await join();
    expect(first).toMatchObject({ status: 'pending', missing: 2 });
    expect(await missing()).toBe(2);
    expect(await createBookings(parts()).booking(await idOf(first))).toMatchObject({
      ...{ status: 'pending', waitsFor: 'minimum', missing: 2 },
    });
  });

  it('is confirmed for all with the last who was missing, each told once', async () => {
    const early = [await join(), await join()];
    const last = await join();
    expect(last.status).toBe('confirmed');
    expect(last).not.toHaveProperty('missing');
    expect(await rows('status, waits_for')).toEqual(Array(3).fill({ status: 'confirmed', waits_for: null }));
    expect((await confirmed()).sort()).toEqual((await Promise.all(early.map(idOf))).sort());
    expect((await join()).status).toBe('confirmed');
    expect(await confirmed()).toHaveLength(2);
  });

  it('is so too when all join at once', async () => {
    const notes = await Promise.all(Array.from({ length: 5 }, () => join()));
    expect(await rows('status')).toEqual(notes.map(() => ({ status: 'confirmed' })));
    const late = notes.filter(({ status }) => status === 'pending').length;
    expect(await confirmed()).toHaveLength(late);
  });

  it('is not while somebody who was counted leaves at the same time', async () => {
    const [first] = [await join(), await join()];
    const staged: Statement[] = [];
    await createDiary(parts()).book({ stage: (...more) => void staged.push(...more) }, request('soon'));
    const id = await idOf(first);
    await turn(db, (work) => createBookings(parts()).cancel(work, id));
    await expect(db.transaction(staged)).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    expect((await join()).status).toBe('pending');
  });

  it('waits for its screening calls first, and for the others then', async () => {
    const staff = createStaffDiary(parts());
    const screened = await join('screened');
    expect(screened).not.toHaveProperty('missing');
    const [one, other] = [await idOf(screened), await idOf(await join('screened'))];
    await turn(db, (work) => createBookings(parts()).cancel(work, other));
    const confirm = (id: string) => turn(db, (work) => staff.confirm(work, id, 'maria'));
    expect(await confirm(one)).toMatchObject({ status: 'pending', waitsFor: 'minimum', missing: 1 });
    const third = await idOf(await join('screened'));
    expect(await createBookings(parts()).booking(one)).toMatchObject({ status: 'confirmed' });
    expect(await confirm(third)).toMatchObject({ status: 'confirmed' });
  });

  it('has started once it has met: whoever joins then is in', async () => {
    expect((await join('calm')).status).toBe('confirmed');
  });

  it('starts when the profile asks for fewer', async () => {
    await join();
    const fewer = profileOf({ cohorts: [{ ...soon, seats: { min: 1, max: 5 } }] });
    await createUpkeep({ ...parts(), profile: fewer }).run();
    expect(await rows('status')).toEqual([{ status: 'confirmed' }]);
    expect(await confirmed()).toHaveLength(1);
  });
});
