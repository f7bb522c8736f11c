import type { Tier } from '../crisis/types';
import { TIERS } from '../crisis/types';
import type { Database } from '../storage/types';

/** Crises of one tier in a span of time. */
export interface TierFigures {
  readonly tier: Tier;
  readonly found: number;
  /** How many somebody took on. */
  readonly taken: number;
  /** Half of those were taken on within so many minutes; undefined when none was. */
  readonly medianMinutes: number | undefined;
}

export interface SafetyFigures {
  /** Tiers that were found, most urgent first. */
  readonly tiers: readonly TierFigures[];
  /** How often nobody took on an alert in time, so that the second contact was told. */
  readonly secondContact: number;
}

const MINUTE_MS = 60_000;

/** What was found of crises since a moment (ms since 1970), and how soon somebody took it on. */
export async function readSafety(db: Database, since: number): Promise<SafetyFigures> {
  const [cases, [second]] = await Promise.all([
    db.query(
      "SELECT tier, acknowledged_at - created_at AS ms FROM cases WHERE kind = 'escalation' AND created_at >= ?",
      [since],
    ),
    db.query(
      `SELECT count(DISTINCT outbox.id) AS told FROM outbox JOIN deliveries ON deliveries.outbox_id = outbox.id
        WHERE outbox.topic = 'escalation.unacknowledged' AND outbox.created_at >= ? AND deliveries.status = 'delivered'`,
      [since],
    ),
  ]);
  const tiers = TIERS.flatMap((tier) => {
    const found = cases.filter((row) => row['tier'] === tier);
    const waits = found.flatMap(({ ms }) => (typeof ms === 'number' ? [ms] : [])).sort((a, b) => a - b);
    const median = waits[Math.floor((waits.length - 1) / 2)];
    if (found.length === 0) return [];
    const medianMinutes = median === undefined ? undefined : Math.round(median / MINUTE_MS);
    return [{ tier, found: found.length, taken: waits.length, medianMinutes }];
  });
  return { tiers, secondContact: Number(second?.['told'] ?? 0) };
}
