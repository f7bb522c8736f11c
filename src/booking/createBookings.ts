import type { Work } from '../storage/types';
import { counted, readTallies } from './attempts';
import { fixed, gone } from './bookingError';
import { isFactorOf } from './factor';
import { Ledger } from './ledger';
import type { DiaryParts } from './parts';
import { readReference } from './reference';
import { readStored, type Stored } from './stored';
import type { Bookings, BookingView, Contact, Opened } from './types';
import { zoneClock } from './zoneClock';

/** Failed attempts within an hour. A reference has more, so that one visitor alone can not lock another out. */
const MOST = { visitor: 5, reference: 20 };

/** What visitors can do with bookings that are there. */
export function createBookings(parts: DiaryParts): Bookings {
  return new OwnBookings(new Ledger(parts));
}

class OwnBookings implements Bookings {
  constructor(private readonly ledger: Ledger) {}

  async open(
    work: Work,
    { reference, factor, visitor }: { reference: string; factor: string; visitor: string },
  ): Promise<Opened> {
    const { db, profile, viewer } = this.ledger;
    const now = this.ledger.now();
    const wanted = readReference(reference);
    const limits = {
      [`visitor:${visitor}`]: MOST.visitor,
      // What can be no reference is nobody's: it counts for the visitor alone.
      ...(wanted !== undefined && { [`reference:${wanted}`]: MOST.reference }),
    };
    const tallies = await readTallies(db, limits, now);
    const spent = tallies.filter(({ failures, most }) => failures >= most);
    if (spent.length > 0) {
      const until = Math.max(...spent.map(({ expiresAt }) => expiresAt));
      return { outcome: 'limited', until: zoneClock(profile.timeZone).iso(until) };
    }
    const booking = await this.ledger.findByReference(wanted ?? '');
    const isTheirs = isFactorOf(booking?.contact ?? { name: '' }, factor, profile.country);
    work.stage(...tallies.map((tally) => counted(tally, !isTheirs, now)));
    if (!booking || !isTheirs) return { outcome: 'unknown' };
    return { outcome: 'open', booking: await viewer.view(await this.lookedAt(work, booking)) };
  }

  async booking(id: string): Promise<BookingView | undefined> {
    const booking = await this.ledger.find(id);
    return booking && this.ledger.viewer.view(booking);
  }

  async ofVisitor(visitor: string): Promise<readonly BookingView[]> {
    const { db, viewer } = this.ledger;
    if (visitor === '') return [];
    const theirs = await readStored(
      db,
      "visitor = ? AND status <> 'cancelled' AND (starts_at IS NULL OR starts_at > ?)",
      [visitor, this.ledger.now()],
      'CASE WHEN starts_at IS NULL THEN 1 ELSE 0 END, starts_at, created_at',
    );
    return Promise.all(theirs.map((booking) => viewer.view(booking)));
  }

  async contact(id: string): Promise<Contact | undefined> {
    return (await this.ledger.find(id))?.contact;
  }

  async move(
    work: Work,
    id: string,
    { choice, hold }: { choice: string; hold?: string },
  ): Promise<BookingView> {
    const { viewer, choices } = this.ledger;
    const booking = await this.known(id);
    if (!viewer.canMove(booking)) throw fixed('it has no time, is cancelled, or starts too soon');
    const { reference: own, mode, kind } = booking;
    if (kind === 'group' && booking.cohort === choice) return viewer.view(booking);
    const chooser = { id, own, hold };
    const terms =
      kind === 'group' ? await choices.seat(choice, chooser) : await choices.opening(choice, mode, chooser);
    return viewer.view(await this.ledger.move(work, booking, terms, 'visitor', hold));
  }

  async cancel(work: Work, id: string): Promise<BookingView> {
    const { viewer } = this.ledger;
    const booking = await this.known(id);
    if (booking.status === 'cancelled') return viewer.view(booking);
    if (!viewer.canCancel(booking)) throw fixed('it starts too soon');
    return viewer.view(await this.ledger.cancel(work, booking, 'booking.cancelled', 'visitor'));
  }

  async answerOffer(work: Work, id: string, answer: 'accept' | 'decline'): Promise<BookingView> {
    const booking = await this.lookedAt(work, await this.known(id));
    if (booking.status !== 'pending' || booking.offeredUntil === undefined) throw gone();
    const answered =
      answer === 'accept'
        ? this.ledger.accept(work, booking, 'visitor')
        : this.ledger.cancel(work, booking, 'waitlist.declined', 'visitor');
    return this.ledger.viewer.view(await answered);
  }

  /** An offer that has ended unanswered passes on as soon as anybody looks. */
  private async lookedAt(work: Work, booking: Stored): Promise<Stored> {
    const now = this.ledger.now();
    const { offeredUntil, status } = booking;
    if (status !== 'pending' || offeredUntil === undefined || offeredUntil > now) return booking;
    return this.ledger.expire(work, booking);
  }

  private async known(id: string): Promise<Stored> {
    const booking = await this.ledger.find(id);
    if (!booking) throw fixed('there is none with this id');
    return booking;
  }
}
