import type { Activity } from 'botbuilder';
import { capabilitiesOf, isSaid } from '../../src/channels/capabilities';
import { fitTexts } from '../../src/channels/fitTexts';
import { createRenderer } from '../../src/channels/renderer';
import type { Message, Part } from '../../src/content/message';
import { LANGUAGES, content } from '../crisis/helpCases';
import type { Turn } from './everyTurn';

const render = createRenderer(content);

/** Azure's channels with a row of their own, some that get the plain form, and one that nobody knows. */
export const CHANNELS = [
  ...['directline', 'webchat', 'emulator', 'msteams', 'sms', 'twilio'],
  ...['slack', 'telegram', 'whatsapp', 'email', 'facebook', 'line', 'groupme', 'kik'],
];

/** A message in the form that a channel gives it. */
export function on(channelId: string, message: Message, locale: string): Partial<Activity> {
  return render({ type: 'message', locale, channelData: { message } }, { channelId });
}

/**
 * The largest message of a bot that Teams takes for sure, in bytes as UTF-16, cards and all: what it was before it became
 * 100 KB (learn.microsoft.com, "Format your bot messages"; 80 KB are advised there).
 */
export const TEAMS_BYTES = 40 * 1024;

/** Bytes of an activity as Teams counts them. */
export function teamsBytes(activity: Partial<Activity>): number {
  return Buffer.byteLength(JSON.stringify(activity), 'utf16le');
}

/** Messages that a turn may send by SMS; the rest waits until the visitor writes "more". */
const MESSAGES = 3;

/** What a turn sends on a channel, as texts: page by page, one page for each "more" that the visitor writes. */
export function pagesOf({ messages }: Turn, channelId: string, locale: string): (readonly string[])[] {
  const { smsParts: parts } = capabilitiesOf(channelId);
  const pages: (readonly string[])[] = [];
  let texts: readonly string[] = messages.map((message) => on(channelId, message, locale).text ?? '');
  if (parts === undefined) return [texts];
  while (texts.length > 0) {
    const { now, later } = fitTexts(texts, { parts, messages: MESSAGES, more: moreWords(locale) });
    pages.push(now);
    texts = later;
  }
  return pages;
}

/** How a page ends that has another one behind it. */
export const moreWords = (locale: string): string => content.text('texting.more', locale);

/** What is wrong with messages in any language, with the first message and all channels that have the fault. */
export function faults(all: readonly Message[]): string[] {
  const messages = new Map(all.map((message) => [JSON.stringify(message), message])).values();
  const found = new Map<string, { keys: string; channels: Set<string> }>();
  for (const message of messages)
    for (const locale of LANGUAGES)
      for (const channel of CHANNELS)
        for (const fault of faultsOf(message, channel, locale)) {
          const what = `${locale}: ${fault}`;
          const keys = message.parts.map(({ key }) => key).join(', ');
          const told = found.get(what) ?? { keys, channels: new Set() };
          told.channels.add(channel);
          found.set(what, told);
        }
  return [...found].map(([what, { keys, channels }]) => `${what}, on ${[...channels].join(', ')} (${keys})`);
}

/** What is wrong with a message on a channel, in a few words each; empty when it is right. */
function faultsOf(message: Message, channelId: string, locale: string): string[] {
  const shown = on(channelId, message, locale);
  const { text = '', textFormat, attachments = [] } = shown;
  const { markdown } = capabilitiesOf(channelId);
  const chips = (shown.suggestedActions?.actions ?? []).map(({ title }) => title);
  const titles = [...chips, ...actionsOf(attachments)];
  const plain = markdown ? [] : PLAIN.filter(([sign]) => sign.test(text)).map(([, fault]) => fault);
  return [
    ...(text.trim() === '' &&
    saidOn(message, channelId).some((part) => wordings(part, channelId, locale).some(Boolean))
      ? ['says nothing']
      : []),
    ...(shown.locale === locale ? [] : ['has no locale']),
    ...RAW.filter(([sign]) => sign.test(withoutAddresses(text))).map(([, fault]) => fault),
    ...(text.match(/\b[a-z_]+(\.\w+)+\b/g) ?? [])
      .filter((token) => content.has(token))
      .map((key) => `shows ${key}`),
    ...unsaid(message, text, channelId, locale),
    ...unoffered(message, text, titles, channelId, locale),
    ...(new Set(chips).size < chips.length ? ['two buttons look the same'] : []),
    ...(!markdown && textFormat !== 'plain' ? ['is not marked as plain text'] : []),
    ...(!markdown && titles.length > 0 ? ['has buttons'] : []),
    ...plain,
    ...attachments.flatMap(({ content: card }) =>
      (card as { fallbackText?: string }).fallbackText ? [] : ['a card has no fallbackText'],
    ),
    ...(capabilitiesOf(channelId).smsParts === undefined ? [] : carrierWords(text)),
  ];
}

/** Titles of the buttons of cards. */
function actionsOf(cards: unknown): string[] {
  if (typeof cards !== 'object' || cards === null) return [];
  const { type, title } = cards as { type?: unknown; title?: unknown };
  const own =
    typeof type === 'string' && type.startsWith('Action.') && typeof title === 'string' ? [title] : [];
  return [...own, ...Object.values(cards).flatMap(actionsOf)];
}

const RAW: readonly (readonly [RegExp, string])[] = [
  [/undefined|\[object|\bNaN\b|\bnull\b|\{\w+\}/, 'shows what is no word'],
  [/\b[a-z]+_[a-z_]+\b/, 'shows a raw id'],
];
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/\]\(|\*\*|__|^#/m, 'shows Markdown'],
  [/\b(tel|sms|mailto):/, 'shows the scheme of a link'],
];

/** The parts that are meant for a channel: what a card shows in their place is not told in words as well. */
function saidOn({ parts }: Message, channelId: string): Part[] {
  return parts.filter(({ where }) => isSaid(where, capabilitiesOf(channelId)));
}

/** Parts that cannot be read in the text. */
function unsaid(message: Message, text: string, channelId: string, locale: string): string[] {
  const said = plainWords(text);
  return saidOn(message, channelId)
    .filter((part) => !wordings(part, channelId, locale).some((words) => said.includes(plainWords(words))))
    .map(({ key }) => `does not say ${key}`);
}

/** Choices that are neither a button nor in the text. A crisis message may leave them out where they cost an SMS. */
function unoffered(
  { choices = [], escalation }: Message,
  text: string,
  titles: readonly string[],
  channelId: string,
  locale: string,
): string[] {
  const { choices: form, smsParts: parts } = capabilitiesOf(channelId);
  if (escalation && parts !== undefined) return [];
  return choices
    .filter(({ label, link }) => {
      const labels = wordings(label, channelId, locale);
      const linked = link !== undefined && text.includes(link);
      if (form === 'buttons') return !linked && !labels.some((one) => titles.includes(one));
      return !labels.some((one) => plainWords(text).includes(plainWords(one)));
    })
    .map(({ id }) => `does not offer ${id}`);
}

/** What a part may say on a channel: the short words where every character counts. */
function wordings({ key, params }: Part, channelId: string, locale: string): string[] {
  const short = capabilitiesOf(channelId).smsParts !== undefined && content.has(`${key}_sms`);
  return [content.text(short ? `${key}_sms` : key, locale, params)];
}

/** Words as they are read: links by their words, spaces and line breaks alike. */
function plainWords(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?:: )?https?:\/\/[^\s,]*[^\s,.:;)]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const withoutAddresses = (text: string): string => text.replace(/https?:\S+|\S+@\S+/g, '');

/** Words that belong to the carrier: a text must not ask for them. */
const CARRIER = 'STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|YES|UNSTOP|HELP|INFO';

/** Carrier words that a text asks for: as a whole choice, between quotes, or in capitals. */
function carrierWords(text: string): string[] {
  const asked = [
    ...text.matchAll(new RegExp(`^\\d+\\.? (${CARRIER})$`, 'gim')),
    ...text.matchAll(new RegExp(`"(${CARRIER})"`, 'gi')),
    // The keyword of a help line is sent to that line, not to us.
    ...text.matchAll(new RegExp(`\\b(${CARRIER})\\b(?! (to|al) \\d)`, 'g')),
  ];
  return asked.map(([, word]) => `asks for the carrier's word ${word ?? ''}`);
}
