import { bookingWords, noteOfView } from '../src/booking/bookingWords';
import type { BookingView } from '../src/booking/types';
import type { Choice, Message, Param, Part } from '../src/content/message';
import { bookingCard } from './bookingCard';
import { clockParam } from './bookingHold';
import { reachParams } from './handoff';
import type { Services } from './services';

const LEAVE: Choice = { id: 'leave', label: { key: 'manage.leave' } };

/** Which of several bookings? */
export function whichQuestion(views: readonly BookingView[], { content }: Services): Message {
  const own = views.map((view) => ({ id: view.reference, label: bookingWords(view, content) }));
  return {
    parts: [{ key: 'manage.which' }],
    asks: 'reference',
    choices: [...own, { id: 'other', label: { key: 'manage.other' } }, LEAVE],
  };
}

/** Asks for the reference. */
export function referenceQuestion(): Message {
  return {
    parts: [{ key: 'manage.reference.ask' }],
    asks: 'reference',
    choices: [{ id: 'lost', label: { key: 'manage.reference.lost' } }, LEAVE],
  };
}

/** Asks for the second factor: what whoever has found a reference on the table does not know. */
export function factorQuestion(): Message {
  return { parts: [{ key: 'manage.factor' }], asks: 'phone', choices: [LEAVE] };
}

/** The booking as it is, and what can be done with it. */
export function seenQuestion(view: BookingView, services: Services): Message {
  const { canMove, canCancel, offer } = view;
  const ids = [
    ...(offer ? ['accept', 'decline'] : []),
    ...(canMove ? ['move'] : []),
    ...(canCancel ? ['cancel'] : []),
    'keep',
  ];
  const fixed = canMove || canCancel ? [] : fixedParts(services);
  return {
    parts: [...stateParts(view, services), ...fixed, { key: 'manage.ask' }],
    asks: 'clarify',
    choices: ids.map((id) => ({ id, label: { key: `manage.do.${id}` } })),
    booking: noteOfView(view),
    card: bookingCard(view, services.content),
  };
}

/** Asks once more before a time is given up. */
export function cancelQuestion(view: BookingView, { content }: Services): Message {
  return {
    parts: [{ key: 'manage.cancel.ask', params: { what: bookingWords(view, content) } }],
    asks: 'confirm',
    choices: [
      { id: 'yes', label: { key: 'manage.cancel.yes' } },
      { id: 'keep', label: { key: 'manage.do.keep' } },
    ],
  };
}

/** What has become of the booking. */
export function changedMessage(
  view: BookingView,
  what: 'cancelled' | 'moved' | 'accepted' | 'declined',
  services: Services,
): Message {
  const params = { what: bookingWords(view, services.content) };
  const asked = what === 'moved' && view.waitsFor === 'practice';
  const told = [{ key: asked ? 'elsewhere.asked_move' : `manage.done.${what}`, params }];
  if (asked) return { parts: told, booking: noteOfView(view) };
  const waits = what === 'moved' || what === 'accepted' ? waitParts(view) : [];
  const can = [
    ...(view.canMove ? (['move'] as const) : []),
    ...(view.canCancel ? (['cancel'] as const) : []),
  ];
  const card = bookingCard(view, services.content, can);
  return {
    parts: [...told, ...waits],
    booking: noteOfView(view),
    ...(view.status !== 'cancelled' && { card }),
  };
}

/** What is said when nothing was done. `until`: when it can be tried again. */
export function tellMessage(
  what: 'gone' | 'fixed' | 'leave' | 'keep' | 'lost' | 'limited' | 'unknown' | 'no_offer',
  services: Services,
  until?: string,
): Message {
  if (what === 'fixed') return { parts: fixedParts(services) };
  const { profile } = services.content;
  const params = {
    ...reachParams(profile),
    ...(until !== undefined && { until: clockParam(until, profile) }),
  };
  return { parts: [{ key: `manage.tell.${what}`, params }] };
}

function fixedParts({ content }: Services): Part[] {
  return [{ key: 'booking.change_by_practice', params: reachParams(content.profile) }];
}

function stateParts(view: BookingView, services: Services): Part[] {
  const { content } = services;
  const { reference, place, offer, zone = content.profile.timeZone } = view;
  const until = (at: string): Param => ({ at, zone, style: 'dateTime' });
  return [
    { key: 'manage.seen', params: { what: bookingWords(view, content), reference } },
    ...waitParts(view),
    ...(place !== undefined && !offer ? [{ key: 'manage.place', params: { place } }] : []),
    ...(offer ? [{ key: 'manage.offer', params: { until: until(offer.until) } }] : []),
  ];
}

/** Why it is not settled yet. */
function waitParts({ waitsFor, missing = 0 }: BookingView): Part[] {
  if (waitsFor === undefined) return [];
  return [{ key: `manage.waits.${waitsFor}`, params: { missing } }];
}
