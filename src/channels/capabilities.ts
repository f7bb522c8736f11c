import type { Where } from '../content/message';
import { OWN_DIRECT_LINE } from './ownDirectLine';

/**
 * What a channel can show. One row a channel; every channel that is not named gets the plain form. A column stands here
 * only if a message really differs by it.
 */
export interface Capabilities {
  /** Buttons under a message that send their label. `numbered`: choices as a numbered list in the text. */
  readonly choices: 'buttons' | 'numbered';
  /** Whether text is Markdown, where `[words](link)` opens. Otherwise it is plain: the words, and an address in full. */
  readonly markdown: boolean;
  /** Whether a button may open a link (`tel:`, `sms:`) instead of sending its label. */
  readonly linkButtons: boolean;
  /** Whether the `triage` entity goes along (README, "Contract with clients"). */
  readonly entity: boolean;
  /** Paragraphs are parted by a blank line, or by a line break where every character counts. */
  readonly paragraph: '\n\n' | '\n';
  /** Whether a quick exit stands beside the conversation, so that a message may speak of it. */
  readonly quickExit: boolean;
  /** How many buttons are shown at most; all when left out. Where there are cards `instead`, they take the others. */
  readonly mostButtons?: number;
  /**
   * Whether Adaptive Cards come along. `beside`: the words say all, and the client shows the card with them or in their
   * place. `instead`: text and card stand one above the other, so what the card shows is not told in words as well.
   */
  readonly cards?: 'beside' | 'instead';
  /** Whether a button of a card may change the card (`Action.Execute`); otherwise it sends a message. */
  readonly execute?: boolean;
  /** The longest text that is shown whole, in UTF-16 units; a test holds all words to it. Left out: none comes near it. */
  readonly mostCharacters?: number;
  /** Parts of an SMS that a message may take. Such a channel gets the short words, `<key>_sms`, where there are some. */
  readonly smsParts?: number;
}

/**
 * Right on every channel, unseen ones too: plain text, choices by number, no text longer than the shortest limit among
 * Azure's channels. Their own buttons would not carry our choices: Messenger and LINE show 13 quick replies with 20
 * characters each, Slack, e-mail and GroupMe none.
 *
 * Sources: botbuilder-dialogs 4.23.3, choices/channel.ts (how many suggested actions a channel takes, 20 characters a
 * title); learn.microsoft.com, "Create messages" (textFormat: Markdown unless it says plain, and not read alike
 * everywhere); developers.facebook.com, "Quick replies" (13; 20 characters); core.telegram.org, sendMessage (4,096
 * characters); developers.line.biz (5,000); twilio.com, error 21617 (1,600, WhatsApp too); GroupMe (1,000, as its
 * clients hold it).
 */
const PLAIN: Capabilities = {
  choices: 'numbered',
  markdown: false,
  linkButtons: false,
  entity: false,
  paragraph: '\n\n',
  quickExit: false,
  mostCharacters: 1_000,
};

/** Web Chat and its like. They have no limit of length that our texts come near. */
const PAGE: Capabilities = {
  choices: 'buttons',
  markdown: true,
  linkButtons: true,
  entity: true,
  paragraph: '\n\n',
  quickExit: false,
  cards: 'beside',
};

const SMS: Capabilities = { ...PLAIN, paragraph: '\n', smsParts: 2 };

/** By the channel's id in the Bot Framework. */
const CHANNELS: Readonly<Record<string, Capabilities>> = {
  directline: { ...PAGE, quickExit: true },
  webchat: PAGE,
  emulator: PAGE,
  // Teams shows the first three suggested actions and no more. A message may take 100 KB as UTF-16
  // (learn.microsoft.com, "Format your bot messages"); it was 28 KB once, and our texts stay far below that too.
  msteams: { ...PAGE, linkButtons: false, entity: false, mostButtons: 3, cards: 'instead', execute: true },
  sms: SMS,
  twilio: SMS,
};

/**
 * What the channel with this id can show.
 * @param serviceUrl that of its activities: Azure's Direct Line is a page like Web Chat, without our quick exit
 */
export function capabilitiesOf(channelId: string, serviceUrl = OWN_DIRECT_LINE): Capabilities {
  const name = channelId === 'directline' && serviceUrl !== OWN_DIRECT_LINE ? 'webchat' : channelId;
  return (Object.hasOwn(CHANNELS, name) && CHANNELS[name]) || PLAIN;
}

/** The whole table, as the README shows it: the channels by name, then every other one. */
export function allCapabilities(): Readonly<Record<string, Capabilities>> {
  return { ...CHANNELS, 'every other': PLAIN };
}

/** Whether people write by text message on a channel: by telephone number, in parts that cost, with carriers between. */
export function isText(channelId: string): boolean {
  return capabilitiesOf(channelId).smsParts !== undefined;
}

/** Whether a part that is meant for some channels only is said on this one. */
export function isSaid(where: Where | undefined, channel: Capabilities): boolean {
  if (where === undefined) return true;
  const { quickExit, smsParts, cards } = channel;
  const room = smsParts === undefined;
  return { quick_exit: quickExit, no_quick_exit: !quickExit, room, no_card: cards !== 'instead' }[where];
}
