import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** How much of the outbox waits. */
export interface OutboxDepth {
  /** Messages that wait for a carrier, and that were given up. */
  readonly waiting: number;
  readonly dead: number;
  /** How long the oldest has waited; ms. */
  readonly oldestMs: number;
}

/** What is looked at when the metrics are read. */
export interface MetricsParts {
  readonly outbox: () => Promise<OutboxDepth>;
  /** Whether turns can be taken now. */
  readonly ready: () => Promise<boolean>;
  /** Crisis records that wait in memory for the store. */
  readonly queued: () => number;
}

/** Upper bounds in seconds: a turn is a few milliseconds, and nobody waits more than 15 s. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/**
 * What Prometheus reads: counts and times, by channel, step and tier. Nothing about a person, and no label that could
 * grow without end. Those of one process; the sum is for whoever reads them.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #turns = this.#histogram('triage_turn_seconds', 'Turns, from the activity to the replies', [
    'channel',
    'outcome',
  ]);
  readonly #steps = this.#counter('triage_conversation_steps_total', 'Conversations that came to a step', [
    'channel',
    'step',
  ]);
  readonly #escalations = this.#counter('triage_escalations_total', 'Crises found', ['channel', 'tier']);

  constructor(private readonly parts: MetricsParts) {
    collectDefaultMetrics({ register: this.#registry });
    const { queued, ready } = parts;
    this.#gauge('triage_ready', '1 when turns can be taken', async () =>
      Number(await ready().catch(() => false)),
    );
    this.#gauge('triage_escalations_queued', 'Crisis records that wait in memory for the store', queued);
    this.#outbox();
  }

  /** A turn that ended: committed and its replies taken, or failed. */
  turn(channel: string, outcome: 'committed' | 'failed', seconds: number): void {
    this.#turns.observe({ channel, outcome }, seconds);
  }

  step(channel: string, step: string): void {
    this.#steps.inc({ channel, step });
  }

  escalation(channel: string, tier: string): void {
    this.#escalations.inc({ channel, tier });
  }

  /** The text that Prometheus reads, and its content type. */
  async text(): Promise<{ type: string; body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  /** Left out when the store does not answer: `triage_ready` says so. Both are of one reading of the store. */
  #outbox(): void {
    let reading: Promise<OutboxDepth | undefined> | undefined;
    const read = (): Promise<OutboxDepth | undefined> =>
      (reading ??= this.parts
        .outbox()
        .catch(() => undefined)
        .finally(() => (reading = undefined)));
    const registers = [this.#registry];
    const messages: Gauge<'state'> = new Gauge({
      ...{ name: 'triage_outbox_messages', help: 'Messages to staff, visitors and systems', registers },
      labelNames: ['state'],
      collect: async () => {
        const depth = await read();
        messages.reset();
        if (!depth) return;
        messages.set({ state: 'waiting' }, depth.waiting);
        messages.set({ state: 'dead' }, depth.dead);
      },
    });
    this.#gauge('triage_outbox_oldest_seconds', 'How long the oldest waiting message waits', async () => {
      return ((await read())?.oldestMs ?? 0) / 1_000;
    });
  }

  #histogram<T extends string>(name: string, help: string, labelNames: T[]): Histogram<T> {
    return new Histogram({ name, help, labelNames, buckets: BUCKETS, registers: [this.#registry] });
  }

  #counter<T extends string>(name: string, help: string, labelNames: T[]): Counter<T> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge: Gauge = new Gauge({
      ...{ name, help, registers: [this.#registry] },
      collect: async () => gauge.set(await read()),
    });
  }
}
