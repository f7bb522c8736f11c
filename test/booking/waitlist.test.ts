import { createBookings } from '../../src/booking/createBookings';
import { createDiary } from '../../src/booking/createDiary';
import { createUpkeep } from '../../src/booking/createUpkeep';
import type { Bookings, Diary } from '../../src/booking/types';
import type { Database, Statement } from '../../src/storage/types';
import { describeEngines, type Store } from '../storage/engines';
import { calm, contact, HOUR, MINUTE, MONDAY, profileOf, turn } from './support';

const screened = { ...calm, id: 'screened', seats: { min: 1, max: 1 }, screeningCall: true };
const closed = { ...calm, id: 'closed', seats: { min: 1, max: 1 }, open: false, startsOn: '2026-12-01' };
const profile = profileOf({
  cohorts: [{ ...calm, seats: { min: 1, max: 2 } }, screened, closed],
  booking: { waitlistOfferHours: 12 },
});

describeEngines('the waitlist of a full group', (fresh) => {
  let store: Store;
  let db: Database;
  let diary: Diary;
  let bookings: Bookings;
  let upkeep: { run(): Promise<void> };
  let now = MONDAY;
  beforeAll(async () => {
    store = await fresh();
    db = await store.open();
    const parts = { profile, db, now: () => now };
    [diary, bookings, upkeep] = [createDiary(parts), createBookings(parts), createUpkeep(parts)];
  });
  beforeEach(async () => {
    const tables = ['claims', 'tasks', 'bookings', 'outbox', 'attempts'];
    await db.transaction(tables.map((table) => ({ sql: `DELETE FROM ${table}` })));
    now = MONDAY;
  });
  afterAll(() => store.end());

  const book = async (kind: 'group' | 'waitlist', choice = 'calm'): Promise<string> => {
    const request = { kind, choice, contact, language: 'en', visitor: 'v/1' } as const;
    const { reference } = await turn(db, (work) => diary.book(work, request));
    now += MINUTE;
    const [row] = await db.query('SELECT id FROM bookings WHERE reference = ?', [reference]);
    return String(row?.['id']);
  };
  const fill = () => Promise.all([book('group'), book('group')]);
  const view = async (id: string) => (await bookings.booking(id))!;
  const cancel = (id: string) => turn(db, (work) => bookings.cancel(work, id));
  const answer = (id: string, said: 'accept' | 'decline') =>
    turn(db, (work) => bookings.answerOffer(work, id, said));
  const seatsLeft = async (id = 'calm') => (await diary.cohort(id))?.seatsLeft;
  const topics = async () =>
    (await db.query("SELECT topic FROM outbox WHERE topic LIKE 'waitlist.%' ORDER BY created_at, topic")).map(
      ({ topic }) => topic,
    );

  it('has an order, and says to each their place', async () => {
    await fill();
    const line = [await book('waitlist'), await book('waitlist'), await book('waitlist')];
    expect((await Promise.all(line.map(view))).map(({ place }) => place)).toEqual([1, 2, 3]);
    await cancel(line[1] ?? '');
    expect((await Promise.all(line.map(view))).map(({ place }) => place)).toEqual([1, undefined, 2]);
  });

  it('offers a seat that becomes free to the first, who is told, and to nobody else', async () => {
    const [member = ''] = await fill();
    const [first, second] = [await book('waitlist'), await book('waitlist')];
    await cancel(member);
    const until = new Date(now + 12 * HOUR).getTime();
    expect(Date.parse((await view(first)).offer?.until ?? '')).toBe(until);
    expect(await view(second)).toMatchObject({ place: 1 });
    expect(await seatsLeft()).toBe(0);
    await expect(book('group')).rejects.toMatchObject({ code: 'BOOKING_GONE' });
    await expect(answer(second, 'accept')).rejects.toMatchObject({ code: 'BOOKING_GONE' });
    const [row] = await db.query("SELECT payload FROM outbox WHERE topic = 'waitlist.offered'");
    expect(JSON.parse(String(row?.['payload']))).toMatchObject({
      ...{ booking: first, kind: 'waitlist', until, by: 'clock' },
    });
  });

  it('that is accepted becomes a place in the group, under the same reference', async () => {
    const [member = ''] = await fill();
    const first = await book('waitlist');
    const { reference } = await view(first);
    await cancel(member);
    expect(await answer(first, 'accept')).toMatchObject({
      ...{ reference, kind: 'group', status: 'confirmed', startsAt: '2026-11-24T18:00:00-07:00' },
    });
    expect(await seatsLeft()).toBe(0);
    expect(await db.query('SELECT resource FROM claims WHERE holder = ?', [reference])).toHaveLength(1);
    expect(await topics()).toEqual(['waitlist.accepted', 'waitlist.offered']);
    await expect(answer(first, 'accept')).rejects.toMatchObject({ code: 'BOOKING_GONE' });
  });

  it('passes on what is declined, and frees what nobody waits for', async () => {
    const [member = ''] = await fill();
    const [first, second] = [await book('waitlist'), await book('waitlist')];
    await cancel(member);
    expect(await answer(first, 'decline')).toMatchObject({ status: 'cancelled' });
    expect((await view(second)).offer).toBeDefined();
    await answer(second, 'decline');
    expect(await seatsLeft()).toBe(1);
    expect(await db.query('SELECT resource FROM claims')).toHaveLength(1);
  });

  it.each([
    ['by the clock', async () => upkeep.run()],
    ['by being looked at', async (reference: string) => looked(reference)],
  ])('passes on what nobody answered in time, %s', async (_, pass: (reference: string) => Promise<void>) => {
    const [member = ''] = await fill();
    const [first, second] = [await book('waitlist'), await book('waitlist')];
    await cancel(member);
    now += 12 * HOUR;
    await expect(answer(first, 'accept')).rejects.toMatchObject({ code: 'BOOKING_GONE' });
    expect(await seatsLeft()).toBe(0);
    await pass((await view(first)).reference);
    expect(await view(first)).toMatchObject({ status: 'cancelled' });
    expect((await view(second)).offer).toBeDefined();
    expect(await topics()).toEqual(['waitlist.offered', 'waitlist.expired', 'waitlist.offered']);
  });
  const looked = async (reference: string): Promise<void> => {
    const attempt = { reference, factor: contact.phone ?? '', visitor: 'v/1' };
    await turn(db, (work) => bookings.open(work, attempt));
  };

  it('gives two seats that become free at once to the first two', async () => {
    const members = await fill();
    const line = [await book('waitlist'), await book('waitlist'), await book('waitlist')];
    await Promise.all(members.map(cancel));
    const offers = (await Promise.all(line.map(view))).map(({ offer }) => offer !== undefined);
    expect(offers).toEqual([true, true, false]);
    expect(await db.query('SELECT resource FROM claims')).toHaveLength(2);
  });

  it('comes before everybody when a hold of the last seat ends unused', async () => {
    await book('group');
    const cohort = (await diary.cohort('calm'))!;
    const { hold } = await turn(db, (work) => diary.hold(work, { cohort }));
    const waiting = await book('waitlist');
    expect((await diary.cohort('calm', hold))?.seatsLeft).toBe(1);
    now += 11 * MINUTE;
    expect(await seatsLeft()).toBe(0);
    await upkeep.run();
    expect((await view(waiting)).offer).toBeDefined();
  });

  it('is answered once: one of accepting, declining and the clock wins', async () => {
    const [member = ''] = await fill();
    const [first, second] = [await book('waitlist'), await book('waitlist')];
    await cancel(member);
    const staged: Statement[] = [];
    await bookings.answerOffer({ stage: (...more) => void staged.push(...more) }, first, 'accept');
    await answer(first, 'decline');
    await expect(db.transaction(staged)).rejects.toMatchObject({ guard: 'booking' });
    expect((await view(second)).offer).toBeDefined();
  });

  it('leads to the screening call where one comes first', async () => {
    const member = await book('group', 'screened');
    const first = await book('waitlist', 'screened');
    await cancel(member);
    expect(await answer(first, 'accept')).toMatchObject({ status: 'pending', waitsFor: 'screening' });
  });

  it('of a closed group offers nothing beyond its first meeting, and nothing after it', async () => {
    const member = await book('group', 'closed');
    const [first, second] = [await book('waitlist', 'closed'), await book('waitlist', 'closed')];
    const starts = Date.parse('2026-12-01T18:00:00-07:00');
    now = starts - 25 * HOUR;
    await turn(db, (work) => bookings.cancel(work, member));
    expect(Date.parse((await view(first)).offer?.until ?? '')).toBe(starts - 13 * HOUR);
    now = starts - 13 * HOUR;
    await upkeep.run();
    expect(await view(second)).toMatchObject({ status: 'pending', place: 1 });
    expect(await db.query('SELECT resource FROM claims')).toEqual([]);
  });
});
