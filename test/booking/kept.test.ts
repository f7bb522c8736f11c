import { createBookings } from '../../src/booking/createBookings';
import { createDiary } from '../../src/booking/createDiary';
import { createStaffDiary } from '../../src/booking/createStaffDiary';
import { makeReference, readReference } from '../../src/booking/reference';
import { reminderHolds } from '../../src/booking/reminders';
import type { BookingSystem } from '../../src/booking/systems/bookingSystem';
import type { Statement } from '../../src/storage/types';
import { Diaries } from './diaries';
import { anna, calm, contact, DAY, HOUR, MINUTE, profileOf, turn } from './support';

/** To the minute: what is held and booked, and until when it can be changed. */
const world = new Diaries();
const { diaryOf, bookingsOf, openings, book } = world;

describe('a booking', () => {
  const profile = profileOf({ booking: { changeHours: 24 } });

  it('can be changed until the very hours of the profile before it', async () => {
    const [opening] = await openings(profile, { on: '2026-11-26' }, 1);
    const { id } = await book(profile, opening?.id ?? '');
    const can = async () => {
      const view = await bookingsOf(profile).booking(id);
      return [view?.canMove, view?.canCancel];
    };
    world.now = Date.parse(opening?.startsAt ?? '') - 24 * HOUR - 1;
    expect(await can()).toEqual([true, true]);
    world.now += 1;
    expect(await can()).toEqual([false, false]);
    await expect(turn(world.db, (work) => bookingsOf(profile).cancel(work, id))).rejects.toMatchObject({
      ...{ code: 'BOOKING_FIXED', message: expect.stringMatching(/\w/) as string },
    });
  });

  it('without a time can be cancelled and not moved, and neither once it is cancelled', async () => {
    const { id } = await book(profile, '', { kind: 'callback' });
    expect(await bookingsOf(profile).booking(id)).toMatchObject({ canMove: false, canCancel: true });
    expect(Object.keys((await bookingsOf(profile).booking(id)) ?? {}).sort()).toEqual([
      ...['canCancel', 'canMove', 'changedAt', 'id', 'kind', 'language', 'reference', 'sequence', 'status'],
      'waitsFor',
    ]);
    const cancelled = await turn(world.db, (work) => bookingsOf(profile).cancel(work, id));
    expect(cancelled).toMatchObject({ status: 'cancelled', canMove: false, canCancel: false });
    const told = () => world.db.query("SELECT id FROM outbox WHERE topic = 'booking.cancelled'");
    expect(await told()).toHaveLength(1);
    await turn(world.db, (work) => bookingsOf(profile).cancel(work, id));
    expect(await told()).toHaveLength(1);
  });

  it('is shown whole to its visitor, and its contact by itself', async () => {
    const [opening] = await openings(profile, { on: '2026-11-26' }, 1);
    const { id, reference } = await book(profile, opening?.id ?? '');
    expect(await bookingsOf(profile).booking(id)).toEqual({
      ...{ id, reference, kind: 'appointment', status: 'confirmed', language: 'en', sequence: 0 },
      ...{ changedAt: '2026-11-23T12:00:00-07:00', startsAt: '2026-11-26T09:00:00-07:00', minutes: 50 },
      ...{ format: 'individual', mode: 'in_person', clinician: 'anna', clinicianName: 'Anna Reyes' },
      ...{ zone: 'America/Denver', canMove: true, canCancel: true },
    });
    expect(await bookingsOf(profile).contact(id)).toEqual(contact);
    expect(await bookingsOf(profile).contact('nothing')).toBeUndefined();
    expect(await bookingsOf(profile).booking('nothing')).toBeUndefined();
    await expect(turn(world.db, (work) => bookingsOf(profile).cancel(work, 'nothing'))).rejects.toMatchObject(
      {
        code: 'BOOKING_FIXED',
      },
    );
  });

  it('is among its visitor’s own until it begins, the soonest first, those without a time last', async () => {
    const [one, other] = await openings(profile, { on: '2026-11-26' }, 2);
    await book(profile, '', { kind: 'callback' });
    await book(profile, other?.id ?? '');
    await book(profile, one?.id ?? '');
    await book(profile, '', { kind: 'callback', visitor: '' });
    const mine = async (visitor = 'v/1') =>
      (await bookingsOf(profile).ofVisitor(visitor)).map(({ startsAt }) => startsAt?.slice(11, 16));
    expect(await mine()).toEqual(['09:00', '10:00', undefined]);
    expect(await mine('')).toEqual([]);
    world.now = Date.parse(one?.startsAt ?? '') - 1;
    expect(await mine()).toEqual(['09:00', '10:00', undefined]);
    world.now += 1;
    expect(await mine()).toEqual(['10:00', undefined]);
  });

  it('moved to where it is stays as it is, without a word', async () => {
    const group = profileOf({
      clinicians: [{ ...anna, formats: ['individual', 'group'] }],
      cohorts: [calm],
      booking: { changeHours: 1 },
    });
    const { id } = await book(group, 'calm', { kind: 'group' });
    const view = await turn(world.db, (work) => bookingsOf(group).move(work, id, { choice: 'calm' }));
    expect(view).toMatchObject({ cohort: 'calm', sequence: 0 });
    expect(await world.db.query("SELECT id FROM outbox WHERE topic = 'booking.moved'")).toEqual([]);
    await expect(
      turn(world.db, (work) => bookingsOf(group).answerOffer(work, id, 'accept')),
    ).rejects.toMatchObject({ code: 'BOOKING_GONE' });
  });

  it('is reminded of at the hours of the profile that are still to come', async () => {
    const reminded = profileOf({ booking: { reminderHours: [24, 72, 96] } });
    const reminders = async () =>
      (
        await world.db.query("SELECT next_at FROM outbox WHERE topic = 'booking.reminder' ORDER BY next_at")
      ).map((row) => Number(row['next_at']));
    const [opening] = await openings(reminded, { on: '2026-11-26' }, 1);
    const starts = Date.parse(opening?.startsAt ?? '');
    world.now = starts - 72 * HOUR;
    await book(reminded, opening?.id ?? '');
    expect(await reminders()).toEqual([starts - 24 * HOUR]);
    await world.db.transaction([{ sql: 'DELETE FROM claims' }, { sql: 'DELETE FROM outbox' }]);
    world.now -= 1;
    await book(reminded, opening?.id ?? '');
    expect(await reminders()).toEqual([starts - 72 * HOUR, starts - 24 * HOUR]);
    await book(reminded, '', { kind: 'callback' });
    expect(await reminders()).toHaveLength(2);
  });
});

describe('a reminder that is under way', () => {
  it('holds while its booking stands and is yet to come', async () => {
    const profile = profileOf();
    const [opening] = await openings(profile, { on: '2026-11-26' }, 1);
    const { id } = await book(profile, opening?.id ?? '');
    const starts = Date.parse(opening?.startsAt ?? '');
    expect(await reminderHolds(world.db, id, starts - 1)).toBe(true);
    expect(await reminderHolds(world.db, id, starts)).toBe(false);
    expect(await reminderHolds(world.db, 'nothing', 0)).toBe(false);
    await turn(world.db, (work) => bookingsOf(profile).cancel(work, id));
    expect(await reminderHolds(world.db, id, starts - 1)).toBe(false);
  });
});

describe('a reference', () => {
  it('is none with a sign that is no part of one, whatever its check sign', () => {
    const signs = [...'23456789CDFGHJKMPQRTVWX'];
    const read = (front: string) => signs.flatMap((check) => readReference(`${front}${check}`) ?? []);
    // Of all that could follow one fits; behind a sign that is none, nothing does.
    expect(read('K7M4Q')).toHaveLength(1);
    for (const front of ['A7M4Q', 'KAM4Q', 'K7M4A', '!7M4Q']) expect(read(front)).toEqual([]);
    for (const text of ['', 'K7M4Q', `${read('K7M4Q')[0]}2`]) expect(readReference(text)).toBeUndefined();
  });

  it('is read however it was typed', () => {
    const reference = makeReference((below) => below - 1);
    expect(readReference(reference)).toBe(reference);
    const typed = reference.toLowerCase().split('').join(' - ');
    expect(readReference(` ${typed}.`)).toBe(reference);
    const alike = makeReference(() => 0);
    expect(alike).toMatch(/^22222/);
    expect(readReference(alike.replaceAll('2', 'z'))).toBe(alike);
  });
});

describe('another system that has the last word', () => {
  const profile = profileOf({ booking: { system: 'webhook', webhook: { url: 'https://x.example/book' } } });
  const system: BookingSystem = {
    kinds: new Set(['appointment']),
    timeoutMs: 1_000,
    place: () => Promise.reject(new Error('not asked here')),
  };
  const parts = () => ({ profile, db: world.db, now: () => world.now, system });
  const orders = () => world.db.query('SELECT wanted FROM booking_orders ORDER BY given_at');

  it('is asked first, and asked before a booking moves, and told when it is cancelled', async () => {
    const [one, other] = await openings(profile, { on: '2026-11-26' }, 2);
    const diary = createDiary(parts());
    const request = {
      kind: 'appointment',
      choice: one?.id ?? '',
      contact,
      language: 'en',
      visitor: 'v/1',
    } as const;
    const note = await turn(world.db, (work) => diary.book(work, request));
    expect(note.status).toBe('pending');
    expect(await orders()).toEqual([{ wanted: 'book' }]);
    await world.db.transaction([
      { sql: 'UPDATE booking_orders SET answered_at = 1' },
      { sql: "UPDATE bookings SET status = 'confirmed', waits_for = NULL" },
    ]);
    world.now += 1;
    const bookings = createBookings(parts());
    const moved = await turn(world.db, (work) => bookings.move(work, note.id, { choice: other?.id ?? '' }));
    expect(moved).toMatchObject({ startsAt: one?.startsAt, waitsFor: 'practice', canMove: false });
    expect((await orders()).at(-1)).toEqual({ wanted: 'move' });
    await turn(world.db, (work) => bookings.cancel(work, note.id));
    expect((await orders()).at(-1)).toEqual({ wanted: 'cancel' });
  });

  it('is not asked about call-backs, nor about what staff enter and move here', async () => {
    const callback = await turn(world.db, (work) =>
      createDiary(parts()).book(work, { kind: 'callback', contact, language: 'en', visitor: 'v/1' }),
    );
    expect(callback.status).toBe('pending');
    const staff = createStaffDiary(parts());
    const what = {
      clinician: 'anna',
      format: 'individual',
      mode: 'online',
      startsAt: '2026-11-26T10:00:00-07:00',
    } as const;
    const entered = await turn(world.db, (work) =>
      staff.enter(work, { contact, language: 'en', by: 'ana', what }),
    );
    expect(entered.status).toBe('confirmed');
    const at = '2026-11-26T12:00:00-07:00';
    const moved = await turn(world.db, (work) => staff.move(work, entered.id, { startsAt: at }, 'ana'));
    expect(moved).toMatchObject({ startsAt: at, status: 'confirmed' });
    expect(await orders()).toEqual([]);
  });
});

describe('a hold', () => {
  const profile = profileOf({ cohorts: [{ ...calm, seats: { min: 1, max: 1 } }] });

  it('of the last seat is booked by whoever holds it, and lost by the slower of two', async () => {
    const cohort = (await diaryOf(profile).cohort('calm'))!;
    const staged: Statement[] = [];
    await diaryOf(profile).hold({ stage: (...more) => void staged.push(...more) }, { cohort });
    const { hold } = await turn(world.db, (work) => diaryOf(profile).hold(work, { cohort }));
    expect(await world.db.query('SELECT resource FROM claims')).toEqual([{ resource: 'seat:calm:1' }]);
    await expect(world.db.transaction(staged)).rejects.toMatchObject({ guard: 'seat' });
    expect((await book(profile, 'calm', { kind: 'group', hold })).status).toBe('confirmed');
    const booking: Statement[] = [];
    await world.db.transaction([{ sql: 'DELETE FROM claims' }]);
    const request = { kind: 'group', choice: 'calm', contact, language: 'en', visitor: 'v/2' } as const;
    await diaryOf(profile).book({ stage: (...more) => void booking.push(...more) }, request);
    await turn(world.db, (work) => diaryOf(profile).hold(work, { cohort }));
    await expect(world.db.transaction(booking)).rejects.toMatchObject({ guard: 'seat' });
  });

  it('of a time that is none of ours, or of a group that is full, is refused', async () => {
    const [opening] = await openings(profile, {}, 1);
    const hold = (choice: Parameters<ReturnType<typeof diaryOf>['hold']>[1]) =>
      turn(world.db, (work) => diaryOf(profile).hold(work, choice));
    await expect(
      hold({ opening: { ...opening!, id: 'zoe.individual@2026-11-25T16:00Z' } }),
    ).rejects.toMatchObject({
      code: 'BOOKING_GONE',
    });
    const cohort = (await diaryOf(profile).cohort('calm'))!;
    await hold({ cohort });
    await expect(hold({ cohort })).rejects.toMatchObject({ code: 'BOOKING_GONE' });
    await expect(hold({ cohort: { ...cohort, id: 'nobody' } })).rejects.toMatchObject({
      code: 'BOOKING_GONE',
    });
  });

  it('lasts as long as the profile says, and is told until when', async () => {
    const long = profileOf({ booking: { holdMinutes: 15 } });
    const [opening] = await openings(long, {}, 1);
    const { until } = await turn(world.db, (work) => diaryOf(long).hold(work, { opening: opening! }));
    expect(until).toBe('2026-11-23T12:15:00-07:00');
    world.now += 15 * MINUTE - 1;
    expect((await openings(long, {}, 1))[0]?.id).not.toBe(opening?.id);
  });

  it('of the last day is not offered elsewhere a day later', async () => {
    const [opening] = await openings(profile, {}, 1);
    await turn(world.db, (work) => diaryOf(profile).hold(work, { opening: opening! }));
    world.now += DAY;
    expect(await diaryOf(profile).opening(opening?.id ?? '')).toBeUndefined();
  });
});
