import type { DialogContext } from 'botbuilder-dialogs';
import { fold, wordsUnder } from './folded';
import { goTo } from './navigation';
import type { Services } from './services';
import { say, words } from './turn';
import type { Turn } from './turn';

/**
 * Goes on on another channel: "code" gives a short code here, and the code typed there brings the answers along. Undefined
 * when the message is neither, or when the open question asks for something that may look like a code.
 */
export async function carryOn(
  dc: DialogContext,
  turn: Turn,
  { content }: Services,
): Promise<'done' | 'again' | undefined> {
  const { text } = turn.reply;
  if (wordsUnder('flow.carry_words', content).includes(fold(text))) {
    await say(dc.context, { parts: [{ key: 'flow.carry_code', params: { code: turn.carry.offer() } }] });
    return 'again';
  }
  const asks = turn.conversation.open?.asks;
  if (asks === 'name' || asks === 'reference' || !turn.carry.isCode(text)) return undefined;
  const outcome = await turn.carry.redeem(text);
  await say(dc.context, words(`flow.carry.${outcome}`));
  return outcome === 'carried' ? goTo(dc, 'preferences') : 'again';
}
