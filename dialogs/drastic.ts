import type { DialogContext } from 'botbuilder-dialogs';
import { goTo, leaveBooking } from './navigation';
import type { Services } from './services';
import { SureDialog } from './sure';
import type { Drastic } from './sure';
import { say, words } from './turn';
import type { Turn } from './turn';

/** Asks before answers are thrown away; where there are none, "start over" needs no question. */
export async function sure(
  dc: DialogContext,
  turn: Turn,
  services: Services,
  what: Drastic,
): Promise<'done'> {
  const nothing =
    Object.keys(turn.visitor.answers ?? {}).length === 0 && turn.conversation.booking === undefined;
  if (what === 'start_over' && nothing) await startOver(dc, turn, services);
  else await dc.beginDialog(SureDialog.id, { what });
  return 'done';
}

/** Begins anew, without the answers. */
export async function startOver(dc: DialogContext, turn: Turn, services: Services): Promise<true> {
  leaveBooking(turn, services);
  for (const key of ['answers', 'skipped', 'order'] as const) delete turn.visitor[key];
  await say(dc.context, words('flow.started_over'));
  await goTo(dc);
  return true;
}

/** Deletes everything that the visitor left. */
export async function deleteData(dc: DialogContext, turn: Turn, services: Services): Promise<true> {
  leaveBooking(turn, services);
  turn.erase();
  await say(dc.context, words('flow.deleted'));
  await goTo(dc);
  return true;
}
