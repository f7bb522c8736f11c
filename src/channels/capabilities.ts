import type { Where } from '../content/message';

/** What a channel can show. One row a channel; every channel that is not named gets the plain form. */
export interface Capabilities {
  /** Buttons under a message that send their label. `numbered`: choices as a numbered list in the text. */
  readonly choices: 'buttons' | 'numbered';
  /** Whether `[words](link)` opens; otherwise only the words are shown. */
  readonly links: boolean;
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
  /** Parts of an SMS that a message may take. Such a channel gets the short words, `<key>_sms`, where there are some. */
  readonly smsParts?: number;
}

const PLAIN: Capabilities = {
  choices: 'numbered',
  links: false,
  linkButtons: false,
  entity: false,
  paragraph: '\n\n',
  quickExit: false,
};

const PAGE: Capabilities = {
  choices: 'buttons',
  links: true,
  linkButtons: true,
  entity: true,
  paragraph: '\n\n',
  quickExit: false,
  cards: 'beside',
};

const SMS: Capabilities = { ...PLAIN, paragraph: '\n', smsParts: 2 };

const CHANNELS: Readonly<Record<string, Capabilities>> = {
  directline: { ...PAGE, quickExit: true },
  webchat: PAGE,
  emulator: PAGE,
  // Teams shows the first three suggested actions and no more.
  msteams: {
    ...PAGE,
    ...{ linkButtons: false, entity: false, mostButtons: 3, cards: 'instead' },
  },
  sms: SMS,
  twilio: SMS,
};

/** What the channel with this id can show. */
export function capabilitiesOf(channelId: string): Capabilities {
  return (Object.hasOwn(CHANNELS, channelId) && CHANNELS[channelId]) || PLAIN;
}

/** Whether a part that is meant for some channels only is said on this one. */
export function isSaid(where: Where | undefined, channel: Capabilities): boolean {
  if (where === undefined) return true;
  const { quickExit, smsParts, cards } = channel;
  const room = smsParts === undefined;
  return { quick_exit: quickExit, no_quick_exit: !quickExit, room, no_card: cards !== 'instead' }[where];
}
