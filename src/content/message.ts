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
  /** With a list of openings: the next days that have any, each to be picked by its label. */
  readonly days?: readonly OfferedDay[];
  readonly escalation?: { readonly tier: Tier; readonly country: string };
  readonly booking?: BookingNote;
  readonly comparison?: { readonly formats: readonly FormatReasons[] };
  readonly live?: LiveNote;
  /** What a card lays out besides, where the channel has cards. The words say all of it too. */
  readonly card?: Card;
}

/** What a card shows: content keys and data like all of a message, so that each channel can give it its own form. */
export type Card =
  /** Subjects of the comparison, `compare.<row>.…`, with a cell for each format. */
  | { readonly kind: 'aspects'; readonly rows: readonly string[]; readonly formats: readonly Format[] }
  /** The visitor's own reasons beside each format, as `comparison` has them. */
  | { readonly kind: 'sides' }
  /** The first of the choices, in order, with what there is to know of each. The other choices stand below. */
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  /** The `booking` of the message: what it is, its facts (`visit.fact.<name>`), and what can be done with it. */
  | {
      readonly kind: 'booking';
      readonly title: Part;
      readonly facts: readonly { readonly name: string; readonly value: Part }[];
      /** By a button of the card; none where the message asks, since its choices say it. */
      readonly can: readonly ('move' | 'cancel')[];
    };

/** A button of a card that was pressed: which place of which question, or what to do with which booking. */
export type Press =
  | { readonly of: string; readonly pick: number }
  | { readonly do: 'move' | 'cancel'; readonly booking: string };

/** One thing on a list: what it is at a glance, and what else there is to know. */
export interface ListItem {
  readonly title: Part;
  readonly detail: Part;
}

/** One content key with its parameters. */
export interface Part {
  readonly key: string;
  readonly params?: Params;
  /** Said only on channels that are so (src/channels/capabilities.ts); on all of them when left out. */
  readonly where?: Where;
}

/**
 * A quick exit stands beside the conversation, or none does; there is room for more than the most needed words; no card
 * stands in the place of these words.
 */
export type Where = 'quick_exit' | 'no_quick_exit' | 'room' | 'no_card';
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
  /**
   * Something to open: `tel:988`, `sms:741741?body=HOME`, `https://…`; written `[shown](link)`. `label`: what it is called
   * where it stands alone, as a button.
   */
  | { readonly link: string; readonly shown: string; readonly label?: Part };

/** One thing to pick. `id` is stable and stays on the server; the label is what the visitor sees and sends. */
export interface Choice {
  readonly id: string;
  readonly label: Part;
  /** What it opens where buttons can: `tel:988`. Elsewhere it is picked like any other choice. */
  readonly link?: string;
}

/** A day that can be picked. */
export interface OfferedDay {
  /** On the practice's calendar: `2026-12-03`. */
  readonly date: string;
  /** What the visitor sees and sends. */
  readonly label: Part;
  /** Its openings are the ones that are listed. */
  readonly shown?: boolean;
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
