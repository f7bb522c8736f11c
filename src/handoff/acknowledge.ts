import { readReference } from '../booking/reference';
import type { Database, Statement } from '../storage/types';

/** What came of an acknowledgement. */
export type Acknowledged =
  /** References of everything that the alert told of, the given one among them. */
  | { readonly outcome: 'done'; readonly references: readonly string[] }
  /** Somebody was faster. ISO 8601 in UTC. */
  | { readonly outcome: 'already'; readonly at: string }
  | { readonly outcome: 'unknown' };

/**
 * A person has taken on an escalation: records when and who, and stops the second contact. Escalations that were told
 * by the same alert go along.
 *
 * @param reference as it was typed
 * @param by        who, kept with the case
 */
export async function acknowledge(
  db: Database,
  reference: string,
  { by, now }: { by: string; now: number },
): Promise<Acknowledged> {
  const wanted = readReference(reference);
  if (wanted === undefined) return { outcome: 'unknown' };
  const [rows = []] = await db.transaction([taking(wanted, { by, now })]);
  if (rows.length > 0)
    return { outcome: 'done', references: rows.map((row) => String(row['reference'])).sort() };
  const [known] = await db.query('SELECT acknowledged_at FROM cases WHERE reference = ?', [wanted]);
  const at = known?.['acknowledged_at'];
  return typeof at === 'number'
    ? { outcome: 'already', at: new Date(at).toISOString() }
    : { outcome: 'unknown' };
}

/** The statement that takes on an escalation and those of its alert; returns their references, none when it is no open one. */
export function taking(reference: string, { by, now }: { by: string; now: number }): Statement {
  return {
    sql: `UPDATE cases SET status = 'acknowledged', acknowledged_at = ?, acknowledged_by = ?, updated_at = ?
      WHERE kind = 'escalation' AND status = 'open'
        AND alert = (SELECT named.alert FROM cases named WHERE named.reference = ? AND named.kind = 'escalation')
      RETURNING reference`,
    params: [now, by, now, reference],
  };
}
