import { cohortItem, cohortWords, openingItem, openingWords, dayLabel } from '../src/booking/bookingWords';
import type { CohortOffer, Found, Opening, Wish } from '../src/booking/types';
import type { Choice, ListItem, Message, Part } from '../src/content/message';
import type { Content } from '../src/content/types';
import { formatChoices } from './explain';

const LEAVE: Choice = { id: 'leave', label: { key: 'booking.leave' } };
const CALLBACK: Choice = { id: 'callback', label: { key: 'booking.callback' } };
const ANOTHER_DAY: Choice = { id: 'another_day', label: { key: 'booking.another_day' } };
const NONE_FITS: Choice = { id: 'none_fits', label: { key: 'booking.none_fits' } };

const BACK_TO_LIST: Choice = { id: 'first', label: { key: 'booking.back_to_list' } };

/** How a list is told: whether anything was wished for, and whether it is a later page. */
export interface Listing {
  readonly wish: Wish;
  readonly later: boolean;
  /** The one day that it is of: `2026-12-03`. */
  readonly day?: string | undefined;
}

/** What would you like to book? With `both`, which of them first. */
export function whatQuestion(content: Content, both: boolean): Message {
  return {
    parts: [{ key: both ? 'booking.what_first' : 'booking.what' }],
    asks: 'way',
    choices: [...formatChoices(content), CALLBACK, LEAVE],
  };
}

/** Openings to pick from, the earliest fitting first. */
export function listOpenings(
  found: Found<Opening>,
  listing: Listing,
  days: NonNullable<Message['days']>,
): Message {
  const later = listing.later || listing.day !== undefined;
  return {
    parts: [headingOf(found, listing, 'openings')],
    asks: 'opening',
    choices: [...openingChoices(found, listing), ...further(found, later), CALLBACK, LEAVE],
    ...listCard(found.items.map((opening) => openingItem(opening, listing.wish.mode))),
    ...(days.length > 0 && { days }),
  };
}

/** Openings as choices; those of one day without it, because the heading names it. */
export function openingChoices(
  { items }: Pick<Found<Opening>, 'items'>,
  { wish, day }: Pick<Listing, 'wish' | 'day'>,
): Choice[] {
  return items.map((opening) => ({
    id: opening.id,
    label: openingWords(opening, wish.mode, day === undefined ? 'dateTime' : 'time'),
  }));
}

/** Groups to pick from; a full one offers its waitlist. */
export function listCohorts(found: Found<CohortOffer>, { wish, later }: Listing): Message {
  const groups = found.items.map((cohort) => ({
    id: cohort.seatsLeft > 0 ? cohort.id : `waitlist:${cohort.id}`,
    label: { key: 'booking.group', params: { what: cohortWords(cohort), seats: cohort.seatsLeft } },
  }));
  return {
    parts: [headingOf(found, { wish }, 'groups')],
    asks: 'cohort',
    choices: [...groups, ...further(found, later), CALLBACK, LEAVE],
    ...listCard(found.items.map(cohortItem)),
  };
}

/** The list as a card has it; an empty one is none. */
export function listCard(items: readonly ListItem[]): Pick<Message, 'card'> {
  return items.length > 0 ? { card: { kind: 'list', items } } : {};
}

/** Which day or part of a day: a button, or words of one's own, which are read like any answer about times. */
export function dayQuestion({ questions }: Content): Message {
  const { choices = [] } = questions.find(({ slot }) => slot === 'availability') ?? {};
  const parts = choices.map((id) => ({ id, label: { key: `choice.availability.${id}` } }));
  return {
    parts: [{ key: 'booking.which_day' }],
    asks: 'availability',
    choices: [...parts, BACK_TO_LIST, LEAVE],
  };
}

/** Nothing on the list suits: what instead? A list of those who wait takes the wish down; a call-back needs none. */
export function instead(): Message {
  const waitlist: Choice = { id: 'waitlist', label: { key: 'booking.waitlist' } };
  return {
    parts: [{ key: 'booking.instead' }],
    asks: 'clarify',
    choices: [waitlist, CALLBACK, ANOTHER_DAY, BACK_TO_LIST, LEAVE],
  };
}

/** What a list is said to be: those that fit, the nearest, the first ones, or none. */
export function headingOf(
  { items, fits, unreachable }: Pick<Found<unknown>, 'items' | 'fits' | 'unreachable'>,
  { wish: { concerns, availability, mode }, day }: Pick<Listing, 'wish' | 'day'>,
  what: 'openings' | 'groups',
): Part {
  if (unreachable) return { key: 'elsewhere.unreachable' };
  if (day !== undefined)
    return { key: `booking.day_${items.length === 0 ? 'none' : 'openings'}`, params: dayLabel(day).params };
  if (items.length === 0) return { key: `booking.none.${what}` };
  const nothingTold = !concerns && !availability && (mode === undefined || mode === 'either');
  if (nothingTold) return { key: `booking.first_ones.${what}` };
  return { key: `booking.${fits ? 'fitting' : 'nearest'}.${what}` };
}

/** What else can be done with a list; one that is empty says by itself that nothing fits. */
function further({ items, more }: Pick<Found<unknown>, 'items' | 'more'>, later: boolean): Choice[] {
  return [
    ...(more ? [{ id: 'more', label: { key: 'booking.more' } }] : []),
    ...(later ? [{ id: 'first', label: { key: 'booking.first' } }] : []),
    ANOTHER_DAY,
    ...(items.length > 0 ? [NONE_FITS] : []),
  ];
}
