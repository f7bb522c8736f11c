import { calendarOf } from '../../src/booking/calendar';
import { calendarText, type CalendarEvent } from '../../src/booking/calendarText';
import type { BookingView } from '../../src/booking/types';
import { loadContent } from '../../src/content/loadContent';
import { contentFiles } from '../../src/places';
import { readConfig } from '../../src/config';
import { DAY, localTime } from './support';

const WEEK = 7 * DAY;
const event: CalendarEvent = {
  ...{ uid: 'b1@juniper.example', sequence: 0, status: 'confirmed', minutes: 50 },
  ...{ meetings: [Date.parse('2026-12-01T09:00:00-07:00')], zone: 'America/Denver', title: 'Appointment' },
  changedAt: Date.parse('2026-11-23T12:00:00-07:00'),
};
/** The lines, folded ones made whole again. */
const linesOf = (one: CalendarEvent) =>
  calendarText(one)
    .replace(/\r\n[ \t]/g, '')
    .trim()
    .split('\r\n');
const value = (one: CalendarEvent, name: string) =>
  linesOf(one)
    .filter((line) => line.startsWith(name))
    .map((line) => line.slice(name.length));
/** Weekly at an hour of the practice's clock, from the first Tuesday. */
const weekly = (zone: string, from: string, weeks: number): number[] => {
  const first = Date.parse(from);
  const hour = localTime(first, zone).time;
  return Array.from({ length: weeks }, (_, week) => {
    const about = first + week * WEEK;
    const moved = [-1, -0.5, 0, 0.5, 1].map((hours) => about + hours * 3_600_000);
    return moved.find((moment) => localTime(moment, zone).time === hour) ?? about;
  });
};

describe('a calendar file', () => {
  it("has the session in the practice's local time, with its zone, and the same UID for good", () => {
    expect(value(event, 'DTSTART;')).toEqual(['TZID=America/Denver:20261201T090000']);
    expect(value(event, 'DURATION')).toEqual([':PT50M']);
    expect(value(event, 'UID')).toEqual([':b1@juniper.example']);
    const moved = { ...event, sequence: 1, meetings: [Date.parse('2026-12-02T09:00:00-07:00')] };
    expect([value(moved, 'UID'), value(moved, 'SEQUENCE')]).toEqual([[':b1@juniper.example'], [':1']]);
  });

  it('is the same file for the same booking', () => {
    expect(calendarText(event)).toBe(calendarText({ ...event }));
    expect(value(event, 'DTSTAMP')).toEqual([':20261123T190000Z']);
  });

  it.each([
    ['confirmed', 'PUBLISH', 'CONFIRMED'],
    ['pending', 'PUBLISH', 'TENTATIVE'],
    ['cancelled', 'CANCEL', 'CANCELLED'],
  ] as const)('of a %s booking has the method %s', (status, method, shown) => {
    expect(value({ ...event, status }, 'METHOD')).toEqual([`:${method}`]);
    expect(value({ ...event, status }, 'STATUS')).toEqual([`:${shown}`]);
  });

  it('is well formed, whatever is in its words: lines of 75 octets, ended by CR LF, nothing slipped in', () => {
    const words = {
      title: `A;b,c\\\nBEGIN:VEVENT ${'é😀'.repeat(40)}`,
      description: 'x\r\nEND:VCALENDAR\r\n',
    };
    const file = calendarText({ ...event, ...words });
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(
      linesOf({ ...event, ...words }).filter((line) => /^(BEGIN|END):V(EVENT|CALENDAR)$/.test(line)),
    ).toHaveLength(4);
  });

  it.each([
    ['America/Denver', '2026-10-06T18:00:00-06:00'],
    ['Europe/Madrid', '2027-03-02T18:00:00+01:00'],
    ['Australia/Lord_Howe', '2027-03-02T18:00:00+11:00'],
    ['Asia/Kathmandu', '2027-03-02T18:00:00+05:45'],
  ])('of a weekly group in %s stays at its hour when the clocks change, by its own rules', (zone, from) => {
    const meetings = weekly(zone, from, 10);
    const group = { ...event, zone, meetings };
    expect(value(group, 'RRULE')).toEqual([':FREQ=WEEKLY;COUNT=10']);
    expect(value(group, 'EXDATE')).toEqual([]);
    const local = value(group, 'DTSTART;')[0]?.split(':')[1] ?? '';
    const start = Date.parse(
      `${local.slice(0, 4)}-${local.slice(4, 6)}-${local.slice(6, 11)}:${local.slice(11, 13)}:00Z`,
    );
    const shown = meetings.map(
      (_, week) => start + week * WEEK - offsetBy(linesOf(group), start + week * WEEK),
    );
    expect(shown).toEqual(meetings);
  });

  it('of a weekly group leaves out the weeks in which it does not meet', () => {
    const all = weekly('America/Denver', '2026-10-06T18:00:00-06:00', 6);
    const meetings = all.filter((_, week) => week !== 2 && week !== 4);
    const group = { ...event, meetings };
    expect(value(group, 'RRULE')).toEqual([':FREQ=WEEKLY;COUNT=6']);
    expect(value(group, 'EXDATE')).toEqual([
      ';TZID=America/Denver:20261020T180000',
      ';TZID=America/Denver:20261103T180000',
    ]);
  });
});

describe("a booking in its visitor's calendar", () => {
  const content = loadContent(contentFiles(readConfig({})));
  const cohort = content.profile.cohorts[0]!;
  const view: BookingView = {
    ...{
      id: '6f9c2a70-0000-4000-8000-1c2d3e4f5a6b',
      reference: 'K7M4QD',
      kind: 'appointment',
      status: 'confirmed',
      language: 'en',
    },
    ...{ sequence: 0, changedAt: '2026-11-23T12:00:00-07:00', canMove: true, canCancel: true },
    ...{ startsAt: '2026-12-01T09:00:00-07:00', minutes: 50, mode: 'in_person' },
  };

  it('says nothing about health, names no group, and never tells the id that lets one in', async () => {
    const group = { ...view, kind: 'group', cohort: cohort.id } as const;
    for (const booking of [view, group]) {
      const { text = '' } = (await calendarOf(booking, content)) ?? {};
      for (const hidden of [...cohort.concerns, cohort.name['en'] ?? '', 'therapy', view.id])
        expect(text.toLowerCase()).not.toContain(hidden.toLowerCase());
      expect(text).toContain('K7M4QD');
    }
  });

  it('has the meetings of a group, a year of them when it goes on', async () => {
    const group = { ...view, kind: 'group', cohort: cohort.id, startsAt: firstMeeting() } as const;
    expect((await calendarOf(group, content))?.text).toContain(
      `RRULE:FREQ=WEEKLY;COUNT=${cohort.weeks ?? 52}`,
    );
    // The practice has moved the group meanwhile: what was booked still stands alone.
    const other = { ...group, startsAt: '2027-01-05T00:00:00-07:00' };
    expect((await calendarOf(other, content))?.text).not.toContain('RRULE');
  });

  it('is cancelled with the same id', async () => {
    const before = await calendarOf(view, content);
    const after = await calendarOf({ ...view, status: 'cancelled', sequence: 1 }, content);
    const uid = (text = '') => /UID:.*/.exec(text)?.[0];
    expect([before?.method, after?.method]).toEqual(['PUBLISH', 'CANCEL']);
    expect(uid(after?.text)).toBe(uid(before?.text));
  });

  it('is none without a time', async () => {
    const callback = { ...view, kind: 'callback' } as const;
    delete (callback as { startsAt?: string }).startsAt;
    expect(await calendarOf(callback, content)).toBeUndefined();
  });

  function firstMeeting(): string {
    const zone = content.profile.timeZone;
    for (let moment = Date.parse(`${cohort.startsOn}T00:00:00Z`); ; moment += 5 * 60_000) {
      const { day, time } = localTime(moment, zone);
      if (day === cohort.day && time === cohort.from) return new Date(moment).toISOString();
    }
  }
});

/** What a reader of the file takes for the offset at a wall time: that of the last rule that has begun. */
function offsetBy(lines: readonly string[], wall: number): number {
  const rules: { onset: string; offset: number }[] = [];
  lines.forEach((line, index) => {
    const onset = /^DTSTART:(\d{8}T\d{6})$/.exec(line)?.[1];
    const to = /^TZOFFSETTO:([+-])(\d\d)(\d\d)$/.exec(lines[index + 2] ?? '');
    if (onset === undefined || !to) return;
    const minutes = Number(to[2]) * 60 + Number(to[3]);
    rules.push({ onset, offset: (to[1] === '-' ? -minutes : minutes) * 60_000 });
  });
  const at = new Date(wall).toISOString().slice(0, 19).replace(/[-:]/g, '');
  return rules.filter(({ onset }) => onset <= at).at(-1)?.offset ?? NaN;
}
