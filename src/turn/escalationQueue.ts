import type { TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Desk, Escalation } from '../handoff/types';
import { storeDown } from '../channels/directLine/storeDown';
import { ConflictError } from '../storage/conflictError';
import type { Database, Statement } from '../storage/types';
import { escalationOf } from './escalationOf';
import { safetyFinding } from './safety';
import { turnKeys } from './turnRunner';

/** What the queue writes with. */
export interface EscalationQueueParts {
  readonly db: Database;
  readonly desk: Pick<Desk, 'escalate'>;
  readonly now: () => number;
  readonly log: Logger;
  /** Told of each escalation that is on record by this queue, not by its turn. */
  readonly recorded?: (escalation: Escalation) => void;
  /** How often writing is tried again; ms. */
  readonly everyMs?: number;
}

const EVERY_MS = 2_000;
/** About a megabyte. A store that is down for so long that these run out has alarmed somebody by other ways. */
const MOST = 1_000;

/**
 * Escalations whose turn failed, most likely because the store is down: the help went out, the record did not. They
 * wait here, in memory, and are written as soon as the store takes them; with the record goes the alert.
 */
export class EscalationQueue {
  /** By turn, so that a message that is sent again waits once. */
  readonly #waiting = new Map<string, Escalation>();
  readonly #timer: NodeJS.Timeout;
  #writing: Promise<void> | undefined;

  constructor(private readonly parts: EscalationQueueParts) {
    this.#timer = setInterval(() => void this.write(), parts.everyMs ?? EVERY_MS).unref();
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Runs a turn; when it fails after a finding of the first look, the escalation is kept. The failure is passed on. */
  async around(context: TurnContext, run: () => Promise<void>): Promise<void> {
    const { turn, visitor } = turnKeys(context.activity);
    try {
      await run();
      this.#waiting.delete(turn);
    } catch (error) {
      this.#keep(turn, visitor, context, error);
      throw error;
    }
  }

  /** Writes what waits, oldest first, as far as the store takes it. Never rejects. */
  write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  /** One last try; what is still not written is lost with the process, and the log says how much. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.write();
    await this.write();
    if (this.size > 0) this.#lost(this.size);
  }

  #keep(turn: string, visitor: string, context: TurnContext, error: unknown): void {
    const finding = safetyFinding(context);
    if (!finding) return;
    const { activity } = context;
    if (this.size >= MOST && !this.#waiting.has(turn)) return this.#lost(1);
    const language = finding.detection.language ?? 'en';
    const at = new Date(this.parts.now());
    if (!this.#waiting.has(turn)) {
      this.#waiting.set(turn, escalationOf(finding, activity, { language, visitor, at }));
    }
    const { tier } = finding.detection;
    this.parts.log.error(
      { err: error, code: 'ESCALATION_QUEUED', tier, waiting: this.size },
      'kept in memory',
    );
  }

  async #writeAll(): Promise<void> {
    for (const [turn, escalation] of this.#waiting) {
      try {
        await this.#one(turn, escalation);
        this.#waiting.delete(turn);
      } catch (error) {
        if (storeDown(error)) return;
        // A reference that was taken: the next try makes another. What the store will not have keeps nobody else waiting.
        if (!(error instanceof ConflictError))
          this.parts.log.error(
            { err: error, code: 'ESCALATION_QUEUED', waiting: this.size },
            'still in memory',
          );
      }
    }
  }

  /** A turn that is in the store after all has brought its escalation with it. */
  async #one(turn: string, escalation: Escalation): Promise<void> {
    const { db, desk } = this.parts;
    const stored = await db.query('SELECT id FROM turns WHERE id = ?', [turn]);
    if (stored.length > 0) return;
    const staged: Statement[] = [];
    desk.escalate({ stage: (...statements) => void staged.push(...statements) }, escalation);
    await db.transaction(staged);
    this.parts.recorded?.(escalation);
  }

  #lost(count: number): void {
    this.parts.log.error({ code: 'ESCALATION_LOST', count }, 'an escalation could not be recorded');
  }
}
