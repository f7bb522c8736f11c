import fc from 'fast-check';
import { createDiary } from '../../src/booking/createDiary';
import { makeReference, readReference } from '../../src/booking/reference';
import type { Opening } from '../../src/booking/types';
import type { PracticeProfile } from '../../src/content/profile';
import type { Database } from '../../src/storage/types';
import { sqliteStore } from '../storage/engines';
import { ALL_DAYS, anna, calm, DAY, HOUR, localTime, MINUTE, profileOf } from './support';

const ZONES = [
  'America/Denver',
  'Europe/Madrid',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kathmandu',
];
const store = sqliteStore();
let db: Database;
beforeAll(async () => (db = await store.open()));
afterAll(() => store.end());

describe('laws of openings, for any profile at any time', () => {
  it('hold', async () => {
    await fc.assert(
      fc.asyncProperty(profile, moment, async (given, now) => {
        const diary = createDiary({ profile: given, db, now: () => now });
        const { items, more } = await diary.openings({}, { skip: 0, take: 5_000 });
        expect(more).toBe(false);
        expect(items.length).toBe(new Set(items.map(({ id }) => id)).size);
        for (const clinician of given.clinicians) {
          const own = items.filter((opening) => opening.clinician === clinician.id);
          noneOverlap(own, given.booking.bufferMinutes);
          own.forEach((opening) => allowed(opening, given, now));
        }
        for (const opening of items.slice(0, 5)) expect(await diary.opening(opening.id)).toEqual(opening);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });
});

describe('laws of references', () => {
  const reference = fc
    .infiniteStream(fc.nat())
    .map((numbers) => makeReference((below) => (numbers.next().value as number) % below));

  it('what was made can be read again, however it is written down', () => {
    fc.assert(
      fc.property(reference, (made) => {
        expect(readReference(made)).toBe(made);
        expect(readReference(` ${made.slice(0, 3).toLowerCase()}-${made.slice(3)} `)).toBe(made);
      }),
    );
  });

  it('has six signs, and none that are taken for one another or make a word', () => {
    fc.assert(fc.property(reference, (made) => expect(made).toMatch(/^[2-9CDFGHJKMPQRTVWX]{6}$/)));
  });

  it('one wrong sign, or two that changed places, are noticed', () => {
    fc.assert(
      fc.property(
        reference,
        fc.nat(5),
        fc.nat(5),
        fc.constantFrom(...'23456789CDFGHJKMPQRTVWX'),
        (made, a, b, sign) => {
          const wrong = [...made];
          wrong[a] = sign;
          expect(readReference(wrong.join(''))).toBe(wrong.join('') === made ? made : undefined);
          const swapped = [...made];
          [swapped[a], swapped[b]] = [made[b] ?? '', made[a] ?? ''];
          expect(readReference(swapped.join(''))).toBe(swapped.join('') === made ? made : undefined);
        },
      ),
    );
  });

  it('what is none is not read as one', () => {
    for (const text of ['', 'K7M4Q', 'hello!', 'K7M4QDD', '🙂🙂🙂', '0OIL1U'])
      expect(readReference(text)).toBeUndefined();
  });
});

function noneOverlap(own: readonly Opening[], buffer: number): void {
  own.slice(1).forEach((next, index) => {
    const before = own[index];
    const end = Date.parse(before?.startsAt ?? '') + ((before?.minutes ?? 0) + buffer) * MINUTE;
    expect(Date.parse(next.startsAt)).toBeGreaterThanOrEqual(end);
  });
}

/** Within hours, notice and horizon, on no day off and beside no group, by the system's calendar. */
function allowed({ clinician: id, startsAt, minutes }: Opening, given: PracticeProfile, now: number): void {
  const clinician = given.clinicians.find((one) => one.id === id);
  const zone = clinician?.timeZone ?? given.timeZone;
  const start = Date.parse(startsAt);
  const from = localTime(start, zone);
  const to = localTime(start + minutes * MINUTE, zone);
  const holds = clinician?.hours.some(
    (hours) => hours.days.some((day) => day === from.day) && hours.from <= from.time && to.time <= hours.to,
  );
  expect({ startsAt, from, to, holds }).toEqual({ startsAt, from, to, holds: true });
  expect(to.date).toBe(from.date);
  expect(clinician?.daysOff).not.toContain(from.date);
  const { noticeHours, horizonDays } = given.booking;
  expect(start).toBeGreaterThanOrEqual(now + noticeHours * HOUR);
  expect(start).toBeLessThan(now + horizonDays * DAY);
  for (const cohort of given.cohorts.filter((one) => one.clinician === id)) {
    const during = [start, start + (minutes - 1) * MINUTE].map((at) => localTime(at, given.timeZone));
    // A group does not meet on the day off of its clinician, by the practice's calendar.
    const meets = ({ date, day, time }: { date: string; day: string; time: string }) =>
      day === cohort.day &&
      time >= cohort.from &&
      time < plus(cohort.from, cohort.minutes) &&
      !clinician?.daysOff.includes(date);
    expect(during.some(meets)).toBe(false);
  }
}

function plus(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return new Date((hour * 60 + minute + minutes) * MINUTE).toISOString().slice(11, 16);
}

// Hours of one day lie three hours apart, so that an opening lies within one of them as they stand in the profile.
const hours = fc
  .record({
    days: fc.subarray([...ALL_DAYS], { minLength: 1 }),
    hour: fc.nat(5),
    minute: fc.nat(59),
    length: fc.integer({ min: 30, max: 170 }),
  })
  .map(({ days, hour, minute, length }) => {
    const from = `${String(hour * 4).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    const to = plus(from, Math.min(length, 24 * 60 - 1 - hour * 240 - minute));
    return { days, from, to };
  });
const clinician = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  hours: fc.uniqueArray(hours, { selector: ({ from }) => from.slice(0, 2), maxLength: 4 }),
  minutes: fc.integer({ min: 5, max: 120 }),
  daysOff: fc.array(
    fc.nat(20).map((day) => new Date(Date.parse('2026-10-20') + day * DAY).toISOString().slice(0, 10)),
  ),
});
const profile = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    clinicians: fc.array(clinician, { minLength: 1, maxLength: 3 }),
    meets: fc.constantFrom('08:00', '18:00'),
    booking: fc.record({
      noticeHours: fc.nat(72),
      horizonDays: fc.integer({ min: 1, max: 14 }),
      bufferMinutes: fc.nat(30),
    }),
  })
  .map(({ timeZone, clinicians, meets, booking }) =>
    profileOf({
      timeZone,
      booking,
      clinicians: clinicians.map((one, index) => ({ ...anna, ...one, id: `c${index}` })),
      cohorts: [{ ...calm, clinician: 'c0', from: meets, startsOn: '2026-01-06' }],
    }),
  );
/** Around the nights on which clocks change, half of the time. */
const moment = fc
  .tuple(
    fc.constantFrom('2026-10-03', '2026-10-24', '2026-10-31', '2027-03-13', '2027-04-03', '2027-06-01'),
    fc.nat(DAY),
  )
  .map(([day, later]) => Date.parse(day) + later);
