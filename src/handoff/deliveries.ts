import type { Database, Row, Statement } from '../storage/types';
import { isUrgent, type Carrier } from './carrier';

/** A delivery that this process has taken. */
export interface Taken {
  readonly id: string;
  readonly outboxId: string;
  /** Attempts so far, this one included; tells this holder from a later one. */
  readonly attempts: number;
}

/** How an attempt ended. */
export type Ending =
  | { readonly status: 'delivered' }
  | { readonly status: 'dropped' }
  | { readonly status: 'dead'; readonly reason: string }
  | { readonly status: 'waiting'; readonly nextAt: number; readonly reason: string };

/** Messages handed to the carriers in one transaction. */
const AT_ONCE = 100;

/**
 * Hands the messages that are due to the carriers: a delivery for each carrier that takes its topic. Two processes may
 * do so at once; the ids are the same.
 * @returns whether there may be more
 */
export async function handOut(db: Database, carriers: readonly Carrier[], now: number): Promise<boolean> {
  const rows = await db.query(
    `SELECT id, topic FROM outbox WHERE done_at IS NULL AND next_at <= ?
     ORDER BY CASE WHEN topic LIKE 'escalation.%' THEN 0 ELSE 1 END, next_at LIMIT ?`,
    [now, AT_ONCE],
  );
  if (rows.length > 0) await db.transaction(rows.flatMap((row) => handedOut(row, carriers, now)));
  return rows.length === AT_ONCE;
}

function handedOut(row: Row, carriers: readonly Carrier[], now: number): Statement[] {
  const [id, topic] = [String(row['id']), String(row['topic'])];
  const deliveries = carriers
    .filter((carrier) => carrier.takes(topic))
    .map((carrier) => ({
      sql: `INSERT INTO deliveries (id, outbox_id, carrier, urgent, status, next_at)
        VALUES (?, ?, ?, ?, 'waiting', ?) ON CONFLICT (id) DO NOTHING`,
      params: [`${id}_${carrier.id}`, id, carrier.id, isUrgent(topic) ? 1 : 0, now],
    }));
  return [{ sql: 'UPDATE outbox SET done_at = ? WHERE id = ?', params: [now, id] }, ...deliveries];
}

/** Carriers and urgencies that have something due, as `<carrier> <urgent>`. */
export async function dueLanes(db: Database, now: number): Promise<ReadonlySet<string>> {
  const rows = await db.query(
    `SELECT carrier, urgent FROM deliveries WHERE status = 'waiting' AND next_at <= ? GROUP BY carrier, urgent`,
    [now],
  );
  return new Set(rows.map(({ carrier, urgent }) => `${String(carrier)} ${String(urgent)}`));
}

/**
 * Takes up to `most` deliveries that are due, the longest waiting first, under a lease: until it ends no other process
 * takes them. A holder that dies leaves them to whoever comes after the lease.
 */
export async function take(
  db: Database,
  lane: { carrier: string; urgent: boolean; most: number },
  now: number,
  leaseMs: number,
): Promise<Taken[]> {
  const due = "status = 'waiting' AND next_at <= ?";
  const [rows = []] = await db.transaction([
    {
      sql: `UPDATE deliveries SET attempts = attempts + 1, next_at = ? WHERE ${due} AND id IN (
          SELECT id FROM deliveries WHERE carrier = ? AND urgent = ? AND ${due} ORDER BY next_at, id LIMIT ?)
        RETURNING id, outbox_id, attempts`,
      params: [now + leaseMs, now, lane.carrier, lane.urgent ? 1 : 0, now, lane.most],
    },
  ]);
  return rows.map((row) => ({
    id: String(row['id']),
    outboxId: String(row['outbox_id']),
    attempts: Number(row['attempts']),
  }));
}

/**
 * Writes down how an attempt ended. That it was delivered is true whoever holds the lease by now; that it failed is
 * news only from the latest holder.
 */
export function settled({ id, attempts }: Taken, ending: Ending, now: number): Statement {
  const mine = "WHERE id = ? AND attempts = ? AND status = 'waiting'";
  switch (ending.status) {
    case 'waiting':
      return {
        sql: `UPDATE deliveries SET next_at = ?, last_error = ? ${mine}`,
        params: [ending.nextAt, ending.reason, id, attempts],
      };
    case 'dead':
      return {
        sql: `UPDATE deliveries SET status = 'dead', settled_at = ?, last_error = ? ${mine}`,
        params: [now, ending.reason, id, attempts],
      };
    case 'delivered':
    case 'dropped':
      return {
        sql: 'UPDATE deliveries SET status = ?, settled_at = ?, last_error = NULL WHERE id = ?',
        params: [ending.status, now, id],
      };
  }
}

/** Gives a delivery back untried: the process is closing and another may take it at once, or its time has yet to come. */
export function givenBack({ id, attempts }: Taken, nextAt: number): Statement {
  return {
    sql: "UPDATE deliveries SET next_at = ?, attempts = attempts - 1 WHERE id = ? AND attempts = ? AND status = 'waiting'",
    params: [nextAt, id, attempts],
  };
}
