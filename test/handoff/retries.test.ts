import fc from 'fast-check';
import { waitAfter } from '../../src/handoff/retries';

const urgency = fc.boolean();
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('waiting between attempts', () => {
  it('grows from seconds to hours, for an alert to no more than a quarter of an hour and a fifth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 19 }), urgency, random, (attempts, urgent, chance) => {
        const wait = waitAfter(attempts, { urgent, random: chance }) ?? 0;
        expect(wait).toBeGreaterThanOrEqual(4_000);
        expect(wait).toBeLessThanOrEqual(1.2 * (urgent ? 15 * 60_000 : 8 * 3_600_000));
      }),
    );
  });

  it('keeps to what the receiver asks for, but not for ever', () => {
    expect(waitAfter(1, { urgent: false, retryAfter: 60_000, random: 0 })).toBe(60_000);
    expect(waitAfter(1, { urgent: true, retryAfter: 10 ** 12, random: 0 })).toBe(15 * 60_000);
  });

  it.each([true, false])('lasts for days and then ends (urgent: %s)', (urgent) => {
    let total = 0;
    let attempts = 1;
    for (let wait; (wait = waitAfter(attempts, { urgent, random: 0.5 })) !== undefined; attempts += 1)
      total += wait;
    expect(total / 86_400_000).toBeGreaterThan(2);
    expect(total / 86_400_000).toBeLessThan(4);
  });
});
