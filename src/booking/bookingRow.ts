import type { BookingNote } from '../content/message';
import type { PracticeProfile } from '../content/profile';
import type { Format } from '../fit/types';
import type { Row, Statement } from '../storage/types';
import { tell } from './outbox';
import { remind } from './reminders';
import { factsOf, type Stored } from './stored';
import { estimateTask } from './tasks';
import type { BookingRequest, WaitsFor } from './types';
import type { ZoneClock } from './zoneClock';

/** What has been settled about a booking when it is written; what the request says is left out here. */
export interface Settled {
  readonly status: 'pending' | 'confirmed';
  readonly waitsFor?: WaitsFor;
  readonly clinician?: string;
  readonly cohort?: string;
  readonly format?: Format;
  readonly mode?: Stored['mode'];
  /** Start of the session, or of the first meeting. */
  readonly startsAt?: number;
  readonly minutes?: number;
  readonly zone?: string;
}

/** Who a new booking is and where it comes from. */
export interface Origin {
  readonly id: string;
  readonly reference: string;
  readonly now: number;
  /** The member of staff who entered it. */
  readonly enteredBy?: string;
}

/** A new booking as the store will have it. */
export function newBooking(
  request: BookingRequest,
  settled: Settled,
  { id, reference, now, enteredBy }: Origin,
): Stored {
  const { kind, contact, language, availability, payer, mail = false } = request;
  const { status, clinician, cohort, startsAt, minutes, zone, waitsFor } = settled;
  const { format = request.format, mode = request.mode } = settled;
  return {
    ...{ id, reference, kind, status, clinician, cohort, format, mode, startsAt, minutes, zone },
    ...{ contact, language, details: { availability, payer }, createdAt: now, changedAt: now, sequence: 0 },
    ...{ waitsFor, offeredUntil: undefined, enteredBy, mail },
  };
}

/**
 * The booking, what the outbox tells of it now and when it is time, and what staff have to do for it. A reference that
 * is there already fails the guard `reference`, and the turn runs again with another.
 */
export function bookingRow(booking: Stored, visitor: string, profile: PracticeProfile): Statement[] {
  const { id, reference, kind, status, clinician, cohort, format, mode, minutes, zone, language } = booking;
  const { contact, details, startsAt, createdAt, waitsFor, enteredBy, mail } = booking;
  const columns = {
    ...{ id, reference, kind, status, clinician, cohort, format, mode, minutes, zone, language, visitor },
    ...{ starts_at: startsAt, name: contact.name, phone: contact.phone, email: contact.email },
    ...{ details: JSON.stringify(details), created_at: createdAt, updated_at: createdAt },
    ...{ waits_for: waitsFor, entered_by: enteredBy, mail: mail ? 1 : 0 },
  };
  const names = Object.keys(columns);
  const by = enteredBy === undefined ? 'visitor' : 'staff';
  return [
    {
      sql: `INSERT INTO bookings (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      params: Object.values(columns).map((value) => value ?? null),
      expect: 1,
      guard: 'reference',
    },
    tell('booking.created', factsOf(booking, { by }), createdAt),
    ...remind(booking, profile, createdAt),
    ...estimateTask(booking, profile, createdAt),
  ];
}

/** What the visitor is told of a booking. */
export function noteOf(row: Row, clock: ZoneClock): BookingNote {
  const startsAt = row['starts_at'];
  return {
    kind: row['kind'] as BookingNote['kind'],
    status: row['status'] as BookingNote['status'],
    reference: String(row['reference']),
    ...(typeof startsAt === 'number' && { startsAt: clock.iso(startsAt) }),
  };
}
