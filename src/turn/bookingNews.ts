import { newsMessage } from '../../dialogs/bookingNews';
import type { MainDialog } from '../../dialogs/main';
import type { Services } from '../../dialogs/services';
import type { Logger } from 'pino';
import type { News } from '../booking/systems/answers';
import { CarrierError, type Letter } from '../handoff/carrier';
import { isText } from '../channels/capabilities';
import type { Database } from '../storage/types';
import { loadTurn } from './loadTurn';
import type { Proactive } from './proactive';
import { safely } from './safely';
import { quietUntil } from './texting/quietHours';

/** What brings news of bookings to their visitors. */
export interface BookingNewsParts {
  readonly services: Services;
  readonly main: MainDialog;
  readonly db: Database;
  readonly proactive: Proactive;
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Brings what another booking system has said (`visitor.news`) into the conversation that its visitor had last. Where
 * nothing is known of a conversation any more, the mail about the booking has to do.
 */
export function createBookingNews(parts: BookingNewsParts): (letter: Letter) => Promise<void> {
  const { services, main, db, proactive, now, log } = parts;
  const { content, bookings } = services;
  return async ({ id: occasion, facts: { booking = '', status } }) => {
    const [view, conversation] = await Promise.all([bookings.booking(booking), lastOf(db, booking)]);
    if (!view || conversation === undefined) return;
    const message = newsMessage(status as News, view, services);
    const result = await proactive.turn(conversation, occasion, async (context, work) => {
      const { keep } = loadTurn(context, work, { content, db, now });
      await safely(context, { main, log }, () => main.news(context, message));
      keep();
    });
    if (result === 'unreachable') throw new CarrierError('unreachable');
  };
}

/** Until when news of a booking must wait, where it would be a text message in quiet hours. */
export function newsWaits({ services: { content }, db, now }: BookingNewsParts) {
  return async ({ topic, facts: { booking = '' } }: Letter): Promise<number | undefined> => {
    const until = topic === 'visitor.news' ? quietUntil(content.profile, now()) : undefined;
    if (until === undefined) return undefined;
    const [, channel = ''] = (await lastOf(db, booking))?.split('/') ?? [];
    return isText(channel) ? until : undefined;
  };
}

/** The conversation that the visitor of a booking had last, as far as it can be written to first. */
async function lastOf(db: Database, booking: string): Promise<string | undefined> {
  const [row] = await db.query(
    `SELECT a.conversation FROM addresses a JOIN bookings b ON b.visitor = a.visitor
      WHERE b.id = ? AND b.visitor <> '' ORDER BY a.updated_at DESC LIMIT 1`,
    [booking],
  );
  return row && String(row['conversation']);
}
