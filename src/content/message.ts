import type { Tier } from '../crisis/types';
import type { Format, FormatReasons } from '../fit/types';
import type { Slot } from '../understanding/types';

/**
 * What the bot says, before any channel has given it a form: content keys and data, never a sentence. Dialogs send
 * these; the renderer turns them into activities where the replies leave. Plain JSON, because prompts keep them in
 * the stored dialog state.
 */
export interface Message {
  /** Paragraphs, in order. */
  readonly parts: readonly Part[];
  /** What this message asks for; absent when it asks nothing. */
  readonly asks?: Asks;
  /** What may be picked. The visitor sees and sends labels; ids stay on the server. */
  readonly choices?: readonly Choice[];
  readonly escalation?: { readonly tier: Tier; readonly country: string };
  readonly booking?: BookingNote;
  readonly comparison?: { readonly formats: readonly FormatReasons[] };
  readonly live?: LiveNote;
}

/** One content key with its parameters. */
export interface Part {
  readonly key: string;
  readonly params?: Params;
  /** Said only on channels that are so (src/channels/capabilities.ts); on all of them when left out. */
  readonly where?: Where;
}

/** A quick exit stands beside the conversation, or none does; there is room for more than the most needed words. */
export type Where = 'quick_exit' | 'no_quick_exit' | 'room';
export type Params = Readonly<Record<string, Param>>;

/** A parameter is a plain value or data that the content room formats in the visitor's language. */
export type Param =
  | string
  | number
  | Part
  /** Joined as a list: "a, b, and c". */
  | { readonly list: readonly (Part | string)[] }
  /** A moment, ISO 8601 with offset, shown in an IANA time zone. */
  | { readonly at: string; readonly zone: string; readonly style: 'date' | 'time' | 'dateTime' | 'weekday' }
  | { readonly money: number; readonly currency: string }
  /** Something to open: `tel:988`, `sms:741741?body=HOME`, `https://…`; written `[shown](link)`. */
  | { readonly link: string; readonly shown: string };

/** One thing to pick. `id` is stable and stays on the server; the label is what the visitor sees and sends. */
export interface Choice {
  readonly id: string;
  readonly label: Part;
  /** What it opens where buttons can: `tel:988`. Elsewhere it is picked like any other choice. */
  readonly link?: string;
}

/** Ids of what is being asked, part of the contract with clients (README, "Contract with clients"). */
export type Asks =
  | Slot
  | 'menu'
  | 'consent'
  | 'way'
  | 'opening'
  | 'cohort'
  | 'confirm'
  | 'clarify'
  | 'resume'
  | 'reference'
  | 'crisis';

/** A person in the conversation: has joined, said this, or left. `name`: the first name, empty when there is none. */
export interface LiveNote {
  readonly state: 'joined' | 'said' | 'left';
  readonly name: string;
}

export interface BookingNote {
  readonly kind: 'appointment' | 'group' | 'callback' | 'waitlist';
  readonly status: 'pending' | 'confirmed' | 'cancelled';
  readonly reference: string;
  /** ISO 8601 with offset. */
  readonly startsAt?: string;
}

export type { Format };
