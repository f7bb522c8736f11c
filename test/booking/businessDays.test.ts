import fc from 'fast-check';
import { addBusinessDays, businessDaysAhead, isBusinessDay } from '../../src/booking/businessDays';
import { DAY } from './support';

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`);
/** Weekdays of some years on which federal offices are closed, as opm.gov lists them. */
const CLOSED = [
  ...['2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-06-19', '2026-07-03', '2026-09-07'],
  ...['2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25'],
  ...['2027-01-01', '2027-01-18', '2027-02-15', '2027-05-31', '2027-06-18', '2027-07-05', '2027-09-06'],
  ...['2027-10-11', '2027-11-11', '2027-11-25', '2027-12-24', '2027-12-31'],
];

describe('business days', () => {
  it('are Monday to Friday without federal holidays, on the days on which they are kept', () => {
    const found: string[] = [];
    for (let day = at('2026-01-01'); day < at('2028-01-01'); day += DAY) {
      const weekday = new Date(day).getUTCDay();
      const isWeekend = weekday === 0 || weekday === 6;
      if (isWeekend) expect(isBusinessDay(day)).toBe(false);
      else if (!isBusinessDay(day)) found.push(new Date(day).toISOString().slice(0, 10));
    }
    expect(found).toEqual(CLOSED);
  });

  it('are counted and added alike', () => {
    const day = fc.integer({ min: at('2026-01-01') / DAY, max: at('2035-01-01') / DAY }).map((n) => n * DAY);
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 15 }), (from, count) => {
        const to = addBusinessDays(from, count);
        expect(isBusinessDay(to)).toBe(true);
        expect(businessDaysAhead(from, to, 99)).toBe(count);
        expect(businessDaysAhead(from, to - DAY, 99)).toBe(count - 1);
        expect(businessDaysAhead(from, to, 3)).toBe(Math.min(3, count));
      }),
    );
  });
});
