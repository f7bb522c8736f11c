import { triageOf } from './activity';
import type { Activity } from './activity';
import type { TriageChatEvents } from './pages/widget';
import type { FromFrame } from './protocol';

/** The key of a message that shows a booking so that it can be changed; nothing has happened to it. */
const LOOKED_AT = 'manage.ask';

/**
 * What the practice's page learns of the bot's messages, from their triage entity alone. A booking is told by kind and
 * status, without its reference, time or anything else that leads to a person; of a crisis, only that help was shown.
 */
export class PageEvents {
  /** Bookings as they were last shown, by reference: what is said again is no news. */
  private readonly shown = new Map<string, string>();

  /** @param live whether the message is news, and not the history of a page that was loaded again */
  of(activity: Activity, live: boolean): readonly FromFrame[] {
    const { booking, escalation, keys = [] } = triageOf(activity) ?? {};
    const events: FromFrame[] = [];
    if (booking) {
      const known = this.shown.get(booking.reference) === booking.status;
      this.shown.set(booking.reference, booking.status);
      const { kind, status } = booking as TriageChatEvents['booking'];
      if (!known && !keys.includes(LOOKED_AT)) events.push({ triage: 'booking', detail: { kind, status } });
    }
    if (escalation) events.push({ triage: 'escalation', detail: undefined });
    return live ? events : [];
  }
}
