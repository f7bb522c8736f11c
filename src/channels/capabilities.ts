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
}

const PLAIN: Capabilities = {
  choices: 'numbered',
  links: false,
  linkButtons: false,
  entity: false,
  paragraph: '\n\n',
};

const CHANNELS: Readonly<Record<string, Capabilities>> = {
  directline: { choices: 'buttons', links: true, linkButtons: true, entity: true, paragraph: '\n\n' },
  webchat: { choices: 'buttons', links: true, linkButtons: true, entity: true, paragraph: '\n\n' },
  emulator: { choices: 'buttons', links: true, linkButtons: true, entity: true, paragraph: '\n\n' },
  msteams: { choices: 'buttons', links: true, linkButtons: false, entity: false, paragraph: '\n\n' },
  sms: { choices: 'numbered', links: false, linkButtons: false, entity: false, paragraph: '\n' },
};

/** What the channel with this id can show. */
export function capabilitiesOf(channelId: string): Capabilities {
  return (Object.hasOwn(CHANNELS, channelId) && CHANNELS[channelId]) || PLAIN;
}
