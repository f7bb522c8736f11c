import type { TurnContext } from 'botbuilder';
import type { Part } from '../src/content/message';
import type { Content } from '../src/content/types';
import type { Intent } from '../src/understanding/types';
import { rowMessage } from './compare';
import { pageMessages } from './explain';
import type { Services } from './services';
import { say, turnOf } from './turn';

/** Subjects that a comparison in a group tells of; the rest is read in private. */
const ROWS = 2;

/**
 * Answers where others read along: explains, asks nothing, repeats nothing that somebody said or left, and says where the
 * conversation goes on in private.
 */
export async function answerInGroup(
  context: TurnContext,
  { content, understander }: Services,
): Promise<void> {
  const turn = turnOf(context);
  const lang = turn.written ?? turn.language;
  const { intent } = await understander.understand(turn.reply.text, { lang, asked: null });
  const explained = explanation(intent, content) ?? [{ key: 'group.only_explains' }];
  await say(context, { parts: [...explained, privately(context, content)] });
}

/** What the bot is there for in a group. */
export async function introduce(context: TurnContext, { content }: Services): Promise<void> {
  const [who, what, help] = ['greeting.automated', 'group.only_explains', 'greeting.help_line'].map(
    (key): Part => ({ key }),
  );
  const parts = [who, what, privately(context, content), help];
  await say(context, { parts: parts.filter((part) => part !== undefined) });
}

function privately(context: TurnContext, content: Content): Part {
  const { group, language } = turnOf(context);
  const link = group?.privately;
  if (link === undefined) return { key: 'group.private' };
  const chat = { link, shown: content.text('group.private_chat', language) };
  return { key: 'group.private_by_link', params: { chat } };
}

function explanation(intent: Intent, content: Content): readonly Part[] | undefined {
  switch (intent) {
    case 'explain_individual':
    case 'explain_group':
    case 'explain_couples_family': {
      const format = EXPLAINED[intent];
      return pageMessages(format, 'short', content).flatMap(({ parts }) => parts);
    }
    case 'compare':
    case 'help_choose':
      return content.comparison.slice(0, ROWS).flatMap(({ id }) => rowMessage(id, content).parts);
    default:
      return content.answer(intent)?.parts;
  }
}

const EXPLAINED = {
  explain_individual: 'individual',
  explain_group: 'group',
  explain_couples_family: 'couples_family',
} as const;
