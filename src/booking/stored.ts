import type { BookingNote } from '../content/message';
import type { Format } from '../fit/types';
import type { Database, Row, SqlValue, Statement } from '../storage/types';
import type { Window } from '../understanding/types';
import type { BookingFacts } from './outbox';
import type { BookingRequest, Contact, WaitsFor } from './types';

/** A booking as the store has it. Times are milliseconds since 1970. */
export interface Stored {
  readonly id: string;
  readonly reference: string;
  readonly kind: BookingNote['kind'];
  readonly status: BookingNote['status'];
  readonly clinician: string | undefined;
  readonly cohort: string | undefined;
  readonly format: Format | undefined;
  readonly mode: 'in_person' | 'online' | 'either' | undefined;
  readonly startsAt: number | undefined;
  readonly minutes: number | undefined;
  readonly zone: string | undefined;
  readonly contact: Contact;
  readonly language: string;
  readonly details: Details;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly sequence: number;
  readonly waitsFor: WaitsFor | undefined;
  readonly offeredUntil: number | undefined;
  readonly enteredBy: string | undefined;
  /** Whether the visitor said yes to mail about it. */
  readonly mail: boolean;
  /** How many its group still misses, as long as that can not be read: in the turn that changes it. */
  readonly missing?: number | undefined;
}

/** What no statement asks for. */
export interface Details {
  readonly availability?: readonly Window[] | undefined;
  readonly payer?: BookingRequest['payer'];
}

export function storedOf(row: Row): Stored {
  const text = <T extends string>(name: string): T | undefined => (row[name] ?? undefined) as T | undefined;
  const number = (name: string): number | undefined => (row[name] ?? undefined) as number | undefined;
  const [phone, email] = [text('phone'), text('email')];
  return {
    id: String(row['id']),
    reference: String(row['reference']),
    kind: row['kind'] as Stored['kind'],
    status: row['status'] as Stored['status'],
    clinician: text('clinician'),
    cohort: text('cohort'),
    format: text('format'),
    mode: text('mode'),
    startsAt: number('starts_at'),
    minutes: number('minutes'),
    zone: text('zone'),
    contact: { name: String(row['name']), ...(phone && { phone }), ...(email && { email }) },
    language: String(row['language']),
    details: JSON.parse(String(row['details'])) as Details,
    createdAt: Number(row['created_at']),
    changedAt: Number(row['updated_at']),
    sequence: Number(row['sequence']),
    waitsFor: text('waits_for'),
    offeredUntil: number('offered_until'),
    enteredBy: text('entered_by'),
    mail: row['mail'] === 1,
  };
}

/** The bookings for which a condition holds, in an order. */
export async function readStored(
  db: Database,
  where: string,
  params: readonly SqlValue[],
  order = 'created_at, id',
): Promise<Stored[]> {
  const rows = await db.query(`SELECT * FROM bookings WHERE ${where} ORDER BY ${order}`, params);
  return rows.map(storedOf);
}

/** What may be changed about a booking, by column. */
export type Change = Partial<
  Record<
    | 'kind'
    | 'status'
    | 'clinician'
    | 'cohort'
    | 'format'
    | 'mode'
    | 'starts_at'
    | 'minutes'
    | 'zone'
    | 'waits_for'
    | 'offered_until',
    SqlValue
  >
>;

/** Changes a booking as it was read; when somebody else was faster, the guard `booking` fails. */
export function changed({ id, sequence }: Stored, change: Change, now: number): Statement {
  const sets = [...Object.keys(change).map((column) => `${column} = ?`), 'sequence = sequence + 1'];
  return {
    sql: `UPDATE bookings SET ${sets.join(', ')}, updated_at = ? WHERE id = ? AND sequence = ?`,
    params: [...Object.values(change), now, id, sequence],
    expect: 1,
    guard: 'booking',
  };
}

/** The booking as it is once the change has been made. */
export function after(booking: Stored, change: Change, now: number): Stored {
  const { waits_for: waitsFor, offered_until: offeredUntil, starts_at: startsAt, ...same } = change;
  const renamed = {
    ...same,
    ...(waitsFor !== undefined && { waitsFor }),
    ...(offeredUntil !== undefined && { offeredUntil }),
    ...(startsAt !== undefined && { startsAt }),
  };
  const known = Object.entries(renamed).map(([name, value]) => [name, value ?? undefined] as const);
  return {
    ...booking,
    ...(Object.fromEntries(known) as Partial<Stored>),
    changedAt: now,
    sequence: booking.sequence + 1,
  };
}

/** What is told of a booking. */
export function factsOf(booking: Stored, more: Partial<BookingFacts> = {}): BookingFacts {
  const { id, reference, kind, status, clinician, cohort, startsAt, sequence } = booking;
  return { booking: id, reference, kind, status, clinician, cohort, startsAt, sequence, ...more };
}
