import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { fold, wordsUnder } from '../../../dialogs/folded';
import { say, turnOf, words } from '../../../dialogs/turn';
import type { Turn } from '../../../dialogs/turn';
import type { Content } from '../../content/types';
import type { HandedBack, LiveState } from '../../handoff/live';
import { addLine, endSession, idleSince, tellHub } from '../../handoff/liveStore';
import type { Database } from '../../storage/types';
import { hasFiles } from '../hasFiles';
import { tellPending, wordsOf } from './tellPending';

/** The most that staff are shown of one message. */
const SHOWN_AT_MOST = 8_000;

/** What is left to do: nothing, ask the bot's open question `again`, or let the bot read the message. */
export type AfterLive = 'done' | 'again' | 'bot';

/**
 * A visitor's message while a person is in the conversation: it is filed for staff and no dialog sees it, unless the
 * visitor wants the bot back or nobody has answered for too long.
 *
 * @param crisis help has gone out on this message
 */
export async function whileLive(
  context: TurnContext,
  live: LiveState,
  crisis: boolean,
  parts: { readonly content: Content; readonly db: Database },
): Promise<AfterLive> {
  const turn = turnOf(context);
  const by = String(context.activity.id ?? randomUUID());
  await tellPending(context, parts.db, by, turn.now.getTime());
  if (!turn.conversation.live) return 'bot';
  if (live.ended) {
    // The line that says so is no longer there: silence towards a visitor must never outlive whoever was in.
    delete turn.conversation.live;
    return 'bot';
  }
  const { content } = parts;
  if (turn.now.getTime() - live.idleFrom >= content.profile.live.idleMinutes * 60_000) {
    await handBack(context, live, 'idle', by);
    return 'bot';
  }
  const wanted = crisis ? undefined : wantsBot(turn.reply.text, content);
  if (wanted !== undefined) {
    await handBack(context, live, 'visitor', by);
    return wanted;
  }
  if (turn.reply.text === '') {
    if (hasFiles(context.activity)) await say(context, words('live.no_files'));
    return 'done';
  }
  file(turn, live, (context.activity.text ?? '').trim(), crisis);
  return 'done';
}

/** Files what the visitor wrote; the first message without an answer is what the idle time counts from. */
function file(turn: Turn, live: LiveState, text: string, crisis: boolean): void {
  const { work, address, now } = turn;
  const at = now.getTime();
  const { conversation } = address;
  const shown = text.length > SHOWN_AT_MOST ? `${text.slice(0, SHOWN_AT_MOST)}…` : text;
  const line = { id: randomUUID(), conversation, session: live.session, kind: 'visitor', at } as const;
  work.stage(addLine({ ...line, text: shown, ...(crisis && { note: 'crisis' as const }) }));
  if (!live.waiting) {
    live.waiting = true;
    live.idleFrom = at;
    work.stage(idleSince(live.session, at));
  }
  if (live.hub) work.stage(tellHub(live.caseId, at));
}

/** The bot has the conversation back, and the visitor is told in this turn. */
async function handBack(context: TurnContext, live: LiveState, note: HandedBack, by: string): Promise<void> {
  await say(context, wordsOf({ kind: 'left', name: live.staff.firstName, text: '', note }));
  endLive(turnOf(context), live, note, by);
}

/** Nobody is in the conversation any more, from this turn on; whoever was sees why. */
export function endLive(turn: Turn, live: LiveState, note: HandedBack, by: string): void {
  const { conversation, work, address, now } = turn;
  const at = now.getTime();
  const { session, staff } = live;
  delete conversation.live;
  const line = { id: randomUUID(), conversation: address.conversation, session, kind: 'left', at } as const;
  work.stage(endSession(session, note, at), addLine({ ...line, staff, note, saidIn: by }));
  if (live.hub) work.stage(tellHub(live.caseId, at));
}

/** Whole messages only: what is said to a person is not searched for wishes to the bot. */
function wantsBot(text: string, content: Content): 'again' | 'bot' | undefined {
  const said = fold(text);
  const among = (key: string): boolean => wordsUnder(key, content).includes(said);
  if (among('live.bot_words')) return 'again';
  return among('live.erase_words') ? 'bot' : undefined;
}
