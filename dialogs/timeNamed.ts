import type { DialogContext } from 'botbuilder-dialogs';
import type { Intent } from '../src/understanding/types';
import { BookingDialog } from './booking';
import { say, words } from './turn';
import type { Turn } from './turn';

/** What a message that names a time may be taken for, by mistake or beside it. */
const BESIDE: ReadonlySet<Intent> = new Set([
  'answer',
  'none',
  'book',
  'skip',
  'go_back',
  'change_answer',
  'cancel_booking',
  'reschedule',
]);

/**
 * A time named in the middle of a booking is a wish for that time, whatever else the words look like: it neither cancels
 * the booking nor confirms another time. At the last question it asks for another time; while name and number are asked
 * the time that is held stays, and that is said.
 *
 * @returns true when the message is dealt with; false when it is to be taken like any other
 */
export async function timeNamed(dc: DialogContext, turn: Turn): Promise<boolean> {
  const { open, booking } = turn.conversation;
  const { intent, slots } = turn.reply.understanding;
  if (dc.activeDialog?.id !== BookingDialog.id || !slots.availability || !BESIDE.has(intent)) return false;
  const held = booking?.choice !== undefined && (booking.kind === 'appointment' || booking.kind === 'group');
  const asks = open?.asks;
  if (held && (asks === 'name' || asks === 'phone' || asks === 'email')) {
    if (slots.name ?? slots.phone ?? slots.email) return false;
    await say(dc.context, words('booking.stays'));
    await dc.repromptDialog();
    return true;
  }
  const another = held && open?.choices?.some(({ id }) => id === 'time');
  if (!another && asks !== 'opening' && asks !== 'cohort') return false;
  const understanding = { ...turn.reply.understanding, intent: 'answer' as const };
  turn.reply = { ...turn.reply, ...(another && { choice: 'time' }), understanding };
  return false;
}
