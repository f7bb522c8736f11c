import fc from 'fast-check';
import { quietUntil } from '../../src/turn/texting/quietHours';

const profile = (from: string, to: string, timeZone = 'America/Denver') => ({
  texting: { quietHours: { from, to } },
  timeZone,
});
const NIGHT = profile('21:00', '08:00');
const hourIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);

describe('quiet hours', () => {
  it.each([
    ['in the evening until the next morning', '2026-12-02T05:30:00Z', '2026-12-02T15:00:00Z'],
    ['after midnight until that morning', '2026-12-02T09:00:00Z', '2026-12-02T15:00:00Z'],
    ['from their very first minute', '2026-12-02T04:00:00Z', '2026-12-02T15:00:00Z'],
    ['over the night on which clocks go forward', '2026-03-08T05:00:00Z', '2026-03-08T14:00:00Z'],
  ])('last %s, by the clock of the practice', (_when, at, until) => {
    expect(quietUntil(NIGHT, Date.parse(at))).toBe(Date.parse(until));
  });

  it.each(['2026-12-02T15:00:00Z', '2026-12-02T20:00:00Z', '2026-12-03T03:59:59Z'])(
    'are over at %s',
    (at) => {
      expect(quietUntil(NIGHT, Date.parse(at))).toBeUndefined();
    },
  );

  it('may lie within a day, and are never where they begin and end at once', () => {
    const noon = Date.parse('2026-12-02T19:30:00Z');
    expect(quietUntil(profile('12:00', '13:00'), noon)).toBe(Date.parse('2026-12-02T20:00:00Z'));
    expect(quietUntil(profile('12:00', '12:00'), noon)).toBeUndefined();
  });

  it('end when they say, at any moment and in any zone, and are over then', () => {
    const zone = fc.constantFrom('America/Denver', 'Europe/Madrid', 'Asia/Kolkata', 'Australia/Lord_Howe');
    const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-01-01') });
    fc.assert(
      fc.property(zone, moment, (timeZone, at) => {
        const until = quietUntil(profile('21:00', '08:00', timeZone), at);
        if (until === undefined) return;
        expect(until).toBeGreaterThan(at);
        expect(hourIn(timeZone, until)).toBe('08:00');
        expect(quietUntil(profile('21:00', '08:00', timeZone), until)).toBeUndefined();
      }),
    );
  });
});
