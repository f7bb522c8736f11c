import { Channels } from 'botbuilder';
import type { TurnContext } from 'botbuilder';
import { readOutboxState } from '../handoff/outboxState';
import type { Escalation } from '../handoff/types';
import type { Metrics } from '../server/metrics';
import type { Database } from '../storage/types';
import { countsOf } from '../turn/funnel';

export interface MetricsWiring {
  readonly db: Database;
  readonly queued: () => number;
  readonly now: () => number;
}

/** The metrics. Their library loads beside the start, which does not wait for it; what happens before is counted too. */
export async function wireMetrics({ db, queued, now }: MetricsWiring): Promise<Metrics> {
  await new Promise(setImmediate);
  const { Metrics } = await import('../server/metrics');
  return new Metrics({ outbox: () => readOutboxState(db, now()), ready: () => db.ready(), queued });
}

/** Runs a turn and counts it: how long it took, how it ended. */
export async function counted(
  metrics: Promise<Metrics>,
  context: TurnContext,
  run: () => Promise<void>,
): Promise<void> {
  const channel = labelOf(context.activity.channelId);
  const started = performance.now();
  let outcome: 'committed' | 'failed' = 'failed';
  try {
    await run();
    outcome = 'committed';
  } finally {
    const seconds = (performance.now() - started) / 1_000;
    void metrics.then((all) => all.turn(channel, outcome, seconds));
  }
}

/**
 * Counts what the conversation came to in a turn that was committed, even where the channel then takes no reply. An activity
 * that is delivered again is one more turn and no second crisis.
 */
export function countCommitted(metrics: Promise<Metrics>, context: TurnContext): void {
  const channel = labelOf(context.activity.channelId);
  const { steps = [], escalation } = countsOf(context) ?? {};
  void metrics.then((all) => {
    for (const step of steps) all.step(channel, step);
    if (escalation !== undefined) all.escalation(channel, escalation);
  });
}

/** Counts a crisis whose turn was not committed, and which is on record by now all the same. */
export function countRecorded(
  metrics: Promise<Metrics>,
  { channel, tier }: Pick<Escalation, 'channel' | 'tier'>,
): void {
  void metrics.then((all) => all.escalation(labelOf(channel), tier));
}

function labelOf(channel: string): string {
  return CHANNELS.has(channel) ? channel : 'other';
}

/** Where anybody may call, the caller chooses this word; a label must not grow without end. */
const CHANNELS: ReadonlySet<string> = new Set([...Object.values(Channels), 'twilio']);
