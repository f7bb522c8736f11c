import type { Tier } from '../crisis/types';
import type { Contact } from '../booking/types';
import type { Work } from '../storage/types';

/** A visitor asks for a person. */
export interface HandoffRequest {
  readonly contact?: Contact;
  readonly language: string;
  readonly channel: string;
  /** `<channel>/<user>`, never shown to the visitor. */
  readonly visitor: string;
  /** The answers that the visitor agreed to share, by slot. */
  readonly shared?: Readonly<Record<string, unknown>>;
}

/** A crisis message was noticed. No message text. */
export interface Escalation {
  readonly tier: Tier;
  readonly entries: readonly string[];
  readonly country: string;
  readonly channel: string;
  readonly language: string;
  readonly visitor: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * What goes to staff. Everything is a row in the store, staged into the turn's transaction; carriers take it from
 * there and never hold up a visitor.
 */
export interface Desk {
  /** Stages a case and returns its reference, which the visitor is told. */
  handoff(work: Work, request: HandoffRequest): string;
  escalate(work: Work, escalation: Escalation): void;
  /** "I'm safe, this was a mistake", or that the visitor went on: recorded on the visitor's latest escalation. */
  outcome(work: Work, visitor: string, outcome: 'safe' | 'continued' | 'asked_for_practice'): void;
}

/** A row of `npm run inbox`. */
export interface InboxRow {
  readonly at: string;
  readonly kind: 'escalation' | 'handoff' | 'booking';
  readonly reference: string;
  readonly status: string;
  readonly summary: string;
}
