import type { TurnContext } from 'botbuilder';
import type { DialogState } from 'botbuilder-dialogs';
import type { Message, Press } from '../src/content/message';
import type { Tier } from '../src/crisis/types';
import type { LiveState } from '../src/handoff/live';
import type { Address } from '../src/handoff/types';
import type { Step } from '../src/storage/tally';
import type { Work } from '../src/storage/types';
import type { Slot, Slots, Understanding } from '../src/understanding/types';

/** What is remembered of a conversation between turns. Plain JSON; every field optional, so that old state opens. */
export interface ConversationState {
  /** The dialog stack, with the version of the dialogs that wrote it: a mismatch restarts the stack. */
  dialogs?: { version: string; stack: DialogState };
  /** The open question as it was last asked; its choices turn a picked label back into an id. */
  open?: Message;
  /** The locale that the channel gave last: a change is a choice. */
  locale?: string;
  /** The question under a crisis follow-up. */
  beneath?: Message;
  /** The visitor's last two messages, for the second look: people split a sentence over several. */
  recent?: string[];
  /** When the visitor wrote last, ISO 8601. */
  lastAt?: string;
  /** Messages in a row that were not understood. */
  misunderstood?: number;
  /** The country that the visitor said they are in, ISO 3166 alpha-2. */
  country?: string;
  /** The most urgent tier that was answered in this conversation, and when (ISO 8601). */
  alert?: { tier: Tier; at: string };
  booking?: BookingDraft;
  /** A person is in the conversation, or was and the visitor has not been told yet. */
  live?: LiveState;
  manage?: ManageDraft;
  /** The bot has said in this group what it is there for. */
  introduced?: boolean;
  /** What has been counted of this conversation, which counts once. */
  steps?: readonly Step[];
  /** What was too long for the last turn of a text channel, until the visitor asks for it or writes something else. */
  more?: string[];
}

/** What is remembered of a visitor on a channel, across conversations. */
export interface VisitorState {
  answers?: Slots;
  /** Questions declined, so that they are not asked again. */
  skipped?: Slot[];
  /** Slots in the order they were answered or declined, for "back". */
  order?: Slot[];
  /** Consent to health-related questions: which text, when, and whether it was given. */
  consent?: { version: string; at: string; given: boolean };
  /** The language the visitor chose, by word or by the page's switch. */
  language?: string;
  /** What has been counted as demand for this visitor, who counts once. */
  wished?: readonly string[];
  /** When wrong codes were tried lately, in ms since 1970. */
  wrongCodes?: number[];
  /** The language the visitor was last seen to write in. */
  writes?: string;
}

/** A booking on its way. Looped over like the preferences: the next thing missing is asked. */
export interface BookingDraft {
  /** `link`: the practice books on a page of its own. */
  kind?: 'appointment' | 'group' | 'callback' | 'waitlist' | 'link';
  format?: 'individual' | 'group' | 'couples_family';
  /** Id of the opening or the cohort. */
  choice?: string;
  hold?: string;
  /** When the hold ends, ISO 8601. */
  until?: string;
  /** Both individual and group work are wanted: one is booked after the other. */
  both?: boolean;
  /** Openings or cohorts already shown. */
  skip?: number;
  /** The one day whose openings are listed: `2026-12-03`. */
  day?: string;
  /** A question beside the list: which other day, or what instead of all that was shown. */
  aside?: 'day' | 'instead';
}

/** A booking that is there and that the visitor asks about. Left with the dialog: a new request is let in anew. */
export interface ManageDraft {
  want?: 'move' | 'cancel';
  reference?: string;
  /** The booking's id, once it is known to be the visitor's. */
  id?: string;
  /** None of the visitor's own here is meant: it is asked for by its reference. */
  other?: boolean;
  /** Where it is to be moved. */
  kind?: 'appointment' | 'group';
  choice?: string;
  hold?: string;
  /** When the hold ends, ISO 8601. */
  until?: string;
  /** Openings or cohorts already shown. */
  skip?: number;
  /** The one day whose openings are listed: `2026-12-03`. */
  day?: string;
  /** The question beside the list: which other day. */
  aside?: 'day';
}

/** One turn, as the dialogs see it. */
export interface Turn {
  readonly conversation: ConversationState;
  readonly visitor: VisitorState;
  /** Where bookings and hand-offs are staged; they commit with the state. */
  readonly work: Work;
  /** Changes within the turn when the visitor asks for another language. */
  language: string;
  /** The language of this message, when it can be told; it may differ from the one chosen. */
  readonly written?: string | undefined;
  readonly channel: string;
  /** What is said unasked may be seen by others, on a locked phone: then nothing that was under way is said with it. */
  readonly discreet: boolean;
  /** `<channel>/<user>`: whose bookings and cases these are. */
  readonly visitorId: string;
  /** Where this conversation can be written to first. */
  readonly address: Address;
  readonly now: Date;
  /** "Delete my data": empties both states and stages the deletion of everything else the visitor left. */
  readonly erase: () => void;
  /** Carries the answers to another channel, by a short code. */
  readonly carry: {
    offer(): string;
    isCode(text: string): boolean;
    redeem(text: string): Promise<'carried' | 'unknown' | 'too_many'>;
  };
  /** The visitor pressed a button of a card; what stands on it may come along as the message's text. */
  readonly press?: Press | undefined;
  /** Others read along: nothing personal is asked or said. `privately`: what opens a chat with the bot alone. */
  readonly group?: { readonly privately?: string | undefined } | undefined;
  /** Read once, before any dialog sees the message. */
  reply: Reply;
  /** The message called for crisis help: this, which has been said. */
  readonly crisis?: Message;
}

/** The visitor's message, read once per turn. */
export interface Reply {
  /** What was typed, trimmed. */
  readonly text: string;
  /** Id of the open question's choice that was picked, by button, label, number or one of its words. */
  readonly choice?: string;
  readonly understanding: Understanding;
}

const TURN = Symbol('turn');

/** Makes the turn known to the dialogs that run on this context. */
export function openTurn(context: TurnContext, turn: Turn): void {
  context.turnState.set(TURN, turn);
}

/** The turn of a context that {@link openTurn} prepared. */
export function turnOf(context: TurnContext): Turn {
  return context.turnState.get<Turn>(TURN);
}

/** Says a message. A message that asks becomes the open question. */
export async function say(context: TurnContext, message: Message): Promise<void> {
  const turn = turnOf(context);
  if (message.asks) turn.conversation.open = message;
  await context.sendActivity({ type: 'message', locale: turn.language, channelData: { message } });
}

/** A message of plain content keys. */
export function words(...keys: string[]): Message {
  return { parts: keys.map((key) => ({ key })) };
}
