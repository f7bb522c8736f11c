import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { reminderHolds } from '../booking/reminders';
import type { Database, Statement } from '../storage/types';
import { CarrierError, isUrgent, letterOf, reasonOf, type Carrier, type Letter } from './carrier';
import { dueLanes, givenBack, handOut, settled, take, type Ending, type Taken } from './deliveries';
import { waitAfter } from './retries';

/** What the worker is made of. */
export interface OutboxWorkerParts {
  readonly db: Database;
  readonly carriers: readonly Carrier[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
  /** How often the store is looked through for what other processes wrote and what has become due; ms. */
  readonly pollMs?: number;
  /** How much longer than an attempt may take a delivery is held; ms. */
  readonly leaseMs?: number;
}

/** The deliveries of one carrier and one urgency: slots of their own, so that none waits for another carrier's. */
interface Lane {
  readonly carrier: Carrier;
  readonly urgent: boolean;
  busy: number;
}

const POLL_MS = 1_500;
/** Beyond the carrier's own time-out: the store may be slow to write down how it went. */
const LEASE_MS = 15_000;
/** Attempts under way at once in a lane. */
const SLOTS = 4;

/**
 * Takes what the outbox holds to every carrier, at least once, with an id that stays the same. What one carrier has
 * taken is not sent to it again when another failed; what fails comes again for days, then it is a dead letter that
 * `npm run inbox` shows. Nothing here is awaited by a visitor's turn.
 */
export class OutboxWorker {
  readonly #parts: OutboxWorkerParts;
  readonly #lanes: readonly Lane[];
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #pass: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #faulty = false;

  /** Starts at once; {@link stop} ends it. */
  constructor(parts: OutboxWorkerParts) {
    this.#parts = parts;
    this.#lanes = [true, false].flatMap((urgent) =>
      parts.carriers.map((carrier) => ({ carrier, urgent, busy: 0 })),
    );
    this.#timer = setInterval(() => this.nudge(), parts.pollMs ?? POLL_MS).unref();
    this.nudge();
  }

  /** Something may be due: looks now instead of at the next poll. Returns at once. */
  nudge(): void {
    this.#again = true;
    if (this.#stopped || this.#pass) return;
    this.#pass = this.#passes().finally(() => {
      this.#pass = undefined;
      if (this.#again) this.nudge();
    });
  }

  /** Takes nothing new, waits for the attempts under way, and gives those back that are not through in time. */
  async stop(graceMs = 1_000): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#pass;
    const over = new AbortController();
    const late = sleep(graceMs, undefined, { signal: over.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.#underWay), late]);
    over.abort();
    this.#stopping.abort();
    await Promise.all(this.#underWay);
  }

  async #passes(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        await this.#once();
        this.#faulty = false;
      } catch (error) {
        // One line for an outage, not one for each poll.
        if (!this.#faulty) this.#parts.log.error({ err: error, code: 'OUTBOX_FAULT' }, 'the outbox waits');
        this.#faulty = true;
      }
    }
  }

  async #once(): Promise<void> {
    const { db, carriers, now, leaseMs = LEASE_MS } = this.#parts;
    if (await handOut(db, carriers, now())) this.#again = true;
    const due = await dueLanes(db, now());
    for (const lane of this.#lanes) {
      const most = SLOTS - lane.busy;
      if (most <= 0 || !due.has(`${lane.carrier.id} ${lane.urgent ? 1 : 0}`) || this.#stopped) continue;
      const wanted = { carrier: lane.carrier.id, urgent: lane.urgent, most };
      const taken = await take(db, wanted, now(), lane.carrier.timeoutMs + leaseMs);
      for (const one of taken) this.#start(lane, one);
    }
  }

  #start(lane: Lane, taken: Taken): void {
    lane.busy += 1;
    const attempt = this.#attempt(lane, taken).finally(() => {
      lane.busy -= 1;
      this.#underWay.delete(attempt);
      this.nudge();
    });
    this.#underWay.add(attempt);
  }

  async #attempt({ carrier, urgent }: Lane, taken: Taken): Promise<void> {
    const { now, log } = this.#parts;
    try {
      const letter = await this.#letter(taken);
      if (!letter || !(await this.#isWanted(carrier, letter)))
        return await this.#write(settled(taken, { status: 'dropped' }, now()));
      const until = await carrier.waits?.(letter);
      if (until !== undefined) return await this.#write(givenBack(taken, until));
      const fault = await this.#deliver(carrier, letter);
      if (fault === undefined) return await this.#write(settled(taken, { status: 'delivered' }, now()));
      if (this.#stopping.signal.aborted) return await this.#write(givenBack(taken, now()));
      const ending = this.#afterFault(taken, urgent, fault);
      const facts = { delivery: taken.id, attempts: taken.attempts, reason: reasonOf(fault) };
      if (ending.status === 'dead') log.error({ ...facts, code: 'OUTBOX_DEAD_LETTER' }, 'given up');
      else log.warn({ ...facts, code: 'CARRIER_FAILED' }, 'tried again later');
      await this.#write(settled(taken, ending, now()));
    } catch (error) {
      // The store is down: the lease ends by itself, and the delivery is tried again.
      log.error({ err: error, code: 'OUTBOX_FAULT', delivery: taken.id }, 'not written down');
    }
  }

  #afterFault(taken: Taken, urgent: boolean, fault: unknown): Ending {
    const retryAfter = fault instanceof CarrierError ? fault.retryAfterMs : undefined;
    const wait = waitAfter(taken.attempts, { urgent, retryAfter, random: Math.random() });
    const reason = reasonOf(fault);
    if (wait === undefined) return { status: 'dead', reason };
    return { status: 'waiting', nextAt: this.#parts.now() + wait, reason };
  }

  /** Undefined when it was delivered, else what went wrong. Ends in time even when the carrier never does. */
  async #deliver(carrier: Carrier, letter: Letter): Promise<unknown> {
    const signal = AbortSignal.any([AbortSignal.timeout(carrier.timeoutMs), this.#stopping.signal]);
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new CarrierError('timeout')), { once: true });
    });
    try {
      await Promise.race([carrier.deliver(letter, signal), late]);
      return undefined;
    } catch (error) {
      return error ?? new CarrierError('unknown');
    }
  }

  async #letter({ id, outboxId }: Taken): Promise<Letter | undefined> {
    const [row] = await this.#parts.db.query('SELECT topic, payload, created_at FROM outbox WHERE id = ?', [
      outboxId,
    ]);
    if (!row) return undefined;
    return letterOf(id, String(row['topic']), String(row['payload']), Number(row['created_at']));
  }

  /**
   * What has been overtaken is dropped: the second contact is for what nobody has acknowledged, a reminder for a booking
   * that stands. Looked up at each attempt, the last included.
   */
  async #isWanted(carrier: Carrier, letter: Letter): Promise<boolean> {
    const { db, now } = this.#parts;
    const { topic, facts } = letter;
    if (topic === 'booking.reminder' && !(await reminderHolds(db, facts.booking ?? '', now()))) return false;
    if (carrier.wants && !(await carrier.wants(letter))) return false;
    if (!isUrgent(topic) || topic === 'escalation.created') return true;
    const [row] = await db.query('SELECT status FROM cases WHERE id = ?', [facts.case ?? '']);
    return row?.['status'] === 'open';
  }

  async #write(statement: Statement): Promise<void> {
    await this.#parts.db.transaction([statement]);
  }
}
