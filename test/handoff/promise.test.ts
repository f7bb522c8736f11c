import fc from 'fast-check';
import type { PracticeProfile } from '../../src/content/profile';
import { promiseNow } from '../../src/handoff/promiseNow';
import { DAYS } from '../../src/understanding/types';

type Hours = PracticeProfile['openingHours'];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const practice = (openingHours: Hours, timeZone = 'America/Denver', closed: PracticeProfile['closed'] = []) =>
  ({ openingHours, timeZone, closed }) as PracticeProfile;
const WEEK: Hours = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:30', to: '18:00' }];
const at = (iso: string) => Date.parse(iso);

/** What the wall of a zone shows: the day of the week and the clock. */
function wall(moment: number, timeZone: string): string {
  const options = {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(moment).toLowerCase().replace(',', '');
}

describe('what opening hours promise', () => {
  it.each([
    ['inside', '2026-12-01T10:00:00-07:00', { kind: 'open', until: at('2026-12-01T18:00:00-07:00') }],
    ['when it opens', '2026-12-01T08:30:00-07:00', { kind: 'open' }],
    ['when it closes', '2026-12-01T18:00:00-07:00', { kind: 'closed', at: at('2026-12-02T08:30:00-07:00') }],
    ['in the night', '2026-12-01T03:00:00-07:00', { kind: 'closed', at: at('2026-12-01T08:30:00-07:00') }],
    [
      'on Friday evening',
      '2026-12-04T20:00:00-07:00',
      { kind: 'closed', at: at('2026-12-07T08:30:00-07:00') },
    ],
    // Clocks go forward on the night to 14 March 2027.
    [
      'before clocks change',
      '2027-03-13T12:00:00-07:00',
      { kind: 'closed', at: at('2027-03-15T08:30:00-06:00') },
    ],
  ])('%s', (_when, now, promise) => {
    expect(promiseNow(practice(WEEK), at(now))).toMatchObject(promise);
  });

  it('nothing of the days on which the practice is closed', () => {
    const closed = ['2026-12-25', { from: '2026-12-28', to: '2027-01-08' }];
    const holidays = practice(WEEK, 'America/Denver', closed);
    const reopens = { kind: 'closed', at: at('2027-01-11T08:30:00-07:00') };
    expect(promiseNow(holidays, at('2026-12-24T10:00:00-07:00'))).toMatchObject({ kind: 'open' });
    expect(promiseNow(holidays, at('2026-12-25T10:00:00-07:00'))).toEqual(reopens);
    expect(promiseNow(holidays, at('2026-12-24T20:00:00-07:00'))).toEqual(reopens);
  });

  it('nothing, where the profile knows none', () => {
    expect(promiseNow(practice([]), at('2026-12-01T10:00:00Z'))).toEqual({ kind: 'none' });
  });

  const clock = fc.integer({ min: 0, max: 47 }).map((half) => {
    const [hour, minute] = [Math.floor(half / 2), (half % 2) * 30];
    return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  });
  const hours = fc
    .record({ days: fc.subarray([...DAYS], { minLength: 1 }), from: clock, to: clock })
    .filter(({ from, to }) => from < to);
  const zone = fc.constantFrom('America/Denver', 'Europe/Madrid', 'Australia/Lord_Howe', 'Asia/Kolkata');
  const moment = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') });

  it('by the clock on the wall of the practice, in every zone and on every night', () => {
    fc.assert(
      fc.property(
        fc.array(hours, { minLength: 1, maxLength: 3 }),
        zone,
        moment,
        (openingHours, name, now) => {
          const promise = promiseNow(practice(openingHours, name), now);
          const [day = '', time = ''] = wall(now, name).split(' ');
          const isIn = openingHours.some(
            ({ days, from, to }) => days.some((one) => one === day) && from <= time && time < to,
          );
          // On the two nights a year on which clocks change, an hour is there twice or not at all.
          const steady = wall(now - DAY, name).endsWith(time);
          if (steady && wall(now + DAY, name).endsWith(time))
            expect(promise.kind).toBe(isIn ? 'open' : 'closed');
          if (promise.kind === 'closed') {
            expect(promise.at).toBeGreaterThan(now);
            expect(promise.at).toBeLessThanOrEqual(now + 8 * DAY);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
