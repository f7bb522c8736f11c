import type { DialogContext } from 'botbuilder-dialogs';
import { HandoffDialog } from './handoff';
import { say, words } from './turn';
import type { Turn } from './turn';

/** Not understood: says what can be done, says it differently the second time, and offers a person the third. */
export async function notUnderstood(dc: DialogContext, { conversation }: Turn): Promise<'done' | 'again'> {
  const times = (conversation.misunderstood ?? 0) + 1;
  conversation.misunderstood = times % 3;
  await say(dc.context, words(`flow.not_understood.${['first', 'second', 'third'][times - 1] ?? 'third'}`));
  if (times < 3 || dc.activeDialog?.id === HandoffDialog.id) return 'again';
  await dc.beginDialog(HandoffDialog.id);
  return 'done';
}
