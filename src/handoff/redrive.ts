import { readReference } from '../booking/reference';
import type { Database, Statement } from '../storage/types';
import { letterOf } from './carrier';

/**
 * Tries again what was given up: everything, or what is about one case or booking. Each begins anew, with all its tries;
 * its id stays, so that a receiver that had taken it after all knows it. The worker takes it at its next look.
 *
 * @param which `all`, or a reference as it was typed
 * @returns how many are tried again
 */
export async function redrive(db: Database, which: string, now: number): Promise<number> {
  const reference = readReference(which);
  const rows = await db.query(
    `SELECT d.id, o.topic, o.payload FROM deliveries d JOIN outbox o ON o.id = d.outbox_id WHERE d.status = 'dead'`,
  );
  const meant = rows.filter((row) => {
    if (which === 'all') return true;
    const { facts } = letterOf('', String(row['topic']), String(row['payload']), 0);
    return reference !== undefined && facts.reference === reference;
  });
  const again = meant.map((row) => triedAgain(String(row['id']), now));
  if (again.length > 0) await db.transaction(again);
  return again.length;
}

/** Tries a delivery again from the beginning; one that has arrived meanwhile stays as it is. */
export function triedAgain(delivery: string, now: number): Statement {
  return {
    sql: `UPDATE deliveries SET status = 'waiting', attempts = 0, next_at = ?, settled_at = NULL
      WHERE id = ? AND status IN ('dead', 'waiting')`,
    params: [now, delivery],
  };
}
