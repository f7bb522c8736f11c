import { randomUUID } from 'node:crypto';
import type { Database, Row, SqlValue, Statement } from '../../storage/types';
import type { Terms } from '../choices';
import { tell } from '../outbox';
import type { Stored } from '../stored';
import type { Order } from './bookingSystem';

/** The latest order for a booking, as the store has it. Times are milliseconds since 1970. */
export interface StoredOrder {
  readonly id: string;
  readonly booking: string;
  readonly wanted: Order['wanted'];
  readonly givenAt: number;
  /** Undefined as long as the other system has said nothing. */
  readonly answeredAt: number | undefined;
  /** What the other system calls the booking. */
  readonly theirs: string | undefined;
  /** What it calls the time that is wanted, or was got. */
  readonly time: string | undefined;
  /** Of a move: where to, and under which hold that is kept meanwhile. */
  readonly terms: Terms | undefined;
  readonly hold: string | undefined;
}

/** What an order is about besides its booking. */
export interface NewOrder {
  readonly wanted: Order['wanted'];
  readonly time?: string | undefined;
  readonly terms?: Terms;
  readonly hold?: string;
  /** How long an answer may take, in ms; left out: nobody waits for one. */
  readonly patience?: number;
}

/** Gives an order in the place of what was ordered for this booking before; it goes out by the outbox. */
export function ordered({ id: booking, reference, kind }: Stored, order: NewOrder, now: number): Statement[] {
  const id = randomUUID();
  const { wanted, time, terms, hold, patience } = order;
  const facts = { order: id, booking, reference, kind };
  const columns = [
    booking,
    id,
    wanted,
    now,
    time ?? null,
    terms ? JSON.stringify(terms) : null,
    hold ?? null,
  ];
  return [
    {
      sql: `INSERT INTO booking_orders (booking, id, wanted, given_at, time, terms, hold)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (booking) DO UPDATE SET id = excluded.id, wanted = excluded.wanted, given_at = excluded.given_at,
          answered_at = NULL, time = COALESCE(excluded.time, booking_orders.time), terms = excluded.terms,
          hold = excluded.hold`,
      params: columns,
    },
    tell(`order.${wanted}`, facts, now),
    ...(patience === undefined ? [] : [tell('order.overdue', facts, now, now + patience)]),
  ];
}

/** Writes down that an order has been answered; an order that was replaced meanwhile fails the guard `order`. */
export function answered({ id, booking }: StoredOrder, theirs: string | undefined, now: number): Statement {
  return {
    sql: `UPDATE booking_orders SET answered_at = ?, theirs = COALESCE(?, theirs), terms = NULL, hold = NULL
      WHERE booking = ? AND id = ?`,
    params: [now, theirs ?? null, booking, id],
    ...{ expect: 1, guard: 'order' },
  };
}

/** Keeps what the other system calls the booking. */
export function named(booking: string, theirs: string): Statement {
  return { sql: 'UPDATE booking_orders SET theirs = ? WHERE booking = ?', params: [theirs, booking] };
}

/** The latest order for a booking. */
export function orderFor(db: Database, booking: string): Promise<StoredOrder | undefined> {
  return read(db, 'booking = ?', booking);
}

/** An order by its id, as long as no other has taken its place. */
export function orderOf(db: Database, id: string): Promise<StoredOrder | undefined> {
  return read(db, 'id = ?', id);
}

async function read(db: Database, where: string, value: SqlValue): Promise<StoredOrder | undefined> {
  const [row] = await db.query(`SELECT * FROM booking_orders WHERE ${where}`, [value]);
  return row && storedOf(row);
}

function storedOf(row: Row): StoredOrder {
  const text = (name: string): string | undefined => (row[name] as string | null) ?? undefined;
  const terms = text('terms');
  return {
    id: String(row['id']),
    booking: String(row['booking']),
    wanted: row['wanted'] as StoredOrder['wanted'],
    givenAt: Number(row['given_at']),
    answeredAt: (row['answered_at'] as number | null) ?? undefined,
    theirs: text('theirs'),
    time: text('time'),
    terms: terms === undefined ? undefined : (JSON.parse(terms) as Terms),
    hold: text('hold'),
  };
}
