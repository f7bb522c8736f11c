import { createHash } from 'node:crypto';
import { createEvent, type DateArray } from 'ics';
import type { Part } from '../content/message';
import type { Content } from '../content/types';
import { TriageError } from '../errors';
import { titleOfBooking } from './bookingFacts';
import type { BookingView } from './types';

/** A calendar file. `method`: `PUBLISH`, or `CANCEL` for what is not to be in the calendar any more. */
export interface CalendarFile {
  readonly name: string;
  readonly method: 'PUBLISH' | 'CANCEL';
  readonly text: string;
}

/** Without a length of its own a session is drawn this long. */
const MINUTES = 50;

/**
 * A booking's calendar file (RFC 5545); undefined for what has no time. The event's id stays the same and its sequence
 * counts up, so that a calendar that knows it is brought up to date. Like mail it says nothing of why; it is marked
 * private, because calendars are shared at work and at home.
 *
 * @param url the booking's page
 */
export function calendarOf(view: BookingView, content: Content, url?: string): CalendarFile | undefined {
  const { startsAt, kind, status, language, mode, minutes = MINUTES, sequence, reference } = view;
  if (startsAt === undefined || kind === 'waitlist' || kind === 'callback') return undefined;
  const { name: practice, address } = content.profile;
  const words = ({ key, params }: Part): string => content.text(key, language, params);
  const cancelled = status === 'cancelled';
  const method = cancelled ? 'CANCEL' : 'PUBLISH';
  const { value, error } = createEvent({
    uid: uidOf(view),
    ...{ sequence, method, productId: 'counseling-triage-bot', calName: practice },
    start: dateArray(startsAt),
    ...{ startInputType: 'utc', startOutputType: 'utc', duration: { minutes } },
    title: words(titleOfBooking(view)),
    description: `${practice}. ${content.text('visit.fact.reference', language)}: ${reference}.`,
    ...(mode !== 'online' && address && { location: address.lines.join(', ') }),
    ...(url !== undefined && { url }),
    status: cancelled ? 'CANCELLED' : status === 'pending' ? 'TENTATIVE' : 'CONFIRMED',
    ...{ classification: 'PRIVATE', busyStatus: cancelled ? 'FREE' : 'BUSY' },
  });
  if (!value)
    throw new TriageError('BOOKING_CALENDAR', 'A calendar file could not be made of a booking.', {
      cause: error,
    });
  return { name: 'appointment.ics', method, text: value };
}

/** The same for every version of the booking; its id, which stays on the server, can not be told from it. */
function uidOf({ id }: BookingView): string {
  return `${createHash('sha256').update(`calendar:${id}`).digest('hex').slice(0, 32)}@counseling-triage-bot`;
}

function dateArray(moment: string): DateArray {
  const at = new Date(moment);
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()];
}
