import type { Param, Part } from '../content/message';
import type { Content } from '../content/types';
import type { BookingView } from './types';

/** One line about a booking: the name of the fact (`visit.fact.<name>`) and its value. */
export interface BookingFact {
  readonly name: 'when' | 'length' | 'how' | 'where' | 'reference';
  readonly value: Part;
}

/** What the facts are told from. */
export type BookingPlain = Pick<
  BookingView,
  'kind' | 'reference' | 'startsAt' | 'zone' | 'minutes' | 'mode' | 'clinicianName'
>;

/**
 * What a booking is, without its time, for mail and for the page behind its link: with whom, and nothing that says why
 * somebody comes. The name of a group would.
 */
export function titleOfBooking({ kind, clinicianName }: Pick<BookingView, 'kind' | 'clinicianName'>): Part {
  const timed = kind === 'appointment' || kind === 'group';
  if (timed && clinicianName !== undefined)
    return { key: `visit.with.${kind}`, params: { clinician: clinicianName } };
  return { key: `visit.what.${kind}` };
}

/** When, how long, how and where, as far as it is known, and the reference. */
export function factsOfBooking(view: BookingPlain, { profile }: Content): BookingFact[] {
  const { startsAt, zone = profile.timeZone, minutes, mode, reference, kind } = view;
  const plain = (value: Param): Part => ({ key: 'visit.plain', params: { value } });
  const timed = startsAt !== undefined && kind !== 'waitlist';
  const facts: (BookingFact | false)[] = [
    timed && { name: 'when', value: plain({ at: startsAt, zone, style: 'dateTime' }) },
    timed &&
      minutes !== undefined && { name: 'length', value: { key: 'visit.minutes', params: { minutes } } },
    timed && mode !== undefined && { name: 'how', value: plain({ key: `booking.mode.${mode}` }) },
    timed &&
      mode !== 'online' &&
      profile.address !== undefined && { name: 'where', value: plain(profile.address.lines.join(', ')) },
    { name: 'reference', value: plain(reference) },
  ];
  return facts.filter((fact) => fact !== false);
}

/** What still has to happen before it is settled, and how to get ready for a group. */
export function notesOfBooking(view: BookingView, { profile }: Content): Part[] {
  const { waitsFor, missing = 0, place, offer, kind, zone = profile.timeZone } = view;
  const until: Param | undefined = offer && { at: offer.until, zone, style: 'dateTime' };
  return [
    ...(waitsFor ? [{ key: `manage.waits.${waitsFor}`, params: { missing } }] : []),
    ...(place !== undefined && !offer ? [{ key: 'manage.place', params: { place } }] : []),
    ...(until ? [{ key: 'manage.offer', params: { until } }] : []),
    ...(kind === 'group' ? [{ key: 'booking.prepare' }] : []),
  ];
}
