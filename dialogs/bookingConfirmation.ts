import { cohortWords, openingWords } from '../src/booking/bookingWords';
import { shownPhone } from '../src/booking/phone';
import type { BookingRequest, CohortOffer, Opening } from '../src/booking/types';
import type { Message, Part } from '../src/content/message';
import type { PracticeProfile } from '../src/content/profile';
import { windowWords } from '../src/content/windowWords';
import { keepAddress } from '../src/handoff/addresses';
import { bookingCard } from './bookingCard';
import { keptMessage } from './bookingHold';
import { contactOf } from './contact';
import type { Services } from './services';
import type { BookingDraft, Turn } from './turn';

/** Says back what is about to be booked and with whom it is shared, and asks; undefined when it can not be had any more. */
export async function confirmQuestion(
  turn: Turn,
  draft: BookingDraft,
  services: Services,
): Promise<Message | undefined> {
  const { profile } = services.content;
  const picked = await pickedOf(draft, services);
  if (!picked) return undefined;
  const what = labelOf(picked, turn);
  const parts: Part[] = [
    isOpenWish(draft)
      ? { key: 'booking.confirm.wish' }
      : { key: `booking.confirm.${draft.kind ?? 'callback'}`, params: what ? { what } : {} },
  ];
  if (draft.kind === 'group' && picked.cohort?.screeningCall)
    parts.push({ key: 'booking.confirm.screening' });
  if (draft.kind === 'group' && picked.cohort && picked.cohort.missing > 0)
    parts.push({ key: 'booking.confirm.minimum', params: { missing: picked.cohort.missing } });
  parts.push(...(keptMessage(draft, profile)?.parts ?? []));
  if (draft.kind === 'callback' || isOpenWish(draft)) parts.push(...timesThatSuit(turn));
  parts.push(
    { key: 'booking.confirm.contact', params: contactParams(turn, profile) },
    ...(mailable(turn, services) ? [{ key: 'booking.confirm.mail' }] : []),
    { key: 'booking.confirm.ask' },
  );
  const ids = [
    'yes',
    ...(mailable(turn, services) ? ['no_mail'] : []),
    ...(draft.kind === 'callback' ? [] : ['time']),
    ...['contact', 'leave'],
  ];
  return {
    parts,
    asks: 'confirm',
    choices: ids.map((id) => ({ id, label: { key: `booking.answer.${id}` } })),
  };
}

/** Books, and says so with what comes next; undefined when somebody else was faster. */
export async function confirmed(
  turn: Turn,
  request: BookingRequest,
  services: Services,
): Promise<Message | undefined> {
  const { profile } = services.content;
  const picked = await pickedOf(request, services);
  if (!picked) return undefined;
  const { id, missing, ...note } = await services.diary.book(turn.work, request);
  const what = labelOf(picked, turn);
  const asked = services.diary.isAsked(note.kind);
  // Where the answer is told when it comes.
  if (asked) turn.work.stage(keepAddress(turn.address, turn.now.getTime()));
  const done = asked ? `elsewhere.asked.${note.kind}` : `booking.done.${note.kind}_${note.status}`;
  const parts: Part[] = [
    missing === undefined
      ? { key: done, params: what ? { what } : {} }
      : { key: 'booking.done.group_waiting', params: { ...(what && { what }), missing } },
    { key: 'booking.reference', params: { reference: note.reference }, where: 'no_card' },
  ];
  const mode = picked.cohort?.mode ?? request.mode ?? picked.opening?.mode;
  if (what && mode !== 'online' && profile.address) {
    const address = profile.address.lines.join(', ');
    parts.push({ key: 'booking.where', params: { address }, where: 'no_card' });
  }
  if (note.kind === 'group') parts.push({ key: 'booking.prepare' });
  if (request.mail) parts.push({ key: 'booking.mailed' });
  const page = services.links.urlOf({ id, ...note }, turn.language);
  parts.push(
    page === undefined
      ? { key: 'booking.change_here' }
      : {
          key: 'booking.change_by_page',
          params: { page: { link: page, shown: services.content.text('booking.page', turn.language) } },
        },
  );
  const { clinicianName, minutes, zone } = picked.opening ?? picked.cohort ?? {};
  const shown = {
    ...note,
    ...(mode && { mode }),
    ...(clinicianName !== undefined && { clinicianName }),
    ...(minutes !== undefined && { minutes }),
    ...(zone !== undefined && { zone }),
  };
  const can = note.kind === 'appointment' || note.kind === 'group' ? CAN : CAN.slice(1);
  return { parts, booking: note, card: bookingCard(shown, services.content, can) };
}

/** What the card of a new booking offers. */
const CAN = ['move', 'cancel'] as const;

/** Whether mail about the booking can be offered: there is an address, and no talk of abuse came before. */
export function mailable({ visitor, conversation }: Turn, { mail }: Services): boolean {
  return mail && visitor.answers?.email !== undefined && conversation.alert?.tier !== 'abuse';
}

interface Picked {
  readonly opening?: Opening;
  readonly cohort?: CohortOffer;
}

/** What the draft or request is about; undefined when it can not be had any more. A call-back is about nothing more. */
async function pickedOf(
  { kind, choice = '', hold }: Pick<BookingDraft, 'kind' | 'choice' | 'hold'>,
  { diary }: Services,
): Promise<Picked | undefined> {
  if (kind === 'appointment') {
    const opening = await diary.opening(choice, hold);
    return opening && { opening };
  }
  if (kind !== 'group' && (kind !== 'waitlist' || choice === '')) return {};
  const cohort = await diary.cohort(choice, hold);
  return cohort && (kind === 'waitlist' || cohort.seatsLeft > 0) ? { cohort } : undefined;
}

/** A place on the list of those who wait for anything that fits, not for one group. */
function isOpenWish({ kind, choice }: Pick<BookingDraft, 'kind' | 'choice'>): boolean {
  return kind === 'waitlist' && choice === undefined;
}

function labelOf({ opening, cohort }: Picked, { visitor }: Turn): Part | undefined {
  return opening ? openingWords(opening, visitor.answers?.mode) : cohort && cohortWords(cohort);
}

/** What goes along with a request to be called or told: the times that suit. */
function timesThatSuit({ visitor }: Turn): Part[] {
  const windows = visitor.answers?.availability ?? [];
  if (windows.length === 0) return [];
  return [{ key: 'booking.confirm.times', params: { times: { list: windows.map(windowWords) } } }];
}

function contactParams(turn: Turn, { country }: PracticeProfile) {
  const { name, phone, email } = contactOf(turn);
  const reach = [phone && shownPhone(phone, country), email].filter((one) => one !== undefined);
  return { name, reach: { list: reach } };
}
