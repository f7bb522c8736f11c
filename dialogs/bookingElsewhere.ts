import { bookingLink } from '../src/booking/bookingLink';
import type { LinkWish } from '../src/booking/bookingLink';
import type { Message, Part } from '../src/content/message';
import type { Content } from '../src/content/types';
import type { BookingDraft, Turn } from './turn';

/** How a format is booked at this practice: a time or a place here, on a page of its own, or by a call-back. */
export function kindFor(
  { profile }: Content,
  format: NonNullable<BookingDraft['format']>,
): NonNullable<BookingDraft['kind']> {
  const { system } = profile.booking;
  if (system === 'link' || system === 'callback') return system;
  return format === 'group' ? 'group' : 'appointment';
}

/** The way to the practice's own booking page, with what the link says of the visitor; a call-back beside it. */
export function linkQuestion(turn: Turn, draft: BookingDraft, { profile }: Content): Message {
  const { link } = profile.booking;
  if (!link) return { parts: [] };
  const { url, carried } = bookingLink(link, wishesOf(turn, draft));
  const what = carried.map((name) => wordsOf(name, turn, draft));
  return {
    parts: [
      { key: 'elsewhere.link', params: { page: { link: url, shown: url } } },
      what.length > 0
        ? { key: 'elsewhere.carries', params: { what: { list: what } } }
        : { key: 'elsewhere.carries_nothing' },
    ],
    asks: 'way',
    choices: [
      { id: 'open', label: { key: 'elsewhere.open' }, link: url },
      { id: 'callback', label: { key: 'booking.callback' } },
      { id: 'leave', label: { key: 'booking.leave' } },
    ],
  };
}

function wishesOf({ visitor, language }: Turn, { format }: BookingDraft): LinkWish {
  const { mode } = visitor.answers ?? {};
  return { ...(format && { format }), ...(mode && mode !== 'either' && { mode }), language };
}

function wordsOf(name: keyof LinkWish, { visitor }: Turn, { format }: BookingDraft): Part {
  if (name === 'language') return { key: 'elsewhere.language' };
  return { key: `choice.${name}.${(name === 'format' ? format : visitor.answers?.mode) ?? 'either'}` };
}
