import { randomUUID } from 'node:crypto';
import { TIERS, rankOf, type Tier } from '../crisis/types';
import type { Statement } from '../storage/types';

/** An escalation whose case is being staged. */
export interface Alert {
  readonly id: string;
  readonly reference: string;
  readonly tier: Tier;
  readonly channel: string;
  readonly language: string;
  readonly visitor: string;
  /** When it was noticed, ms since 1970. */
  readonly at: number;
}

/** Escalations of one visitor this close together are one alert. */
const TOGETHER_MS = 5 * 60_000;

/**
 * What tells staff of an escalation, staged behind its case: the alert, and the second contact's with its time. Both
 * come to nothing when an alert for the same visitor stands open from a few minutes before, of the same tier or a more
 * urgent one: the case then points to that, and whoever acknowledges it acknowledges both.
 */
export function escalationAlert(
  { id, reference, tier, channel, language, visitor, at }: Alert,
  { now, secondContactMinutes }: { now: number; secondContactMinutes: number | undefined },
): Statement[] {
  const covering = TIERS.filter((other) => other === tier || rankOf(other) > rankOf(tier));
  const payload = JSON.stringify({
    ...{ case: id, reference, kind: 'escalation', tier, channel, language },
    at: new Date(at).toISOString(),
  });
  const tell = (topic: string, nextAt: number): Statement => ({
    sql: `INSERT INTO outbox (id, topic, payload, created_at, next_at)
      SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT)
      FROM cases WHERE id = ? AND alert = id`,
    params: [randomUUID(), topic, payload, now, nextAt, id],
  });
  return [
    {
      sql: `UPDATE cases SET alert = COALESCE((
          SELECT earlier.id FROM cases earlier
          WHERE earlier.visitor = ? AND earlier.kind = 'escalation' AND earlier.status = 'open'
            AND earlier.alert = earlier.id AND earlier.id <> ? AND earlier.created_at BETWEEN ? AND ?
            AND earlier.tier IN (${covering.map(() => '?').join(', ')})
          ORDER BY earlier.created_at DESC, earlier.id LIMIT 1), id)
        WHERE id = ?`,
      params: [visitor, id, at - TOGETHER_MS, at, ...covering, id],
      expect: 1,
    },
    tell('escalation.created', now),
    ...(secondContactMinutes === undefined
      ? []
      : [tell('escalation.unacknowledged', now + secondContactMinutes * 60_000)]),
  ];
}
