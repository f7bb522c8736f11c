import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { pickedChoice } from '../../../dialogs/choices';
import type { MainDialog } from '../../../dialogs/main';
import { say, words } from '../../../dialogs/turn';
import type { Turn } from '../../../dialogs/turn';
import type { Content } from '../../content/types';
import { emergencyNote } from '../../crisis/help';
import type { Database } from '../../storage/types';
import { endLive } from '../live/whileLive';
import { safely } from '../safely';
import type { SafelyParts } from '../safely';
import type { Whereabouts } from '../whereabouts';
import { stop, stopNoMore, stopOf } from './stops';
import type { Stop } from './stops';
import { textWord } from './textWord';

/** What it needs. */
export interface TextingParts extends SafelyParts {
  readonly main: MainDialog;
  readonly content: Content;
  readonly db: Database;
  readonly safety: { readonly whereabouts: Whereabouts };
}

/** Whether the message is dealt with, or is still to be read. */
export type AfterTexting = 'done' | 'read';

/**
 * What texting itself brings along, ahead of the conversation. Whoever wants no texts any more is told so once and then gets
 * none, until they write START, or write again because they want something. Somebody in crisis is answered all the
 * same: they have just written, the answer is one text, and to be silent then could cost a life.
 *
 * @param acute help is due, or has gone out, on this message
 */
export async function whileTexting(
  context: TurnContext,
  turn: Turn,
  acute: boolean,
  parts: TextingParts,
): Promise<AfterTexting> {
  const { activity } = context;
  const { conversation } = turn;
  const { content, db } = parts;
  const byTwilio = optOutType(activity.channelData);
  const word = byTwilio ?? textWord(turn.reply.text, content);
  const stopped = await stopOf(db, turn.visitorId);
  const { more = [] } = conversation;
  delete conversation.more;
  if (word === 'stop') return stopNow(context, turn, stopped, acute);
  if (acute) return 'read';
  if (stopped) return whileStopped(context, turn, stopped, word === 'start', parts);
  if (word === undefined || conversation.live) return 'read';
  if (word === 'more') return sayMore(context, turn, more);
  const { choices = [] } = conversation.open ?? {};
  // YES and START answer many questions, and are how somebody begins who has read of it somewhere.
  if (word === 'start' && (!conversation.open || pickedChoice(turn.reply.text, choices, content)))
    return 'read';
  if (word === 'help' && !byTwilio) await sayHelp(context, turn, parts);
  if (word === 'start' || !byTwilio) await safely(context, parts, () => parts.main.again(context));
  return 'done';
}

/** What did not fit into the last turn; the word means something else where nothing is left. */
async function sayMore(context: TurnContext, { language }: Turn, more: readonly string[]) {
  for (const text of more) await context.sendActivity({ type: 'message', locale: language, text });
  return more.length > 0 ? 'done' : 'read';
}

/** Who this is and how to reach a person. The word may come from somebody who is in need of help indeed. */
async function sayHelp(context: TurnContext, { language }: Turn, { content, safety }: TextingParts) {
  const helplines = content.helplines(safety.whereabouts.of(context.activity));
  await say(context, { parts: [{ key: 'texting.help' }, ...emergencyNote({ helplines, language })] });
}

/** No texts any more: one that says so, unless the carrier has said it, it was said before, or help is due instead. */
async function stopNow(
  context: TurnContext,
  turn: Turn,
  stopped: Stop | undefined,
  acute: boolean,
): Promise<AfterTexting> {
  const { conversation, work, visitorId, now } = turn;
  const { activity } = context;
  const byCarrier = optOutType(activity.channelData) === 'stop';
  work.stage(stop(visitorId, { byCarrier: byCarrier || stopped?.byCarrier === true }, now.getTime()));
  if (conversation.live) endLive(turn, conversation.live, 'visitor', String(activity.id ?? randomUUID()));
  if (!acute && !byCarrier && !stopped) await say(context, words('texting.stopped'));
  return acute ? 'read' : 'done';
}

/** A message of somebody who wants no texts: silence, unless they want them again. */
async function whileStopped(
  context: TurnContext,
  turn: Turn,
  { byCarrier }: Stop,
  start: boolean,
  { main, content, ...parts }: TextingParts,
): Promise<AfterTexting> {
  const { conversation, work, visitorId, reply } = turn;
  const { asks, choices = [] } = conversation.open ?? {};
  // What they would like after help in a crisis.
  if (asks === 'crisis' && pickedChoice(reply.text, choices, content) !== undefined) return 'read';
  const again = start || (!byCarrier && (await main.wantsSomething(context)));
  if (!again) return 'done';
  work.stage(stopNoMore(visitorId));
  await say(context, words(start ? 'texting.started' : 'texting.again'));
  if (!start) return 'read';
  await safely(context, { main, ...parts }, () => main.again(context));
  return 'done';
}

/** What the carrier has answered by itself already (Twilio's OptOutType). */
function optOutType(channelData: unknown): 'stop' | 'start' | 'help' | undefined {
  const { optOutType: type } = (channelData ?? {}) as { optOutType?: unknown };
  if (type === 'STOP') return 'stop';
  if (type === 'START') return 'start';
  return type === 'HELP' ? 'help' : undefined;
}
