import { TriageError } from '../errors';

/**
 * One message for one receiver: ids, kinds and times. Nothing that a visitor wrote, no name, no phone, no address;
 * {@link letterOf} lets nothing else through.
 */
export interface Letter {
  /** The same at every attempt, so that a receiver can tell a repetition: the Message-ID, the `webhook-id`. */
  readonly id: string;
  /** What happened: `escalation.created`, `handoff.created` … */
  readonly topic: string;
  /** When it happened, milliseconds since 1970. */
  readonly at: number;
  readonly facts: Facts;
}

const FACTS = [
  'case',
  'booking',
  'order',
  'turn',
  'reference',
  'kind',
  'status',
  'tier',
  'channel',
  'language',
] as const;
export type Facts = Readonly<Partial<Record<(typeof FACTS)[number], string>>>;

/** A way out of the house: one mailbox, one webhook. */
export interface Carrier {
  /** Stable, small letters, digits and `-`: part of each delivery's id. */
  readonly id: string;
  /** After this long an attempt counts as failed, whatever the carrier does. */
  readonly timeoutMs: number;
  /** Whether it carries messages of a topic. */
  takes(topic: string): boolean;
  /** Whether a letter is still to be brought; asked before each attempt. Left out: always. */
  wants?(letter: Letter): Promise<boolean>;
  /** Until when (ms since 1970) a letter must wait, if it must; asked before each attempt. Left out: never. */
  waits?(letter: Letter): Promise<number | undefined>;
  /**
   * Resolves when the receiver has taken the letter. Rejects otherwise, with a {@link CarrierError} where it knows why.
   * @param signal aborted when the time is over or the process closes
   */
  deliver(letter: Letter, signal: AbortSignal): Promise<void>;
}

/** A receiver did not take a letter. */
export class CarrierError extends TriageError {
  /**
   * @param reason       kept with the delivery and shown to staff: `HTTP 429`, `SMTP 550`; nothing of the letter
   * @param retryAfterMs how long the receiver asked to be left alone
   */
  constructor(
    readonly reason: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super('CARRIER_FAILED', `A carrier did not deliver: ${reason}. It is tried again.`, options);
    this.retryAfterMs = options.retryAfterMs;
  }

  readonly retryAfterMs: number | undefined;
}

/** Why an attempt failed, in a word that is safe to keep. */
export function reasonOf(error: unknown): string {
  if (error instanceof CarrierError) return error.reason;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) return code;
  return cause instanceof Error ? reasonOf(cause) : 'unknown';
}

/** Whom an escalation must never wait behind: everything else. */
export function isUrgent(topic: string): boolean {
  return topic.startsWith('escalation.');
}

/** Topics that are for one carrier of our own; nobody outside is told of them. */
export function isInternal(topic: string): boolean {
  return ['visitor.', 'hub.', 'order.'].some((own) => topic.startsWith(own));
}

/** A letter from what the outbox holds; only the known facts go along. */
export function letterOf(id: string, topic: string, payload: string, createdAt: number): Letter {
  const held = JSON.parse(payload) as Readonly<Record<string, unknown>>;
  const known = FACTS.map((name) => [name, held[name]] as const);
  const facts = Object.fromEntries(known.filter(([, value]) => typeof value === 'string')) as Facts;
  const at = typeof held['at'] === 'string' ? Date.parse(held['at']) : createdAt;
  return { id, topic, at: Number.isNaN(at) ? createdAt : at, facts };
}
