import { factsOfBooking, notesOfBooking, titleOfBooking } from '../booking/bookingFacts';
import type { BookingView } from '../booking/types';
import type { Params, Part } from '../content/message';
import type { Content } from '../content/types';

/** What a visitor gets mail about. */
export const VISITOR_TOPICS = [
  'booking.created',
  'booking.confirmed',
  'booking.moved',
  'booking.cancelled',
  'booking.declined',
  'booking.reminder',
  'waitlist.offered',
  'waitlist.accepted',
  'waitlist.expired',
] as const;
export type VisitorTopic = (typeof VISITOR_TOPICS)[number];

/** Whether news of a booking still is news: what has been overtaken is not sent. */
export function isStillNews(topic: VisitorTopic, view: BookingView, now: number): boolean {
  const cancelled = view.status === 'cancelled';
  switch (topic) {
    case 'booking.cancelled':
    case 'booking.declined':
    case 'waitlist.expired':
      return cancelled || topic === 'waitlist.expired';
    case 'booking.reminder':
      return view.status === 'confirmed' && Date.parse(view.startsAt ?? '') > now;
    case 'waitlist.offered':
      return !cancelled && view.offer !== undefined && Date.parse(view.offer.until) > now;
    default:
      return !cancelled;
  }
}

/**
 * The words of a mail to a visitor, in the language of the booking. Mail is read over shoulders and on shared
 * computers: it says when, with whom and where, and nothing of why: no format, no topic, no name of a group.
 *
 * @param url the booking's page; left out: the practice is called
 */
export function visitorMail(
  topic: VisitorTopic,
  view: BookingView,
  content: Content,
  url: string | undefined,
): { subject: string; text: string } {
  const { language } = view;
  const words = ({ key, params }: Part): string => withoutLinks(content.text(key, language, params));
  const asked = topic === 'booking.created' && view.waitsFor === 'practice' && view.startsAt !== undefined;
  const name = asked ? 'booking_asked' : topic.replace('.', '_');
  const open = view.status !== 'cancelled';
  const { phone, phoneShown = phone } = content.profile;
  const params: Params = { reference: view.reference, kind: view.kind, phone: phoneShown, url: url ?? '' };
  const facts = factsOfBooking(view, content).map(
    ({ name: fact, value }) => `${content.text(`visit.fact.${fact}`, language)}: ${words(value)}`,
  );
  const paragraphs = [
    words({ key: `mail.${name}.intro`, params }),
    [words(titleOfBooking(view)), ...facts].join('\n'),
    ...(open ? notesOfBooking(view, content).map(words) : []),
    ...(open ? [words({ key: url === undefined ? 'mail.by_phone' : 'mail.link', params })] : []),
    words({ key: 'mail.footer', params }),
  ];
  return {
    subject: words({ key: `mail.${name}.subject`, params }),
    text: `${paragraphs.join('\n\n')}\n`,
  };
}

function withoutLinks(text: string): string {
  return text.replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1');
}
