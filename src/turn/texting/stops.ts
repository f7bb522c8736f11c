import type { Database, Statement } from '../../storage/types';

/** That a visitor wants no texts any more. */
export interface Stop {
  /** The carrier itself lets nothing through until it hears START. */
  readonly byCarrier: boolean;
}

/** Whether a visitor wants no texts any more. */
export async function stopOf(db: Database, visitor: string): Promise<Stop | undefined> {
  const [row] = await db.query('SELECT by_carrier FROM text_stops WHERE visitor = ?', [visitor]);
  return row && { byCarrier: row['by_carrier'] === 1 };
}

/** A visitor wants no texts any more. */
export function stop(visitor: string, { byCarrier }: Stop, at: number): Statement {
  return {
    sql: `INSERT INTO text_stops (visitor, by_carrier, stopped_at) VALUES (?, ?, ?)
      ON CONFLICT (visitor) DO UPDATE SET by_carrier = excluded.by_carrier, stopped_at = excluded.stopped_at`,
    params: [visitor, byCarrier ? 1 : 0, at],
  };
}

/** A visitor wants texts again. */
export function stopNoMore(visitor: string): Statement {
  return { sql: 'DELETE FROM text_stops WHERE visitor = ?', params: [visitor] };
}
