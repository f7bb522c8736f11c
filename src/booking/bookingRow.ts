import { randomUUID } from 'node:crypto';
import type { BookingNote } from '../content/message';
import type { Row, Statement } from '../storage/types';
import { tell } from './outbox';
import type { BookingRequest } from './types';
import type { ZoneClock } from './zoneClock';

/** What has been settled about a booking when it is written. */
export interface Settled {
  readonly request: BookingRequest;
  readonly status: 'pending' | 'confirmed';
  readonly reference: string;
  readonly clinician?: string;
  readonly cohort?: string;
  /** Start of the session, or of the first meeting. */
  readonly startsAt?: number;
  readonly minutes?: number;
  readonly zone?: string;
}

/**
 * The booking and what the outbox tells of it. A reference that is there already fails the guard `reference`, and the
 * turn runs again with another.
 */
export function bookingRow(settled: Settled, now: number): Statement[] {
  const { request, status, reference, clinician, cohort, startsAt, minutes, zone } = settled;
  const { kind, contact, format, mode, language, visitor, availability } = request;
  const id = randomUUID();
  const columns = {
    ...{ id, reference, kind, status, clinician, cohort, format, mode, minutes, zone, language, visitor },
    ...{ starts_at: startsAt, name: contact.name, phone: contact.phone, email: contact.email },
    ...{ details: JSON.stringify({ availability }), created_at: now, updated_at: now },
  };
  const names = Object.keys(columns);
  return [
    {
      sql: `INSERT INTO bookings (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      params: Object.values(columns).map((value) => value ?? null),
      expect: 1,
      guard: 'reference',
    },
    tell('booking.created', { booking: id, reference, kind, status, clinician, cohort, startsAt }, now),
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
