import { randomUUID } from 'node:crypto';
import type { BookingNote } from '../content/message';
import type { Work } from '../storage/types';
import { gone } from './bookingError';
import { noteOf } from './bookingRow';
import { NOTHING_TAKEN, type Terms } from './choices';
import { claim, giveUp } from './claims';
import { Ledger } from './ledger';
import type { DiaryParts } from './parts';
import type { Booked, BookingRequest, CohortOffer, Diary, Found, Opening, Wish } from './types';
import { type ZoneClock, zoneClock } from './zoneClock';

const MINUTE = 60_000;

/** The diary of a practice that books here: openings and cohorts from its profile, what is sold from the database. */
export function createDiary(parts: DiaryParts): Diary {
  return new OwnDiary(parts);
}

class OwnDiary implements Diary {
  private readonly ledger: Ledger;
  private readonly clock: ZoneClock;

  constructor(parts: DiaryParts) {
    this.ledger = new Ledger(parts);
    this.clock = zoneClock(parts.profile.timeZone);
  }

  openings(wish: Wish, page: { skip: number; take: number }): Promise<Found<Opening>> {
    return this.ledger.sessions.find(wish, page);
  }

  days(wish: Wish, most: number): Promise<readonly string[]> {
    return this.ledger.sessions.days(wish, most);
  }

  cohorts(wish: Wish, page: { skip: number; take: number }): Promise<Found<CohortOffer>> {
    return this.ledger.groups.find(wish, page);
  }

  opening(id: string, hold?: string): Promise<Opening | undefined> {
    return this.ledger.sessions.one(id, hold);
  }

  cohort(id: string, hold?: string): Promise<CohortOffer | undefined> {
    return this.ledger.groups.one(id, hold);
  }

  async hold(
    work: Work,
    choice: { opening: Opening } | { cohort: CohortOffer },
  ): Promise<{ hold: string; until: string }> {
    const now = this.ledger.now();
    const hold = `hold:${randomUUID()}`;
    const until = now + this.ledger.profile.booking.holdMinutes * MINUTE;
    const guard = 'opening' in choice ? 'opening' : 'seat';
    const resources =
      'opening' in choice
        ? this.ledger.sessions.resources(choice.opening)
        : [await this.freeSeat(choice.cohort.id)];
    if (resources.length === 0) throw gone();
    work.stage(claim({ resources, holder: hold, expiresAt: until, now, guard }));
    return { hold, until: this.clock.iso(until) };
  }

  release(work: Work, hold: string): void {
    work.stage(giveUp(hold));
  }

  async book(work: Work, request: BookingRequest): Promise<Booked> {
    const booking = await this.ledger.write(work, request, (id) => this.terms(request, id));
    const { id, kind, status, reference, startsAt, waitsFor, missing } = booking;
    return {
      ...{ id, kind, status, reference },
      ...(startsAt !== undefined && { startsAt: this.clock.iso(startsAt) }),
      ...(waitsFor === 'minimum' && missing !== undefined && { missing }),
    };
  }

  isAsked(kind: BookingNote['kind']): boolean {
    return this.ledger.ordering.takes(kind);
  }

  async bookingsOf(visitor: string): Promise<readonly BookingNote[]> {
    const rows = await this.ledger.db.query(
      `SELECT kind, status, reference, starts_at FROM bookings WHERE visitor = ? AND status <> 'cancelled'
        ORDER BY CASE WHEN starts_at IS NULL THEN 1 ELSE 0 END, starts_at, created_at`,
      [visitor],
    );
    return rows.map((row) => noteOf(row, this.clock));
  }

  /** What is booked, and what it takes out of the diary for good. */
  private async terms({ kind, choice, hold, mode }: BookingRequest, id: string): Promise<Terms> {
    const { choices, profile } = this.ledger;
    switch (kind) {
      case 'appointment':
        return choices.opening(choice ?? '', mode, { id, hold });
      case 'group':
        return choices.seat(choice ?? '', { id, hold });
      case 'waitlist':
        if (choice === undefined) return NOTHING_TAKEN;
        if (!profile.cohorts.some((cohort) => cohort.id === choice)) throw gone();
        return { ...NOTHING_TAKEN, settled: { status: 'pending', cohort: choice } };
      case 'callback':
        return NOTHING_TAKEN;
    }
  }

  private async freeSeat(cohort: string): Promise<string> {
    const { groups } = this.ledger;
    const offer = await groups.one(cohort);
    const seat = offer && offer.seatsLeft > 0 ? await groups.seat(cohort) : undefined;
    if (seat === undefined) throw gone();
    return seat;
  }
}
