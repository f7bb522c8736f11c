import type { Database } from '../storage/types';

/** How much of the outbox has not reached its carrier, for those who watch over it. */
export interface OutboxState {
  /** Messages that are due and wait for a carrier, and those that were given up. */
  readonly waiting: number;
  readonly dead: number;
  /** How long ago the oldest of those that wait was due; ms. */
  readonly oldestMs: number;
}

/** @param now milliseconds since 1970 */
export async function readOutboxState(db: Database, now: number): Promise<OutboxState> {
  const [due, deliveries] = await Promise.all([
    db.query(
      'SELECT count(*) AS messages, min(next_at) AS since FROM outbox WHERE done_at IS NULL AND next_at <= ?',
      [now],
    ),
    db.query(
      `SELECT deliveries.status, count(*) AS messages, min(outbox.next_at) AS since
        FROM deliveries JOIN outbox ON outbox.id = deliveries.outbox_id
        WHERE deliveries.status IN ('waiting', 'dead') GROUP BY deliveries.status`,
    ),
  ]);
  const of = (status: string) => deliveries.find((row) => row['status'] === status);
  const waiting = [due[0], of('waiting')];
  const since = waiting.flatMap((row) => (typeof row?.['since'] === 'number' ? [row['since']] : []));
  return {
    waiting: waiting.reduce((sum, row) => sum + Number(row?.['messages'] ?? 0), 0),
    dead: Number(of('dead')?.['messages'] ?? 0),
    oldestMs: since.length > 0 ? Math.max(0, now - Math.min(...since)) : 0,
  };
}
