import type { DialogContext } from 'botbuilder-dialogs';
import { forget, lastTouched } from './answers';
import { activeCapability, changeCameFrom, goTo, leaveBooking, leaveManage } from './navigation';
import type { Services } from './services';
import { say, words } from './turn';
import type { Turn } from './turn';

/** "Back": the question before is open again. In a booking the last thing picked is given up. */
export async function back(dc: DialogContext, turn: Turn, services: Services): Promise<'done' | 'again'> {
  if (['handoff', 'crisis', 'resume', 'sure'].includes(dc.activeDialog?.id ?? '')) {
    await dc.endDialog();
    return 'done';
  }
  const active = activeCapability(dc);
  if (active === 'booking') return backInBooking(dc, turn, services);
  if (active === 'manageBooking') leaveManage(turn, services);
  if (active === 'change') return goTo(dc, changeCameFrom(dc));
  if (active === 'preferences' || active === 'summary') {
    const asked = services.content.questions.map(({ slot }) => slot);
    const last = lastTouched(turn.visitor, asked);
    if (last === undefined) return nothingBefore(dc);
    forget(turn.visitor, last);
    return goTo(dc, 'preferences');
  }
  return active === undefined ? nothingBefore(dc) : goTo(dc);
}

async function backInBooking(dc: DialogContext, turn: Turn, services: Services): Promise<'done'> {
  const { conversation, visitor } = turn;
  const draft = conversation.booking;
  if (draft?.aside !== undefined) {
    delete draft.aside;
    return goTo(dc, 'booking');
  }
  switch (conversation.open?.asks) {
    case 'confirm':
      for (const slot of ['phone', 'email'] as const) forget(visitor, slot);
      return goTo(dc, 'booking');
    case 'phone':
    case 'email':
      forget(visitor, 'name');
      return goTo(dc, 'booking');
    case 'name':
      leaveBooking(turn, services);
      return goTo(
        dc,
        'booking',
        draft?.kind === 'callback' ? undefined : draft?.format && { format: draft.format },
      );
    case 'opening':
    case 'cohort':
      leaveBooking(turn, services);
      return goTo(dc, 'booking');
    default:
      leaveBooking(turn, services);
      return goTo(dc);
  }
}

async function nothingBefore(dc: DialogContext): Promise<'again'> {
  await say(dc.context, words('flow.nothing_before'));
  return 'again';
}
