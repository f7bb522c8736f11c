import type { DialogContext } from 'botbuilder-dialogs';
import { menuAnywhere } from './menu';
import { goTo } from './navigation';
import type { Services } from './services';
import { say, turnOf, words } from './turn';

/**
 * A button of a card that is no answer to the open question: it acts on a booking, or it stands on a card that the
 * conversation has gone on from. Then what leads to the menu's entries still does; anything else is said to be past, and
 * the open question comes again. True when that was all of the message.
 */
export async function pressed(dc: DialogContext, { content }: Services): Promise<boolean> {
  const { press, reply } = turnOf(dc.context);
  if (!press || reply.choice !== undefined) return false;
  if ('do' in press) {
    await goTo(dc, 'manageBooking', { want: press.do, reference: press.booking });
    return true;
  }
  const elsewhere = menuAnywhere(reply.text, content);
  if (elsewhere !== undefined) await goTo(dc, elsewhere === 'menu' ? undefined : elsewhere);
  else {
    await say(dc.context, words('flow.old_button'));
    await dc.repromptDialog();
  }
  return true;
}
