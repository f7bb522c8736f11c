import type { Message, Param } from '../src/content/message';
import type { PracticeProfile } from '../src/content/profile';
import type { Services } from './services';
import type { BookingDraft, Turn } from './turn';

/** What is held on the way to a booking, or to another time for one. */
type Held = Pick<BookingDraft, 'kind' | 'choice' | 'hold' | 'until'>;

/** Holds what the draft has picked for the practice's minutes; false when it can not be had. */
export async function holdFor({ work }: Turn, draft: Held, { diary }: Services): Promise<boolean> {
  const { kind, choice = '', hold } = draft;
  const opening = kind === 'appointment' ? await diary.opening(choice, hold) : undefined;
  const cohort = kind === 'group' ? await diary.cohort(choice, hold) : undefined;
  const wanted = opening ? { opening } : cohort && cohort.seatsLeft > 0 ? { cohort } : undefined;
  if (!wanted) return false;
  Object.assign(draft, await diary.hold(work, wanted));
  return true;
}

/** Holds anew what is still free when the minutes have run out; true when it did, so that it can be said. */
export async function renewHold(turn: Turn, draft: Held, services: Services): Promise<boolean> {
  return hasRunOut(draft, turn.now) && holdFor(turn, draft, services);
}

/** Whether the minutes for which something was held are over. */
export function hasRunOut({ until }: Held, now: Date): boolean {
  return until !== undefined && Date.parse(until) <= now.getTime();
}

/** Until when the draft's choice is held, in words; undefined when nothing is. */
export function keptMessage({ until }: Held, profile: PracticeProfile): Message | undefined {
  return until === undefined
    ? undefined
    : { parts: [{ key: 'booking.held', params: { until: clockParam(until, profile) } }] };
}

/** A moment as a clock on the practice's wall shows it. */
export function clockParam(at: string, { timeZone }: PracticeProfile): Param {
  return { at, zone: timeZone, style: 'time' };
}
