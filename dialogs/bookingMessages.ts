import type { BookingRequest, CohortOffer, Contact, Found, Opening } from '../src/booking/types';
import type { Choice, Message, Part } from '../src/content/message';
import type { Content } from '../src/content/types';
import { formatChoices } from './explain';
import type { Services } from './services';
import type { BookingDraft, Turn } from './turn';

const LEAVE: Choice = { id: 'leave', label: { key: 'booking.leave' } };
const CALLBACK: Choice = { id: 'callback', label: { key: 'booking.callback' } };

/** What would you like to book? */
export function whatQuestion(content: Content): Message {
  return {
    parts: [{ key: 'booking.what' }],
    asks: 'way',
    choices: [...formatChoices(content), CALLBACK, LEAVE],
  };
}

/** Openings to pick from, the earliest fitting first. */
export function listOpenings({ items, fits, more }: Found<Opening>, later: boolean): Message {
  const times = items.map((opening) => ({ id: opening.id, label: openingLabel(opening) }));
  return {
    parts: [
      { key: items.length === 0 ? 'booking.no_openings' : fits ? 'booking.openings' : 'booking.nearest' },
    ],
    asks: 'opening',
    choices: [...times, ...further(more, later), CALLBACK, LEAVE],
  };
}

/** Groups to pick from; a full one offers its waitlist. */
export function listCohorts({ items, fits, more }: Found<CohortOffer>, later: boolean): Message {
  const groups = items.map((cohort) => ({
    id: cohort.seatsLeft > 0 ? cohort.id : `waitlist:${cohort.id}`,
    label: cohortLabel(cohort),
  }));
  return {
    parts: [{ key: items.length === 0 ? 'booking.no_groups' : fits ? 'booking.groups' : 'booking.nearest' }],
    asks: 'cohort',
    choices: [...groups, ...further(more, later), CALLBACK, LEAVE],
  };
}

/** Says back what is about to be booked, with whom it is shared, and asks; undefined when it can not be had any more. */
export async function confirmQuestion(
  draft: BookingDraft,
  contact: Contact,
  { diary, content }: Services,
): Promise<Message | undefined> {
  const parts: Part[] = [];
  if (draft.kind === 'appointment') {
    const opening = await diary.opening(draft.choice ?? '', draft.hold);
    if (!opening) return undefined;
    parts.push({ key: 'booking.confirm.appointment', params: { what: openingLabel(opening) } });
  } else if (draft.kind === 'group' || draft.kind === 'waitlist') {
    const cohort = await diary.cohort(draft.choice ?? '', draft.hold);
    if (!cohort) return undefined;
    parts.push({ key: `booking.confirm.${draft.kind}`, params: { what: cohortLabel(cohort) } });
  } else parts.push({ key: 'booking.confirm.callback' });
  if (draft.until) parts.push({ key: 'booking.held', params: { until: time(draft.until, content) } });
  parts.push(
    { key: 'booking.confirm.contact', params: contactParams(contact) },
    { key: 'booking.confirm.ask' },
  );
  const ids = draft.kind === 'callback' ? ['yes', 'contact', 'leave'] : ['yes', 'time', 'contact', 'leave'];
  return {
    parts,
    asks: 'confirm',
    choices: ids.map((id) => ({ id, label: { key: `booking.answer.${id}` } })),
  };
}

/** Books, and says so; undefined when somebody else was faster. */
export async function confirmed(
  turn: Turn,
  request: BookingRequest,
  { diary }: Services,
): Promise<Message | undefined> {
  const choice = request.choice ?? '';
  const opening = request.kind === 'appointment' ? await diary.opening(choice, request.hold) : undefined;
  const cohort = request.kind === 'group' ? await diary.cohort(choice, request.hold) : undefined;
  if ((request.kind === 'appointment' && !opening) || (request.kind === 'group' && !cohort?.seatsLeft))
    return undefined;
  const note = await diary.book(turn.work, request);
  const what = opening ? openingLabel(opening) : cohort && cohortLabel(cohort);
  const parts: Part[] = [
    { key: `booking.done.${note.kind}_${note.status}`, params: what ? { what } : {} },
    { key: 'booking.reference', params: { reference: note.reference } },
  ];
  if (note.kind === 'group') parts.push({ key: 'booking.prepare' });
  return { parts, booking: note };
}

function further(more: boolean, later: boolean): Choice[] {
  return [
    ...(more ? [{ id: 'more', label: { key: 'booking.more' } }] : []),
    ...(later ? [{ id: 'first', label: { key: 'booking.first' } }] : []),
  ];
}

function openingLabel({ startsAt, zone, clinicianName, mode }: Opening): Part {
  const at = { at: startsAt, zone, style: 'dateTime' } as const;
  return {
    key: 'booking.opening',
    params: { at, clinician: clinicianName, mode: { key: `booking.mode.${mode}` } },
  };
}

function cohortLabel(cohort: CohortOffer): Part {
  const { id, startsAt, zone, mode, seatsLeft } = cohort;
  const at = { at: startsAt, zone, style: 'dateTime' } as const;
  const name: Part = { key: `profile.cohort.${id}` };
  return {
    key: 'booking.group',
    params: { name, at, mode: { key: `booking.mode.${mode}` }, seats: seatsLeft },
  };
}

function contactParams({ name, phone, email }: Contact) {
  return { name, reach: { list: [phone, email].filter((reach) => reach !== undefined) } };
}

function time(at: string, { profile }: Content) {
  return { at, zone: profile.timeZone, style: 'time' } as const;
}
