import {
  bookingWords,
  cohortItem,
  cohortWords,
  openingItem,
  openingWords,
} from '../src/booking/bookingWords';
import type { BookingView, Found, Wish } from '../src/booking/types';
import type { Choice, ListItem, Message } from '../src/content/message';
import { holdFor, keptMessage, renewHold } from './bookingHold';
import { headingOf, listCard, openingChoices } from './bookingLists';
import { openingsPage, SHOWN, turnPage } from './openingsPage';
import type { Services } from './services';
import type { ManageDraft, Reply, Turn } from './turn';

const KEEP: Choice = { id: 'keep', label: { key: 'manage.do.keep' } };

/** Where a booking can be moved: the openings of the same kind, with the same person first, or the other groups. */
export async function moveList(
  turn: Turn,
  draft: ManageDraft,
  view: BookingView,
  services: Services,
): Promise<Message> {
  const { skip = 0, day } = draft;
  const wish = wishOf(turn, view);
  const group = view.kind === 'group';
  const { found, times, items, days } = group
    ? await otherGroups(view, wish, skip, services)
    : await openings(view, wish, draft, services);
  const further = [
    ...(found.more ? [{ id: 'more', label: { key: 'booking.more' } }] : []),
    ...(skip > 0 || day !== undefined ? [{ id: 'first', label: { key: 'booking.first' } }] : []),
    ...(group ? [] : [{ id: 'another_day', label: { key: 'booking.another_day' } }]),
  ];
  return {
    parts: [
      { key: 'manage.move.from', params: { what: bookingWords(view, services.content) } },
      headingOf(found, { wish, day }, group ? 'groups' : 'openings'),
    ],
    asks: group ? 'cohort' : 'opening',
    choices: [...times, ...further, KEEP],
    ...listCard(items),
    ...(days && { days }),
  };
}

/** Says from when to when, and asks; undefined when what was picked can not be had any more. */
export async function moveQuestion(
  turn: Turn,
  draft: ManageDraft,
  view: BookingView,
  services: Services,
): Promise<Message | undefined> {
  const { content, diary } = services;
  await renewHold(turn, draft, services);
  const { choice = '', hold } = draft;
  const opening = view.kind === 'appointment' ? await diary.opening(choice, hold) : undefined;
  const cohort = view.kind === 'group' ? await diary.cohort(choice, hold) : undefined;
  const to = opening ? openingWords(opening, view.mode) : cohort && cohortWords(cohort);
  if (!to) {
    forgetChoice(draft);
    return undefined;
  }
  return {
    parts: [
      { key: 'manage.move.check', params: { from: bookingWords(view, content), to } },
      ...(keptMessage(draft, content.profile)?.parts ?? []),
      { key: 'manage.move.ask' },
    ],
    asks: 'confirm',
    choices: [
      { id: 'yes', label: { key: 'manage.move.yes' } },
      { id: 'time', label: { key: 'booking.answer.time' } },
      KEEP,
    ],
  };
}

/** Takes what was picked from the list, or the yes to it: the booking as it is then, or `gone`. */
export async function takeMove(
  turn: Turn,
  draft: ManageDraft,
  reply: Reply | undefined,
  services: Services,
): Promise<BookingView | 'gone' | undefined> {
  const { bookings, diary } = services;
  const picked = reply?.choice;
  const { id = '', choice, hold } = draft;
  if (picked === 'yes' && choice !== undefined) {
    const there =
      draft.kind === 'group' ? await diary.cohort(choice, hold) : await diary.opening(choice, hold);
    if (there) return bookings.move(turn.work, id, { choice, ...(hold !== undefined && { hold }) });
    forgetChoice(draft);
    return 'gone';
  }
  if (reply && turnPage(draft, reply)) return undefined;
  if (picked === 'time') {
    if (hold !== undefined) diary.release(turn.work, hold);
    forgetChoice(draft);
  } else if (picked !== undefined && picked !== 'yes') {
    const view = await bookings.booking(id);
    draft.kind = view?.kind === 'group' ? 'group' : 'appointment';
    draft.choice = picked;
    if (await holdFor(turn, draft, services)) return undefined;
    forgetChoice(draft);
    return 'gone';
  }
  return undefined;
}

function forgetChoice(draft: ManageDraft): void {
  for (const key of ['choice', 'hold', 'until'] as const) delete draft[key];
}

/** As the booking is; when, as the visitor says now. */
function wishOf({ visitor }: Turn, { format, mode, language }: BookingView): Wish {
  const { availability } = visitor.answers ?? {};
  return {
    language,
    ...(format && { format }),
    ...(mode && { mode }),
    ...(availability && { availability }),
  };
}

interface Listed {
  readonly found: Found<unknown>;
  readonly times: Choice[];
  readonly items: ListItem[];
  readonly days?: NonNullable<Message['days']>;
}

/** With the same person; with anybody when that person has no time. */
async function openings(
  view: BookingView,
  wish: Wish,
  draft: ManageDraft,
  services: Services,
): Promise<Listed> {
  const { clinician } = view;
  const same =
    clinician === undefined ? undefined : await openingsPage(draft, { ...wish, clinician }, services);
  const { found, days } =
    same && same.found.items.length > 0 ? same : await openingsPage(draft, wish, services);
  return {
    ...{ found, days },
    times: openingChoices(found, { wish, day: draft.day }),
    items: found.items.map((one) => openingItem(one, view.mode)),
  };
}

async function otherGroups(
  view: BookingView,
  wish: Wish,
  skip: number,
  { diary }: Services,
): Promise<Listed> {
  const { items, ...found } = await diary.cohorts(wish, { skip, take: SHOWN });
  const others = items.filter(({ id, seatsLeft }) => id !== view.cohort && seatsLeft > 0);
  const times = others.map((one) => ({
    id: one.id,
    label: { key: 'booking.group', params: { what: cohortWords(one), seats: one.seatsLeft } },
  }));
  return { found: { ...found, items: others }, times, items: others.map(cohortItem) };
}
