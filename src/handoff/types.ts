import type { Tier } from '../crisis/types';
import type { Contact } from '../booking/types';
import type { Work } from '../storage/types';

/** Where a conversation can be written to first. */
export interface Address {
  /** Document key of the conversation's state. */
  readonly conversation: string;
  /** Document key of the visitor's state. */
  readonly visitor: string;
  readonly channel: string;
  /** What the channel's adapter needs: a conversation reference of the Bot Framework, ids without names. */
  readonly reference: Readonly<Record<string, unknown>>;
}

/** A visitor asks for a person. */
export interface HandoffRequest {
  readonly contact?: Contact;
  readonly language: string;
  readonly channel: string;
  /** `<channel>/<user>`, never shown to the visitor. */
  readonly visitor: string;
  /** Where staff can join; left out: nobody can. */
  readonly address?: Address;
}

/** What a visitor lets the practice see, beside how to reach them. */
export interface Shared {
  /** Whether whoever joins may read what was written in the chat. */
  readonly transcript: boolean;
  /** Their answers, by slot. */
  readonly answers?: Readonly<Record<string, unknown>>;
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
  /** Where staff can join; left out: nobody can. */
  readonly address?: Address;
}

/** What a visitor did after crisis help: chose a number, asked for the practice, went on, or said that it was a mistake. */
export type Outcome = 'asked_to_call' | 'asked_to_text' | 'asked_for_practice' | 'continued' | 'safe';

/**
 * What goes to staff. Everything is a row in the store, staged into the turn's transaction; carriers take it from
 * there and never hold up a visitor.
 */
export interface Desk {
  /** Stages a case, with what is promised now, and returns its reference, which the visitor is told. */
  handoff(work: Work, request: HandoffRequest): string;
  /** What somebody who asks for a person now is promised. */
  promise(): Promised;
  /** What the visitor lets the practice see, recorded on the case with this reference. */
  share(work: Work, reference: string, shared: Shared): void;
  escalate(work: Work, escalation: Escalation): void;
  /** Recorded on the visitor's latest escalation. */
  outcome(work: Work, visitor: string, outcome: Outcome): void;
}

/** A row of `npm run inbox`. */
export interface InboxRow {
  /** ISO 8601: when it came; of a task, the day by whose end it is due. */
  readonly at: string;
  /**
   * `delivery`: something that a carrier could not bring yet, or was given up (`dead`); `task`: something that staff have
   * to do by a time; `orphan`: a booking whose clinician or group has left the profile.
   */
  readonly kind: 'escalation' | 'handoff' | 'booking' | 'delivery' | 'task' | 'orphan';
  readonly reference: string;
  readonly status: string;
  readonly summary: string;
}

/** What a visitor who asks for a person is promised; kept on the case as `promise` and `promised_at`. */
export interface Promised {
  /** `open`: somebody is there now; `closed`: they will be at `at`; `none`: the profile knows no opening hours. */
  readonly kind: 'open' | 'closed' | 'none';
  /** When somebody is there, ms since 1970: now, or the beginning of the next opening hours. */
  readonly at?: number;
  /** While open: until when. */
  readonly until?: number;
}
