import { randomInt, randomUUID } from 'node:crypto';
import type { BookingNote } from '../content/message';
import type { PracticeProfile } from '../content/profile';
import { TriageError } from '../errors';
import type { Database, Work } from '../storage/types';
import { bookingRow, noteOf, type Settled } from './bookingRow';
import { claim, giveUp } from './claims';
import { Cohorts } from './cohorts';
import { Openings } from './openings';
import { makeReference } from './reference';
import type { BookingRequest, CohortOffer, Diary, Found, Opening, Wish } from './types';
import { type ZoneClock, zoneClock } from './zoneClock';

const MINUTE = 60_000;

/** What the diary is made of. */
export interface DiaryParts {
  readonly profile: PracticeProfile;
  readonly db: Database;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A whole number from 0 to below its argument, for references; the system's own unless given. */
  readonly random?: (below: number) => number;
}

interface Terms {
  readonly settled: Settled;
  readonly resources: readonly string[];
  readonly guard: 'opening' | 'seat';
}

/** What staff still have to arrange. */
const NOTHING_TAKEN: Terms = { settled: { status: 'pending' }, resources: [], guard: 'opening' };

/** The diary of a practice that books here: openings and cohorts from its profile, what is sold from the database. */
export function createDiary(parts: DiaryParts): Diary {
  return new OwnDiary(parts);
}

class OwnDiary implements Diary {
  private readonly profile: PracticeProfile;
  private readonly db: Database;
  private readonly now: () => number;
  private readonly random: (below: number) => number;
  private readonly sessions: Openings;
  private readonly groups: Cohorts;
  private readonly clock: ZoneClock;

  constructor({ profile, db, now, random = randomInt }: DiaryParts) {
    this.profile = profile;
    this.db = db;
    this.now = now;
    this.random = random;
    this.sessions = new Openings(profile, db, now);
    this.groups = new Cohorts(profile, db, now);
    this.clock = zoneClock(profile.timeZone);
  }

  openings(wish: Wish, page: { skip: number; take: number }): Promise<Found<Opening>> {
    return this.sessions.find(wish, page);
  }

  cohorts(wish: Wish, page: { skip: number; take: number }): Promise<Found<CohortOffer>> {
    return this.groups.find(wish, page);
  }

  opening(id: string, hold?: string): Promise<Opening | undefined> {
    return this.sessions.one(id, hold);
  }

  cohort(id: string, hold?: string): Promise<CohortOffer | undefined> {
    return this.groups.one(id, hold);
  }

  async hold(
    work: Work,
    choice: { opening: Opening } | { cohort: CohortOffer },
  ): Promise<{ hold: string; until: string }> {
    const now = this.now();
    const hold = `hold:${randomUUID()}`;
    const until = now + this.profile.booking.holdMinutes * MINUTE;
    const guard = 'opening' in choice ? 'opening' : 'seat';
    const resources =
      'opening' in choice ? this.sessions.resources(choice.opening) : [await this.seatFor(choice.cohort.id)];
    if (resources.length === 0) throw gone();
    work.stage(claim({ resources, holder: hold, expiresAt: until, now, guard }));
    return { hold, until: this.clock.iso(until) };
  }

  release(work: Work, hold: string): void {
    work.stage(giveUp(hold));
  }

  async book(work: Work, request: BookingRequest): Promise<BookingNote> {
    const now = this.now();
    const { hold, kind } = request;
    const reference = makeReference(this.random);
    const { settled, resources, guard } = await this.settle(request);
    if (resources.length > 0)
      work.stage(claim({ resources, holder: reference, expiresAt: null, now, hold, guard }));
    if (hold !== undefined) work.stage(giveUp(hold));
    work.stage(...bookingRow(request, settled, reference, now));
    const { status, startsAt } = settled;
    return {
      ...{ kind, status, reference },
      ...(startsAt !== undefined && { startsAt: this.clock.iso(startsAt) }),
    };
  }

  async bookingsOf(visitor: string): Promise<readonly BookingNote[]> {
    const rows = await this.db.query(
      `SELECT kind, status, reference, starts_at FROM bookings WHERE visitor = ? AND status <> 'cancelled'
        ORDER BY CASE WHEN starts_at IS NULL THEN 1 ELSE 0 END, starts_at, created_at`,
      [visitor],
    );
    return rows.map((row) => noteOf(row, this.clock));
  }

  /** What is booked, and what it takes out of the diary for good. */
  private async settle(request: BookingRequest): Promise<Terms> {
    const { kind, choice } = request;
    switch (kind) {
      case 'appointment':
        return this.settleAppointment(request);
      case 'group':
        return this.settleGroup(request);
      case 'waitlist':
        if (choice === undefined) return NOTHING_TAKEN;
        if (!this.profile.cohorts.some(({ id }) => id === choice)) throw gone();
        return { ...NOTHING_TAKEN, settled: { status: 'pending', cohort: choice } };
      case 'callback':
        return NOTHING_TAKEN;
    }
  }

  private async settleAppointment({ choice = '', hold, mode }: BookingRequest): Promise<Terms> {
    const opening = await this.sessions.one(choice, hold);
    if (!opening) throw gone();
    const { clinician, minutes, zone, format } = opening;
    const startsAt = Date.parse(opening.startsAt);
    // Where the clinician offers both, the visitor's word counts.
    const agreed = opening.mode === 'either' ? mode : opening.mode;
    return {
      settled: { status: 'confirmed', clinician, format, mode: agreed, startsAt, minutes, zone },
      resources: this.sessions.resources(opening),
      guard: 'opening',
    };
  }

  private async settleGroup({ choice = '', hold }: BookingRequest): Promise<Terms> {
    const offer = await this.groups.one(choice, hold);
    if (!offer) throw gone();
    const { mode, minutes, zone, screeningCall } = offer;
    const status = screeningCall ? 'pending' : 'confirmed';
    const startsAt = Date.parse(offer.startsAt);
    return {
      settled: { status, cohort: choice, format: 'group', mode, startsAt, minutes, zone },
      resources: [await this.seatFor(choice, hold)],
      guard: 'seat',
    };
  }

  private async seatFor(cohort: string, hold?: string): Promise<string> {
    const seat = await this.groups.seat(cohort, hold);
    if (seat === undefined) throw gone();
    return seat;
  }
}

function gone(): TriageError {
  return new TriageError(
    'BOOKING_GONE',
    'What was to be booked can no longer be had. Ask the diary for the opening or cohort first, and offer what it has.',
    { status: 409 },
  );
}
