import type { Activity, CardAction, Entity } from 'botbuilder';
import type { Message, Part } from '../content/message';
import type { Content } from '../content/types';
import { cardOf, takesChoices } from './cards/cardOf';
import { capabilitiesOf, isSaid } from './capabilities';
import type { Capabilities } from './capabilities';
import { plainLinks } from './plainLinks';
import { smsParts } from './smsParts';

/**
 * Gives what a dialog said the form that the channel shows best. `text` is always complete by itself; choices and the
 * `triage` entity come on top where the channel has them. Activities that carry no message pass as they are.
 */
export function createRenderer(content: Content) {
  return function render(
    activity: Partial<Activity>,
    incoming: Pick<Activity, 'channelId'> & Partial<Pick<Activity, 'serviceUrl'>>,
  ): Partial<Activity> {
    const { message: whole } = (activity.channelData ?? {}) as { message?: Message };
    if (!whole) return activity;
    const bare = { ...activity };
    delete bare.channelData;
    const channel = capabilitiesOf(incoming.channelId, incoming.serviceUrl);
    const message = { ...whole, parts: whole.parts.filter(({ where }) => isSaid(where, channel)) };
    const language = activity.locale ?? content.profile.languages[0] ?? 'en';
    const words = (part: Part): string => wordsOf(part, language, channel, content);
    const labels = (message.choices ?? []).map(({ label }) => words(label));
    const card = cardOf({ message: whole, labels, channel, language, words });
    return {
      ...bare,
      locale: language,
      // Left out, a channel reads the text as Markdown.
      ...(!channel.markdown && { textFormat: 'plain' }),
      text: textOf(message, words, labels, channel),
      ...(labels.length > 0 &&
        channel.choices === 'buttons' &&
        !takesChoices({ message, channel }) && { suggestedActions: buttons(message, labels, channel) }),
      ...(card && { attachments: [card] }),
      ...(channel.entity && { entities: [entityOf(message, words)] }),
    };
  };
}

function wordsOf(
  { key, params }: Part,
  language: string,
  { smsParts: most }: Capabilities,
  content: Content,
): string {
  const short = `${key}_sms`;
  return content.text(most !== undefined && content.has(short) ? short : key, language, params);
}

function textOf(
  message: Message,
  words: (part: Part) => string,
  labels: readonly string[],
  channel: Capabilities,
): string {
  const said = joinLists(message.parts.map(words).filter(Boolean)).join(channel.paragraph);
  const text = [said, numbered(message, said, labels, channel)].filter(Boolean).join(channel.paragraph);
  return channel.markdown ? text : plainLinks(text);
}

/** Choices as part of the text, where there are no buttons. */
function numbered(
  { escalation }: Message,
  said: string,
  labels: readonly string[],
  { choices, smsParts: most, paragraph }: Capabilities,
): string {
  if (choices !== 'numbered') return '';
  const lines = labels.map((label, index) => `${index + 1}. ${label}`).join('\n');
  if (!escalation || most === undefined) return lines;
  // Help comes first: its choices stand behind it only if they cost no part of their own. They are understood anyway.
  const line = labels.map((label, index) => `${index + 1} ${label}`).join(', ');
  return smsParts(plainLinks(said + paragraph + line)).length > most ? '' : line;
}

/** Lines of a list stand close together; everything else is a paragraph of its own. */
function joinLists(paragraphs: readonly string[]): string[] {
  return paragraphs.reduce<string[]>((blocks, paragraph) => {
    const last = blocks.at(-1);
    if (last !== undefined && paragraph.startsWith('- ')) blocks[blocks.length - 1] = `${last}\n${paragraph}`;
    else blocks.push(paragraph);
    return blocks;
  }, []);
}

function buttons({ choices = [] }: Message, labels: readonly string[], channel: Capabilities) {
  const { linkButtons, mostButtons = Infinity } = channel;
  const actions = choices.flatMap(({ link }, index): CardAction[] => {
    const title = labels[index] ?? '';
    // Where not all buttons are shown, what the text links to already makes room for the others.
    if (link !== undefined && !linkButtons && choices.length > mostButtons) return [];
    if (link === undefined || !linkButtons) return [{ type: 'imBack', title, value: title }];
    return [{ type: link.startsWith('tel:') ? 'call' : 'openUrl', title, value: link }];
  });
  return { actions, to: [] };
}

/** What each number in the words is, so that a client can tell them apart where they stand alone. */
function linesOf(parts: readonly Part[], words: (part: Part) => string): { link: string; label: string }[] {
  const params = parts.flatMap((part) => Object.values(part.params ?? {}));
  return params.flatMap((param) =>
    typeof param === 'object' && 'link' in param && param.label
      ? [{ link: param.link, label: words(param.label) }]
      : [],
  );
}

/** The contract with clients: ids, so that widgets, embedders and tests never rely on wording. */
function entityOf(
  { parts, asks, days, escalation, booking, comparison, live }: Message,
  words: (part: Part) => string,
): Entity {
  return {
    type: 'triage',
    keys: parts.map(({ key }) => key),
    asks: asks ?? null,
    ...(days && { days: days.map((day) => ({ ...day, label: words(day.label) })) }),
    ...(escalation && { escalation: { ...escalation, lines: linesOf(parts, words) } }),
    ...(booking && { booking }),
    ...(comparison && { comparison }),
    ...(live && { live }),
  };
}
