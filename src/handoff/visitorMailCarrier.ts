import { calendarOf } from '../booking/calendar';
import type { Bookings } from '../booking/types';
import type { VisitLinks } from '../booking/visitLinks';
import type { Content } from '../content/types';
import type { Database } from '../storage/types';
import type { Carrier } from './carrier';
import { MAIL_TIMEOUT_MS, type Mailer } from './mailer';
import { isStillNews, VISITOR_TOPICS, visitorMail, type VisitorTopic } from './visitorMail';
import { visitorMailbox } from './visitorMailbox';

/** What mail to visitors is made with. */
export interface VisitorMailCarrierParts {
  readonly db: Database;
  readonly bookings: Bookings;
  readonly content: Content;
  readonly links: VisitLinks;
  readonly mailer: Mailer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The carrier whose receiver is the visitor: mail about their booking, to the address that they gave for it. Everything
 * is looked up when it is sent, so a mail that waited says what is true by then, or is not sent at all.
 */
export function visitorMailCarrier({
  db,
  bookings,
  content,
  links,
  mailer,
  now,
}: VisitorMailCarrierParts): Carrier {
  return {
    id: 'visitor-mail',
    timeoutMs: MAIL_TIMEOUT_MS,
    takes: isVisitorTopic,
    async wants({ topic, facts: { booking = '' } }) {
      const [view, to] = await Promise.all([bookings.booking(booking), visitorMailbox(db, booking)]);
      return (
        isVisitorTopic(topic) && view !== undefined && to !== undefined && isStillNews(topic, view, now())
      );
    },
    async deliver({ id, topic, facts: { booking = '' } }) {
      const [view, to] = await Promise.all([bookings.booking(booking), visitorMailbox(db, booking)]);
      if (!isVisitorTopic(topic) || !view || to === undefined) return;
      const url = links.urlOf(view, view.language);
      const calendar = topic === 'booking.reminder' ? undefined : await calendarOf(view, content, url);
      await mailer.send({ id, to, ...visitorMail(topic, view, content, url), calendar });
    },
  };
}

function isVisitorTopic(topic: string): topic is VisitorTopic {
  return VISITOR_TOPICS.some((one) => one === topic);
}
