import { createHash } from 'node:crypto';
import type { Part } from '../content/message';
import type { Content } from '../content/types';
import { titleOfBooking } from './bookingFacts';
import { meetings } from './meetings';
import type { BookingView } from './types';

/** A calendar file. `method`: `PUBLISH`, or `CANCEL` for what is not to be in the calendar any more. */
export interface CalendarFile {
  readonly name: string;
  readonly method: 'PUBLISH' | 'CANCEL';
  readonly text: string;
}

/** Without a length of its own a session is drawn this long. */
const MINUTES = 50;
/** A year of weeks: a group that goes on without end is entered for that long. */
const MOST = 52;

/**
 * A booking's calendar file (RFC 5545); undefined for what has no time. The event's id stays the same and its sequence
 * counts up, so that a calendar that knows it is brought up to date. A group brings its weekly meetings. Like mail it
 * says nothing of why; it is marked private, because calendars are shared at work and at home.
 *
 * @param url the booking's page
 */
export async function calendarOf(
  view: BookingView,
  content: Content,
  url?: string,
): Promise<CalendarFile | undefined> {
  const { startsAt, kind, status, language, mode, minutes = MINUTES, sequence, reference, changedAt } = view;
  if (startsAt === undefined || kind === 'waitlist' || kind === 'callback') return undefined;
  const { name: practice, address, timeZone: zone } = content.profile;
  const words = ({ key, params }: Part): string => content.text(key, language, params);
  // Loaded with the first file: the package it stands on would hold up every start.
  const { calendarText } = await import('./calendarText');
  const text = calendarText({
    uid: uidOf(view),
    ...{ sequence, status, minutes, zone, meetings: meetingsOf(view, content) },
    ...{ changedAt: Date.parse(changedAt), title: words(titleOfBooking(view)) },
    description: `${practice}. ${content.text('visit.fact.reference', language)}: ${reference}.`,
    ...(mode !== 'online' && address && { location: address.lines.join(', ') }),
    ...(url !== undefined && { url }),
  });
  return { name: 'appointment.ics', method: status === 'cancelled' ? 'CANCEL' : 'PUBLISH', text };
}

/** The session, or the meetings of the group from the first that was booked. */
function meetingsOf({ startsAt = '', cohort: id }: BookingView, { profile }: Content): number[] {
  const start = Date.parse(startsAt);
  const cohort = profile.cohorts.find((one) => one.id === id);
  const found: number[] = [];
  const group = cohort && meetings(cohort, profile);
  for (let next = group?.nextFrom(start); next !== undefined && found.length < MOST;) {
    found.push(next);
    next = group?.nextFrom(next + 1);
  }
  // The practice may have moved the group meanwhile: the visitor has booked what they were told.
  return found[0] === start ? found : [start];
}

/** The same for every version of the booking; its id, which stays on the server, can not be told from it. */
function uidOf({ id }: BookingView): string {
  return `${createHash('sha256').update(`calendar:${id}`).digest('hex').slice(0, 32)}@counseling-triage-bot`;
}
