// Over 300 lines: one contract, rule by rule, and each side has to keep all of it.
import { createBookings } from '../../../src/booking/createBookings';
import { createDiary } from '../../../src/booking/createDiary';
import { createStaffDiary } from '../../../src/booking/createStaffDiary';
import type { StaffDiary } from '../../../src/booking/staffTypes';
import { createBookingSystem } from '../../../src/booking/systems/createBookingSystem';
import { Orders } from '../../../src/booking/systems/orders';
import { AnswersByWebhook } from '../../../src/booking/systems/receiveAnswer';
import type { BookingNote } from '../../../src/content/message';
import type { PracticeProfile } from '../../../src/content/profile';
import type { Bookings, Diary, Opening } from '../../../src/booking/types';
import { orderCarrier } from '../../../src/handoff/orderCarrier';
import { OutboxWorker } from '../../../src/handoff/outboxWorker';
import { createLog } from '../../../src/log';
import type { Database } from '../../../src/storage/types';
import { until } from '../../handoff/receivers';
import { sqliteStore } from '../../storage/engines';
import type { Store } from '../../storage/engines';
import { anna, contact, DAY, HOUR, MINUTE, MONDAY, profileOf, turn } from '../support';
import { fhir, own, webhook } from './sides';
import type { Side } from './sides';

const VISITOR = 'visitor/directline/dl_1';

describe.each([
  ['the own diary', own],
  ['a webhook both ways', webhook],
  ['FHIR, Appointment created', fhir('create')],
  ['FHIR, Appointment/$book', fhir('operation')],
] as const)('booking by %s', (_, openSide) => {
  /** Rules for systems that have to be asked. */
  const elsewhere: (rule: string, holds: () => Promise<void>) => void =
    openSide === own ? () => undefined : it;
  let store: Store;
  let db: Database;
  let side: Side;
  let diary: Diary;
  /** The diary of a practice that is closed on these days. */
  let closedOn: (closed: PracticeProfile['closed']) => Diary;
  let bookings: Bookings;
  let staff: StaffDiary;
  let worker: OutboxWorker | undefined;
  let startWorker: () => void;
  let receive: (answer: { headers: Record<string, string>; body: string }) => Promise<void>;
  let now = MONDAY;

  beforeEach(async () => {
    store = sqliteStore();
    db = await store.open();
    side = await openSide();
    now = MONDAY;
    const clock = () => now;
    const profile = profileOf({ clinicians: [anna], booking: side.booking });
    const system = createBookingSystem(profile.booking, side.secrets, clock);
    const parts = { profile, db, now: clock, system };
    diary = createDiary(parts);
    closedOn = (closed) => createDiary({ ...parts, profile: { ...profile, closed } });
    bookings = createBookings(parts);
    staff = createStaffDiary(parts);
    const orders = system && new Orders(system, parts);
    const carriers = system && orders ? [orderCarrier(orders, system.timeoutMs)] : [];
    startWorker = () =>
      void (worker = new OutboxWorker({ db, carriers, now: clock, log: createLog('silent') }));
    startWorker();
    const answers = orders && new AnswersByWebhook(side.secrets.webhook ?? 'whsec_AAAA', db, orders.answers);
    receive = async (answer) => answers?.receive(answer);
  });
  afterEach(async () => {
    await worker?.stop();
    await side.close();
    await store.end();
  });

  const openings = async (take = 3) =>
    (await diary.openings({ format: 'individual' }, { skip: 0, take })).items;
  async function first(): Promise<Opening> {
    const [opening] = await openings(1);
    if (!opening) throw new Error('no opening');
    return opening;
  }
  async function book(opening: Opening, visitor = VISITOR): Promise<BookingNote> {
    const { hold } = await turn(db, (work) => diary.hold(work, { opening }));
    const request = { kind: 'appointment', contact, language: 'en', visitor, hold } as const;
    return turn(db, (work) => diary.book(work, { ...request, choice: opening.id }));
  }
  const row = async ({ reference }: BookingNote) =>
    (
      await db.query('SELECT id, status, starts_at, waits_for FROM bookings WHERE reference = ?', [reference])
    )[0];
  const idOf = async (note: BookingNote) => String((await row(note))?.['id']);
  const news = async () => {
    const rows = await db.query(
      "SELECT payload FROM outbox WHERE topic = 'visitor.news' ORDER BY created_at, id",
    );
    return rows.map(({ payload }) => (JSON.parse(String(payload)) as { status: string }).status);
  };
  /** Until nothing waits for the other side any more. */
  async function settle(): Promise<void> {
    if (side.own) return;
    await until('the order to be answered', async () => {
      worker?.nudge();
      await side.agree?.(receive);
      const open = await db.query('SELECT id FROM booking_orders WHERE answered_at IS NULL');
      return open.length === 0;
    });
    now += 1;
  }

  it('finds openings, the earliest first, and none within the notice', async () => {
    const found = await openings(5);
    const starts = found.map(({ startsAt }) => Date.parse(startsAt));
    expect(starts).toHaveLength(5);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(MONDAY + DAY);
    expect(found[0]).toMatchObject({ clinician: 'anna', clinicianName: 'Anna Reyes', format: 'individual' });
    expect(await diary.opening(found[2]?.id ?? '')).toEqual(found[2]);
    expect(await diary.opening('individual.nothing-of-this-name')).toBeUndefined();
  });

  it('offers nothing on a day on which the practice is closed, and gives none of it by name', async () => {
    const [closed, other] = await diary.days({}, 2);
    const opening = await first();
    expect(opening.startsAt).toContain(closed);
    const around = closedOn([closed ?? '']);
    const { items } = await around.openings({ format: 'individual' }, { skip: 0, take: 1 });
    expect(items[0]?.startsAt).toContain(other);
    expect(await around.days({}, 1)).toEqual([other]);
    expect(await around.opening(opening.id)).toBeUndefined();
  });

  it('holds a time against everybody else', async () => {
    const opening = await first();
    const { hold } = await turn(db, (work) => diary.hold(work, { opening }));
    expect(await diary.opening(opening.id)).toBeUndefined();
    expect(await diary.opening(opening.id, hold)).toEqual(opening);
    expect((await first()).id).not.toBe(opening.id);
    await turn(db, (work) => Promise.resolve(diary.release(work, hold)));
    expect(await first()).toEqual(opening);
  });

  it('books, asked for first where another has the last word, and confirmed then, once', async () => {
    const opening = await first();
    const note = await book(opening);
    expect(note).toMatchObject({ status: side.own ? 'confirmed' : 'pending', startsAt: opening.startsAt });
    await settle();
    expect(await row(note)).toMatchObject({ status: 'confirmed', waits_for: null });
    if (side.own) return;
    expect(side.standing()).toEqual([Date.parse(opening.startsAt)]);
    expect(await news()).toEqual(['confirmed']);
  });

  it('sells a time to one of two', async () => {
    const opening = await first();
    const two = await Promise.allSettled([book(opening, 'visitor/a'), book(opening, 'visitor/b')]);
    expect(two.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await settle();
    expect(await db.query("SELECT id FROM bookings WHERE status = 'confirmed'")).toHaveLength(1);
    if (!side.own) expect(side.standing()).toHaveLength(1);
  });

  elsewhere('loses a time that somebody got by telephone, says so, and offers it no more', async () => {
    const opening = await first();
    const { hold } = await turn(db, (work) => diary.hold(work, { opening }));
    side.phone?.(opening);
    const request = { kind: 'appointment', contact, language: 'en', visitor: VISITOR, hold } as const;
    const note = await turn(db, (work) => diary.book(work, { ...request, choice: opening.id }));
    await settle();
    expect(await row(note)).toMatchObject({ status: 'cancelled' });
    expect(await news()).toEqual(['declined']);
    expect(side.standing()).toEqual([]);
    expect(await db.query('SELECT resource FROM claims WHERE expires_at IS NULL')).toEqual([]);
    now += MINUTE;
    expect(await diary.opening(opening.id)).toBeUndefined();
    expect((await openings(9)).map(({ id }) => id)).not.toContain(opening.id);
  });

  it('moves: the new time is had, the old one can be had again', async () => {
    const [before, after] = (await openings(2)) as [Opening, Opening];
    const note = await book(before);
    await settle();
    const id = await idOf(note);
    const view = await turn(db, (work) => bookings.move(work, id, { choice: after.id }));
    expect(view.startsAt).toBe(side.own ? after.startsAt : before.startsAt);
    expect(await diary.opening(after.id)).toBeUndefined();
    await settle();
    expect(await row(note)).toMatchObject({
      ...{ status: 'confirmed', waits_for: null, starts_at: Date.parse(after.startsAt) },
    });
    now += MINUTE;
    expect(await diary.opening(after.id)).toBeUndefined();
    const again = await diary.opening(before.id);
    if (Date.parse(before.startsAt) > now + DAY) expect(again).toEqual(before);
    if (side.own) return;
    expect(side.standing()).toEqual([Date.parse(after.startsAt)]);
    expect(await news()).toEqual(['confirmed', 'moved']);
  });

  elsewhere('keeps the old time when the new one can not be had', async () => {
    const [before, after] = (await openings(2)) as [Opening, Opening];
    const note = await book(before);
    await settle();
    const id = await idOf(note);
    await turn(db, (work) => bookings.move(work, id, { choice: after.id }));
    side.phone?.(after);
    const [third] = (await openings(1)) as [Opening];
    await expect(turn(db, (work) => bookings.move(work, id, { choice: third.id }))).rejects.toMatchObject({
      code: 'BOOKING_FIXED',
    });
    await settle();
    expect(await row(note)).toMatchObject({ status: 'confirmed', starts_at: Date.parse(before.startsAt) });
    expect(side.standing()).toEqual([Date.parse(before.startsAt)]);
    expect(await news()).toEqual(['confirmed', 'not_moved']);
    expect((await bookings.booking(id))?.canMove).toBe(true);
  });

  const entry = (startsAt: string) => ({
    ...{ contact, language: 'en', by: 'ana' },
    what: { clinician: 'anna', format: 'individual', mode: 'in_person', startsAt } as const,
  });

  it('sells no time that staff have entered or blocked, and lets staff enter none that is sold', async () => {
    const [sold, entered, blocked, free] = (await openings(4)) as [Opening, Opening, Opening, Opening];
    await book(sold);
    await expect(turn(db, (work) => staff.enter(work, entry(sold.startsAt)))).rejects.toMatchObject({
      code: 'BOOKING_GONE',
    });
    await turn(db, (work) => staff.enter(work, entry(entered.startsAt)));
    const endsAt = new Date(Date.parse(blocked.startsAt) + 20 * MINUTE).toISOString();
    const block = {
      clinician: 'anna',
      kind: 'meeting',
      by: 'ana',
      startsAt: blocked.startsAt,
      endsAt,
    } as const;
    await turn(db, (work) => staff.block(work, block));
    expect((await openings(1))[0]?.id).toBe(free.id);
    for (const { id } of [sold, entered, blocked]) expect(await diary.opening(id)).toBeUndefined();
    await settle();
    expect(side.standing()).toEqual(side.own ? [] : [Date.parse(sold.startsAt)]);
  });

  it('is not asked about what staff entered here and move here', async () => {
    const [before, after] = (await openings(2)) as [Opening, Opening];
    const { id } = await turn(db, (work) => staff.enter(work, entry(before.startsAt)));
    await turn(db, (work) => staff.move(work, id, { startsAt: after.startsAt }, 'ana'));
    expect(await staff.between(after.startsAt, new Date(now + 30 * DAY).toISOString())).toMatchObject({
      bookings: [{ id, status: 'confirmed', startsAt: after.startsAt }],
    });
    expect(await db.query('SELECT id FROM booking_orders')).toEqual([]);
    expect(await diary.opening(before.id)).toEqual(before);
  });

  elsewhere('is asked one thing after the other, by staff too', async () => {
    const [before, after] = (await openings(2)) as [Opening, Opening];
    const id = await idOf(await book(before));
    await expect(
      turn(db, (work) => staff.move(work, id, { startsAt: after.startsAt }, 'ana')),
    ).rejects.toMatchObject({ code: 'BOOKING_FIXED' });
    await settle();
    expect(side.standing()).toEqual([Date.parse(before.startsAt)]);
  });

  it('cancels here and there', async () => {
    const opening = await first();
    const note = await book(opening);
    await settle();
    const id = await idOf(note);
    expect(await turn(db, (work) => bookings.cancel(work, id))).toMatchObject({ status: 'cancelled' });
    await settle();
    expect(side.standing()).toEqual([]);
    expect(await db.query('SELECT resource FROM claims WHERE expires_at IS NULL')).toEqual([]);
    if (!side.own) expect(await news()).toEqual(['confirmed']);
  });

  it('cancels what has not been answered yet', async () => {
    const note = await book(await first());
    const id = await idOf(note);
    await turn(db, (work) => bookings.cancel(work, id));
    await settle();
    expect(await row(note)).toMatchObject({ status: 'cancelled' });
    expect(side.standing()).toEqual([]);
    expect(await news()).toEqual([]);
  });

  elsewhere('is not doubled by what comes twice', async () => {
    const opening = await first();
    side.fail?.('unheard', 4);
    const note = await book(opening);
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await until('an attempt', async () => (await waiting()) === 0);
      // With nothing in hand: an attempt that an hour passes over counts for nothing, and is made again.
      await worker?.stop(10_000);
      now += HOUR;
      startWorker();
    }
    await settle();
    expect(await row(note)).toMatchObject({ status: 'confirmed' });
    await db.transaction([{ sql: "UPDATE deliveries SET status = 'waiting', next_at = 0" }]);
    await until('the redelivery', async () => {
      worker?.nudge();
      const open = await db.query("SELECT id FROM deliveries WHERE status = 'waiting'");
      return open.length === 0;
    });
    expect(side.standing()).toHaveLength(1);
    expect(await news()).toEqual(['confirmed']);
  });

  elsewhere('waits for a side that is down, and tells the visitor when it stays so', async () => {
    const opening = await first();
    side.fail?.('down', 1_000);
    const note = await book(opening);
    for (let hour = 0; hour < 25; hour += 1) {
      await until('an attempt', async () => (await waiting()) === 0);
      // With nothing in hand: an attempt that an hour passes over counts for nothing, and is made again.
      await worker?.stop(10_000);
      now += HOUR;
      startWorker();
    }
    await until('the visitor to be told', async () => (await news()).length > 0);
    expect(await row(note)).toMatchObject({ status: 'pending', waits_for: 'practice' });
    expect(await news()).toEqual(['unanswered']);
    expect(await db.query("SELECT id FROM outbox WHERE topic = 'booking.unanswered'")).toHaveLength(1);
    side.fail?.('down', 0);
    now += 12 * HOUR;
    await settle();
    expect(await row(note)).toMatchObject({ status: 'confirmed' });
    expect(await news()).toEqual(['unanswered', 'confirmed']);
  });

  elsewhere('names nobody in what waits to be sent', async () => {
    await book(await first());
    await settle();
    const rows = await db.query('SELECT payload FROM outbox');
    expect(rows.filter(({ payload }) => /Sam|Example|5550123/.test(String(payload)))).toEqual([]);
  });

  /** Deliveries that are due now. */
  async function waiting(): Promise<number> {
    worker?.nudge();
    const due = await db.query("SELECT id FROM deliveries WHERE status = 'waiting' AND next_at <= ?", [now]);
    const unhanded = await db.query('SELECT id FROM outbox WHERE done_at IS NULL AND next_at <= ?', [now]);
    return due.length + unhanded.length;
  }
});
