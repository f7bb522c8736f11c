import { once } from 'node:events';
import { roster } from '../../src/booking/roster';
import { zoneClock } from '../../src/booking/zoneClock';
import { buildChild, startChild } from '../support/childProcess';
import { anna, HOUR, localTime, MINUTE, profileOf } from './support';

const PROCESS = 'test/booking/child/bookingProcess.ts';
const SYSTEMS = ['UTC', 'America/Denver', 'Europe/Madrid', 'Australia/Lord_Howe', 'America/Santiago'];
/** What a process in each system zone found for each night. */
const found = new Map<string, string[][]>();
beforeAll(async () => {
  await buildChild(PROCESS);
  for (const system of SYSTEMS) found.set(system, await openings(system));
}, 60_000);

/**
 * Sessions of fifty minutes and ten between, from midnight to six and from eight to midnight, over the nights on which
 * clocks change. Worked out by hand from the rules of each zone; from the first moment on, for 24 hours.
 */
const NIGHTS: [zone: string, night: string, from: string, starts: string][] = [
  // 02:00 does not exist.
  ['America/Denver', 'forward', '2027-03-14T07:00Z', '07 08 09 10 11 02 03 04 05 06'],
  // 01:00 comes twice.
  ['America/Denver', 'back', '2026-11-01T06:00Z', '06 09 10 11 12 03 04 05'],
  ['Europe/Madrid', 'forward', '2027-03-27T23:00Z', '23 00 01 02 03 18 19 20 21 22'],
  ['Europe/Madrid', 'back', '2026-10-24T22:00Z', '22 23 02 03 04 19 20 21'],
  // Half an hour: 02:00 to 02:30 does not exist, 01:30 to 02:00 comes twice.
  ['Australia/Lord_Howe', 'forward', '2026-10-03T13:30Z', '13:30 14:30 16 17 18 09 10 11 12 13'],
  [
    'Australia/Lord_Howe',
    'back',
    '2027-04-03T13:00Z',
    '13 14 15:30 16:30 17:30 18:30 09:30 10:30 11:30 12:30',
  ],
  // At midnight: 00:00 does not exist, and 23:00 of the evening before comes twice.
  ['America/Santiago', 'forward', '2026-09-06T03:00Z', '03 04 05 06 07 08 23 00 01 02'],
  ['America/Santiago', 'back', '2027-04-03T22:00Z', '23 00 01 04 05 06 07 08 09'],
];

describe('on the nights on which clocks change', () => {
  it.each(NIGHTS)('in %s, clocks going %s, sessions start when the wall clock says', (...night) => {
    const expected = night[3].split(' ').map((time) => (time.length === 2 ? `${time}:00` : time));
    for (const system of SYSTEMS) {
      const starts = found.get(system)?.[NIGHTS.findIndex((one) => one[2] === night[2])] ?? [];
      expect({ system, starts: starts.map((at) => at.slice(11, 16)) }).toEqual({ system, starts: expected });
      expect(starts).toEqual(starts.slice().sort());
    }
  });

  it.each(NIGHTS)('the clock of %s, going %s, agrees with the calendar of the system', (zone, _, from) => {
    const clock = zoneClock(zone);
    for (let at = Date.parse(from); at < Date.parse(from) + 24 * HOUR; at += 15 * MINUTE) {
      const wall = clock.wallAt(at);
      const { date, time } = localTime(at, zone);
      expect(new Date(wall).toISOString().slice(0, 16)).toBe(`${date}T${time}`);
      expect(clock.momentsOf(wall)).toContain(at);
      expect(Date.parse(clock.iso(at))).toBe(at);
      expect(clock.iso(at).slice(0, 16)).toBe(`${date}T${time}`);
    }
  });

  it('a session that the jump brings closer to the one before is left out', () => {
    const hours = [{ days: ['sun'], from: '01:00', to: '09:00' }];
    const [plan] = roster(profileOf({ clinicians: [{ ...anna, hours, minutes: 110 }] }));
    const starts = plan?.on(Date.parse('2027-03-14')).map(({ quantum }) => quantum.slice(-6));
    // 01:00, then 03:00 would be an hour later, then 05:00 and 07:00.
    expect(starts).toEqual(['08:00Z', '11:00Z', '13:00Z']);
  });

  it('a time that is jumped over is no moment, one that comes twice is two', () => {
    const denver = zoneClock('America/Denver');
    expect(denver.momentsOf(Date.parse('2027-03-14T02:30Z'))).toEqual([]);
    expect(denver.momentsOf(Date.parse('2026-11-01T01:30Z'))).toEqual(
      ['2026-11-01T07:30Z', '2026-11-01T08:30Z'].map((at) => Date.parse(at)),
    );
    // A meeting has to take place all the same: an hour later, or the first of the two.
    expect(denver.momentOf(Date.parse('2027-03-14T02:30Z'))).toBe(Date.parse('2027-03-14T09:30Z'));
    expect(denver.momentOf(Date.parse('2026-11-01T01:30Z'))).toBe(Date.parse('2026-11-01T07:30Z'));
  });

  it('a zone that is none is refused by its name', () => {
    expect(() => zoneClock('Mars/Olympus')).toThrow(/Mars\/Olympus/);
  });
});

async function openings(system: string): Promise<string[][]> {
  const nights = NIGHTS.map(([zone, , from]) => `${zone} ${from}`);
  const child = startChild(PROCESS, { zone: system }, 'openings', ...nights);
  let out = '';
  child.stdout?.on('data', (data) => (out += String(data)));
  await once(child, 'close');
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
}
