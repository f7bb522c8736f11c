import { randomUUID } from 'node:crypto';
import type { BookingNote } from '../content/message';
import type { Format } from '../fit/types';
import type { Row, Statement } from '../storage/types';
import { tell } from './outbox';
import type { BookingRequest } from './types';
import type { ZoneClock } from './zoneClock';

/** What has been settled about a booking when it is written; what the request says is left out here. */
export interface Settled {
  readonly status: 'pending' | 'confirmed';
  readonly clinician?: string;
  readonly cohort?: string;
  readonly format?: Format;
  readonly mode?: string | undefined;
  /** Start of the session, or of the first meeting. */
  readonly startsAt?: number;
  readonly minutes?: number;
  readonly zone?: string;
}

/**
 * The booking and what the outbox tells of it. A reference that is there already fails the guard `reference`, and the
 * turn runs again with another.
 */
export function bookingRow(
  request: BookingRequest,
  settled: Settled,
  reference: string,
  now: number,
): Statement[] {
  const { kind, contact, language, visitor, availability } = request;
  const { status, clinician, cohort, startsAt, minutes, zone } = settled;
  const { format = request.format, mode = request.mode } = settled;
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
