import type { Wish } from '../src/booking/types';
import type { Message } from '../src/content/message';
import type { Content } from '../src/content/types';
import { holdFor } from './bookingHold';
import { listCohorts, listOpenings } from './bookingLists';
import { openingsPage, SHOWN, turnPage } from './openingsPage';
import { takeAnswer } from './preferences';
import type { Services } from './services';
import type { BookingDraft, ManageDraft, Reply, Turn } from './turn';

/** The page of openings or groups that the draft is at, those that meet the visitor's answers first. */
export async function listChoices(turn: Turn, draft: BookingDraft, services: Services): Promise<Message> {
  const { diary } = services;
  const skip = draft.skip ?? 0;
  const wish = wishOf(turn, draft);
  const listing = { wish, later: skip > 0 };
  if (draft.kind === 'group') {
    const found = await diary.cohorts(wish, { skip, take: SHOWN });
    if (!found.fits) countWish(turn, draft, services);
    return listCohorts(found, listing);
  }
  const { found, days } = await openingsPage(draft, wish, services);
  if (!found.fits) countWish(turn, draft, services);
  return listOpenings(found, { ...listing, day: draft.day }, days);
}

/** Nothing fits: the practice learns what people wish for, as counts that lead back to nobody. */
function countWish(turn: Turn, draft: BookingDraft, { demand }: Services): void {
  turn.visitor.wished = demand.record(turn.work, wishOf(turn, draft), turn.visitor.wished ?? []);
}

/** Takes what was picked from the list, and holds it; false when it can not be had any more. */
export async function takeChoice(
  turn: Turn,
  draft: BookingDraft,
  reply: Reply | undefined,
  services: Services,
): Promise<boolean> {
  const picked = reply?.choice;
  const nothingFits = picked === 'none_fits' || picked === 'callback' || picked?.startsWith('waitlist:');
  if (nothingFits) countWish(turn, draft, services);
  if (reply && turnPage(draft, reply)) return true;
  if (picked === 'none_fits') draft.aside = 'instead';
  else if (picked === 'callback') draft.kind = 'callback';
  else if (picked?.startsWith('waitlist:')) {
    draft.kind = 'waitlist';
    draft.choice = picked.slice('waitlist:'.length);
  } else if (picked !== undefined && picked !== 'leave') {
    draft.choice = picked;
    return holdFor(turn, draft, services);
  }
  return true;
}

/** Another day: typed words have been recorded already, a button stands for times. The list begins anew. */
export function takeDay(
  turn: Turn,
  draft: Pick<BookingDraft | ManageDraft, 'aside' | 'day' | 'skip'>,
  reply: Reply | undefined,
  { questions }: Content,
): void {
  const question = questions.find(({ slot }) => slot === 'availability');
  if (question && reply) takeAnswer(turn, question, reply);
  delete draft.aside;
  delete draft.day;
  draft.skip = 0;
}

/** What the visitor's answers ask of an opening or a group. */
export function wishOf({ visitor, language }: Turn, { format }: BookingDraft): Wish {
  const { concerns, availability, mode } = visitor.answers ?? {};
  return {
    language,
    ...(format && { format }),
    ...(concerns && { concerns }),
    ...(availability && { availability }),
    ...(mode && { mode }),
  };
}
