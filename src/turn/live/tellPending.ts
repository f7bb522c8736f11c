import type { TurnContext } from 'botbuilder';
import { say, turnOf } from '../../../dialogs/turn';
import type { Message } from '../../content/message';
import { pendingLines, saidIn } from '../../handoff/liveStore';
import type { PendingLine } from '../../handoff/liveStore';
import type { Database } from '../../storage/types';

/**
 * Says to the visitor what waits for them, in order: who has joined, what they wrote, that they left. Any turn of the
 * conversation does so first, so that the order holds whichever turn comes first.
 *
 * @param by      the turn, kept with each line so that it is said once
 * @param arrives when a line that is committed with this turn has arrived (ms since 1970); left out: later
 * @returns true when the bot has the conversation back and the visitor has just been told
 */
export async function tellPending(
  context: TurnContext,
  db: Database,
  by: string,
  arrives?: number,
): Promise<boolean> {
  const { conversation, work, address } = turnOf(context);
  let back = false;
  for (const line of await pendingLines(db, address.conversation)) {
    await say(context, wordsOf(line));
    work.stage(saidIn(line.id, by, arrives));
    if (line.kind !== 'left' || conversation.live?.session !== line.session) continue;
    delete conversation.live;
    back = true;
  }
  return back;
}

/** What a line says to the visitor. */
export function wordsOf({ kind, name, text, note }: Omit<PendingLine, 'id' | 'session'>): Message {
  if (kind === 'staff') {
    return { parts: [{ key: 'live.said', params: { name, text } }], live: { state: 'said', name } };
  }
  const params = { name };
  if (kind === 'left')
    return { parts: [{ key: `live.back.${note}`, params }], live: { state: 'left', name } };
  const parts = [{ key: 'live.joined', params }, { key: 'live.how_back' }];
  return { parts, live: { state: 'joined', name } };
}
