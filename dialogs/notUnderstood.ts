import type { DialogContext } from 'botbuilder-dialogs';
import { HandoffDialog } from './handoff';
import { SLOTS } from '../src/understanding/types';
import { say, words } from './turn';
import type { Turn } from './turn';

const ORDER = ['first', 'second', 'third'];

/** Not understood: says what can be done, says it differently the second time, and offers a person the third. */
export async function notUnderstood(dc: DialogContext, { conversation }: Turn): Promise<'done' | 'again'> {
  const times = (conversation.misunderstood ?? 0) + 1;
  conversation.misunderstood = times % 3;
  const asked = SLOTS.find((slot) => slot === conversation.open?.asks);
  const otherwise = times === 1 && asked ? [`question.${asked}.again`] : [];
  await say(dc.context, words(`flow.not_understood.${ORDER[times - 1] ?? 'third'}`, ...otherwise));
  if (times < 3 || dc.activeDialog?.id === HandoffDialog.id) return 'again';
  await dc.beginDialog(HandoffDialog.id);
  return 'done';
}
