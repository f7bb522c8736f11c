import type { Activity, CardAction, Entity } from 'botbuilder';
import type { Choice, Message } from '../content/message';
import type { Content } from '../content/types';
import { capabilitiesOf } from './capabilities';
import type { Capabilities } from './capabilities';

/**
 * Gives what a dialog said the form that the channel shows best. `text` is always complete by itself; choices and the
 * `triage` entity come on top where the channel has them. Activities that carry no message pass as they are.
 */
export function createRenderer(content: Content) {
  return function render(
    activity: Partial<Activity>,
    incoming: Pick<Activity, 'channelId'>,
  ): Partial<Activity> {
    const { message } = (activity.channelData ?? {}) as { message?: Message };
    if (!message) return activity;
    const bare = { ...activity };
    delete bare.channelData;
    const channel = capabilitiesOf(incoming.channelId);
    const language = activity.locale ?? content.profile.languages[0] ?? 'en';
    const labels = (message.choices ?? []).map((choice) => labelOf(choice, language, content));
    return {
      ...bare,
      locale: language,
      text: textOf(message, language, labels, channel, content),
      ...(labels.length > 0 &&
        channel.choices === 'buttons' && { suggestedActions: buttons(message, labels, channel) }),
      ...(channel.entity && { entities: [entityOf(message)] }),
    };
  };
}

function textOf(
  message: Message,
  language: string,
  labels: readonly string[],
  channel: Capabilities,
  content: Content,
): string {
  const paragraphs = message.parts.map(({ key, params }) => content.text(key, language, params));
  const numbered =
    channel.choices === 'numbered' ? labels.map((label, index) => `${index + 1}. ${label}`) : [];
  const blocks = [...joinLists(paragraphs), numbered.join('\n')].filter((block) => block !== '');
  const text = blocks.join(channel.paragraph);
  return channel.links ? text : text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
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

function labelOf({ label }: Choice, language: string, content: Content): string {
  return content.text(label.key, language, label.params);
}

function buttons({ choices = [] }: Message, labels: readonly string[], { linkButtons }: Capabilities) {
  const actions = choices.map(({ link }, index): CardAction => {
    const title = labels[index] ?? '';
    if (link === undefined || !linkButtons) return { type: 'imBack', title, value: title };
    return { type: link.startsWith('tel:') ? 'call' : 'openUrl', title, value: link };
  });
  return { actions, to: [] };
}

/** The contract with clients: ids, so that widgets, embedders and tests never rely on wording. */
function entityOf({ parts, asks, escalation, booking, comparison }: Message): Entity {
  return {
    type: 'triage',
    keys: parts.map(({ key }) => key),
    asks: asks ?? null,
    ...(escalation && { escalation }),
    ...(booking && { booking }),
    ...(comparison && { comparison }),
  };
}
