import { createEvent } from 'ics';
import { TriageError } from '../errors';
import { localStamp, timeZoneBlock } from './timeZoneBlock';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;

/** An entry of a calendar. Times are milliseconds since 1970. */
export interface CalendarEvent {
  /** Never changes. */
  readonly uid: string;
  /** Counts up with each change, so that a calendar takes the latest. */
  readonly sequence: number;
  readonly status: 'pending' | 'confirmed' | 'cancelled';
  /** The session, or each meeting of a group, a week or several apart; at least one. */
  readonly meetings: readonly number[];
  readonly minutes: number;
  /** Whose wall clock the meetings keep to. */
  readonly zone: string;
  /** When the booking was last changed; the same booking gives the same file. */
  readonly changedAt: number;
  readonly title: string;
  readonly description?: string;
  readonly location?: string;
  readonly url?: string;
}

/**
 * The calendar file (RFC 5545) of a booking: the same UID for good, a SEQUENCE that counts up when it is moved, METHOD
 * CANCEL when it is cancelled, and local times with their zone, so that a weekly group stays at its hour when the
 * clocks change.
 */
export function calendarText(event: CalendarEvent): string {
  const { uid, sequence, status, meetings, minutes, zone, title, description, location, url } = event;
  const [first, last] = [meetings[0] ?? 0, meetings.at(-1) ?? 0];
  const { value, error } = createEvent({
    ...{ uid, sequence, title, productId: 'counseling-triage-bot' },
    ...(description !== undefined && { description }),
    ...(location !== undefined && { location }),
    ...(url !== undefined && { url }),
    // Replaced below by the local time: the package knows no zones.
    ...{ start: first, startInputType: 'utc', startOutputType: 'utc', duration: { minutes } },
    ...{ method: status === 'cancelled' ? 'CANCEL' : 'PUBLISH', status: STATUS[status] },
    ...{ busyStatus: status === 'cancelled' ? 'FREE' : 'BUSY', classification: 'PRIVATE' },
    ...(meetings.length > 1 && { recurrenceRule: `FREQ=WEEKLY;COUNT=${weeksOf(first, last, zone)}` }),
  });
  if (error || value === null)
    throw new TriageError('BOOKING_CALENDAR', 'A calendar file could not be made of a booking.', {
      cause: error,
    });
  const off = weeksOff(meetings, zone).map((moment) => `EXDATE;TZID=${zone}:${localStamp(moment, zone)}`);
  // Made whole again, because the package folds by characters and not by octets.
  const whole = value.replace(/\r\n[ \t]/g, '').split('\r\n');
  const lines = whole.flatMap((line) => {
    if (line.startsWith('DTSTAMP:')) return [`DTSTAMP:${utcStamp(event.changedAt)}`];
    if (line.startsWith('DTSTART:')) return [`DTSTART;TZID=${zone}:${localStamp(first, zone)}`, ...off];
    if (line === 'BEGIN:VEVENT') return [...timeZoneBlock(zone, first, last + minutes * MINUTE), line];
    // Nobody publishes it anew: a calendar need not ask every hour.
    return line.startsWith('X-PUBLISHED-TTL') ? [] : [line];
  });
  return lines.map(folded).join('\r\n');
}

/** A line of at most 75 octets, and what goes beyond on lines that begin with a blank (RFC 5545, 3.1). */
function folded(line: string): string {
  let [text, octets] = ['', 0];
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    const isFull = octets + size > 75;
    text += isFull ? `\r\n ${sign}` : sign;
    octets = isFull ? size + 1 : octets + size;
  }
  return text;
}

const STATUS = { pending: 'TENTATIVE', confirmed: 'CONFIRMED', cancelled: 'CANCELLED' } as const;

/** How many weeks there are from the first meeting to the last, on the wall clock. */
function weeksOf(first: number, last: number, zone: string): number {
  return Math.round((wall(last, zone) - wall(first, zone)) / WEEK) + 1;
}

/** The weeks in between in which there is no meeting, as moments of the same hour. */
function weeksOff(meetings: readonly number[], zone: string): number[] {
  const [first, last] = [meetings[0] ?? 0, meetings.at(-1) ?? 0];
  const met = new Set(meetings.map((moment) => weeksOf(first, moment, zone)));
  return Array.from({ length: weeksOf(first, last, zone) }, (_, index) => index + 1)
    .filter((week) => !met.has(week))
    .map((week) => first + (week - 1) * WEEK)
    .map((moment) => moment + wall(first, zone) - first - (wall(moment, zone) - moment));
}

function wall(moment: number, zone: string): number {
  return Date.parse(
    `${localStamp(moment, zone).replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/, '$1-$2-$3T$4:$5:$6')}Z`,
  );
}

function utcStamp(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
