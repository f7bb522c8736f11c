import type { BookingNote, ListItem, Part } from '../content/message';
import type { Content } from '../content/types';
import type { BookingView, CohortOffer, Opening, Wish } from './types';

/**
 * An opening in words. Where both modes can be had, the one that the visitor wished for is shown. `style`: only its time
 * where the day has been named.
 */
export function openingWords(
  { startsAt, zone, clinicianName, mode }: Opening,
  wished?: Wish['mode'],
  style: 'dateTime' | 'time' = 'dateTime',
): Part {
  const at = { at: startsAt, zone, style };
  const shown = mode === 'either' ? (wished ?? mode) : mode;
  return {
    key: 'booking.opening',
    params: { at, clinician: clinicianName, mode: { key: `booking.mode.${shown}` } },
  };
}

/** A date as visitors read it. */
export function dayLabel(date: string) {
  // A date is the same everywhere: noon of UTC is on it.
  const day = { at: `${date}T12:00:00Z`, zone: 'UTC', style: 'date' } as const;
  return { key: 'booking.day', params: { day } };
}

/** A group in words: its name, the first meeting that can be joined, how it meets. */
export function cohortWords({
  id,
  startsAt,
  zone,
  mode,
}: Pick<CohortOffer, 'id' | 'startsAt' | 'zone' | 'mode'>): Part {
  const at = { at: startsAt, zone, style: 'dateTime' } as const;
  const params = { name: { key: `profile.cohort.${id}` }, at, mode: { key: `booking.mode.${mode}` } };
  return { key: 'booking.cohort', params };
}

/** The opening as a list on a card has it. */
export function openingItem(
  { startsAt, zone, clinicianName, mode }: Opening,
  wished?: Wish['mode'],
): ListItem {
  const shown = { key: `booking.mode.${mode === 'either' ? (wished ?? mode) : mode}` };
  const at = { at: startsAt, zone, style: 'dateTime' } as const;
  return {
    title: { key: 'visit.plain', params: { value: at } },
    detail: { key: 'booking.item.opening', params: { clinician: clinicianName, mode: shown } },
  };
}

/** The group as a list on a card has it. */
export function cohortItem({ id, startsAt, zone, mode, seatsLeft }: CohortOffer): ListItem {
  const at = { at: startsAt, zone, style: 'dateTime' } as const;
  const params = { at, mode: { key: `booking.mode.${mode}` }, seats: seatsLeft };
  return { title: { key: `profile.cohort.${id}` }, detail: { key: 'booking.item.group', params } };
}

/** A booking in words: what it is, and when. What has left the profile since is named by its kind alone. */
export function bookingWords(view: BookingView, content: Content): Part {
  const { kind, startsAt, zone = content.profile.timeZone, mode = 'either', cohort } = view;
  const group = cohort !== undefined && content.has(`profile.cohort.${cohort}`) ? cohort : undefined;
  if (kind === 'waitlist' && group) {
    return { key: 'booking.waitlist_of', params: { name: { key: `profile.cohort.${group}` } } };
  }
  if (startsAt === undefined || kind === 'waitlist' || kind === 'callback')
    return { key: `booking.kind.${kind}` };
  if (group && mode !== 'either') return cohortWords({ id: group, startsAt, zone, mode });
  const at = { at: startsAt, zone, style: 'dateTime' } as const;
  const shown = { key: `booking.mode.${mode}` };
  if (view.clinicianName === undefined)
    return { key: 'booking.at', params: { what: { key: `booking.kind.${kind}` }, at } };
  return { key: 'booking.opening', params: { at, clinician: view.clinicianName, mode: shown } };
}

/** The part of a booking that clients get. */
export function noteOfView({ kind, status, reference, startsAt }: BookingView): BookingNote {
  return { kind, status, reference, ...(startsAt !== undefined && { startsAt }) };
}
