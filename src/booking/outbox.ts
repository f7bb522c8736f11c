import { randomUUID } from 'node:crypto';
import type { Statement } from '../storage/types';

/**
 * What happens to bookings and is told. `booking.declined`, `booking.unanswered`: another system said no, or nothing in
 * time. `waitlist.expired`: nobody answered an offer in time, and the wait is over.
 */
export type BookingTopic =
  | 'booking.created'
  | 'booking.confirmed'
  | 'booking.moved'
  | 'booking.cancelled'
  | 'booking.declined'
  | 'booking.unanswered'
  | 'booking.reminder'
  | 'waitlist.offered'
  | 'waitlist.accepted'
  | 'waitlist.declined'
  | 'waitlist.expired';

/** What a booking's message carries: ids and states. Times are milliseconds since 1970. */
export interface BookingFacts {
  /** The booking's id. */
  readonly booking: string;
  readonly reference: string;
  readonly kind: string;
  readonly status: string;
  readonly clinician?: string | undefined;
  readonly cohort?: string | undefined;
  readonly startsAt?: number | undefined;
  /** Of an offer: when it ends. */
  readonly until?: number | undefined;
  /** Who did it; `clock` when a time had come, `system` when another booking system said so. */
  readonly by?: 'visitor' | 'staff' | 'clock' | 'system';
  /** Counts up with each change. */
  readonly sequence?: number;
}

/**
 * A row of the outbox: something that happened and that others must learn, staged beside what happened. The payload
 * holds ids and states, never what a visitor wrote; carriers look the rest up as far as their reader may see it.
 *
 * @param at when it is to be told; now unless given
 */
export function tell(
  topic: string,
  payload: Readonly<Record<string, unknown>> | BookingFacts,
  now: number,
  at = now,
): Statement {
  const { booking } = payload;
  return {
    sql: 'INSERT INTO outbox (id, topic, payload, created_at, next_at, booking) VALUES (?, ?, ?, ?, ?, ?)',
    params: [
      randomUUID(),
      topic,
      JSON.stringify(payload),
      now,
      at,
      typeof booking === 'string' ? booking : null,
    ],
  };
}
