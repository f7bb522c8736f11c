import type { DialogContext } from 'botbuilder-dialogs';
import { CAPABILITIES } from './onward';
import type { Capability } from './onward';
import type { Services } from './services';
import type { Turn } from './turn';

/** Leaves whatever is under way and begins a capability, or the menu. What has been captured stays. */
export async function goTo(dc: DialogContext, to?: Capability, options?: object): Promise<'done'> {
  await dc.cancelAllDialogs();
  await dc.beginDialog('main', to ? { to, options } : { options: { again: true } });
  return 'done';
}

/** The capability that is under way, or that lies under a hand-off or a crisis follow-up; undefined at the menu. */
export function activeCapability(dc: DialogContext): Capability | undefined {
  const under = dc.stack.map(({ id }) => CAPABILITIES.find((capability) => capability === id));
  return under.find((capability) => capability !== undefined);
}

/** Gives up a booking on its way, and the time or seat that it held. */
export function leaveBooking({ conversation, work }: Turn, { diary }: Services): void {
  if (conversation.booking?.hold) diary.release(work, conversation.booking.hold);
  delete conversation.booking;
}

/** Leaves a booking that was looked at: the time that was held to move it, and that it was let in. */
export function leaveManage({ conversation, work }: Turn, { diary }: Services): void {
  if (conversation.manage?.hold) diary.release(work, conversation.manage.hold);
  delete conversation.manage;
}

/** Where a change of an answer was asked for; the capability that it goes back to. */
export function changeCameFrom(dc: DialogContext): Capability | undefined {
  const state = dc.stack[0]?.state as { options?: { options?: { back?: Capability } } } | undefined;
  return state?.options?.options?.back;
}
