import type { PracticeProfile } from '../content/profile';
import type { Database, Statement } from '../storage/types';
import { claim, claimsOf } from './claims';
import type { Cohorts } from './cohorts';
import { tell } from './outbox';
import { after, changed, factsOf, readStored, type Stored } from './stored';

const HOUR = 60 * 60_000;
const WAITS = "kind = 'waitlist' AND status = 'pending'";

/** A seat and who has it until now: the reference of a booking, or nobody. */
export interface FreedSeat {
  readonly seat: string;
  readonly holder?: string;
}

/**
 * Waitlists in order of their entries. A seat that becomes free is offered to the first, and claimed for them, so that
 * nobody else gets it; when they do not answer in time, their wait is over and the seat passes on.
 */
export class Waitlist {
  constructor(
    private readonly profile: PracticeProfile,
    private readonly db: Database,
    private readonly cohorts: Cohorts,
  ) {}

  /** Who waits for a cohort and has no offer yet, in order. */
  waiting(cohort: string): Promise<Stored[]> {
    return readStored(this.db, `${WAITS} AND cohort = ? AND offered_until IS NULL`, [cohort]);
  }

  /** Those whose offer has ended unanswered. */
  ended(now: number): Promise<Stored[]> {
    return readStored(this.db, `${WAITS} AND offered_until <= ?`, [now]);
  }

  /** The place in line, 1 is next; those who have an offer are before everybody. */
  async place({ cohort, createdAt, id }: Stored): Promise<number> {
    const [row] = await this.db.query(
      `SELECT count(*) AS n FROM bookings WHERE ${WAITS} AND cohort = ? AND offered_until IS NULL
         AND (created_at < ? OR (created_at = ? AND id < ?))`,
      [cohort ?? '', createdAt, createdAt, id],
    );
    return Number(row?.['n']) + 1;
  }

  /** Offers seats to those who wait, one after the other; what nobody waits for can be had by anybody. */
  async offer(cohort: string, seats: readonly FreedSeat[], now: number): Promise<Statement[]> {
    const last = this.cohorts.joinableUntil(cohort);
    const until = Math.min(now + this.profile.booking.waitlistOfferHours * HOUR, last ?? -Infinity);
    const waiting = until > now && seats.length > 0 ? await this.waiting(cohort) : [];
    return seats.flatMap((seat, index) => {
      const next = waiting[index];
      return next ? offered(next, seat, until, now) : freed(seat);
    });
  }

  /** The seat that has been kept for a booking passes on. */
  async passOn({ reference, cohort }: Stored, now: number): Promise<Statement[]> {
    if (cohort === undefined) return [];
    const seats = await claimsOf(this.db, reference);
    return this.offer(
      cohort,
      seats.map((seat) => ({ seat, holder: reference })),
      now,
    );
  }
}

function offered(next: Stored, { seat, holder }: FreedSeat, until: number, now: number): Statement[] {
  const change = { offered_until: until };
  return [
    holder === undefined ? taken(seat, next, now) : handedOver(seat, holder, next.reference),
    changed(next, change, now),
    tell('waitlist.offered', factsOf(after(next, change, now), { until, by: 'clock' }), now),
  ];
}

function taken(seat: string, { reference }: Stored, now: number): Statement {
  return claim({ resources: [seat], holder: reference, expiresAt: null, now, guard: 'seat' });
}

function handedOver(seat: string, from: string, to: string): Statement {
  return {
    sql: 'UPDATE claims SET holder = ? WHERE resource = ? AND holder = ? AND expires_at IS NULL',
    params: [to, seat, from],
    ...{ expect: 1, guard: 'seat' },
  };
}

function freed({ seat, holder }: FreedSeat): Statement[] {
  if (holder === undefined) return [];
  return [
    {
      sql: 'DELETE FROM claims WHERE resource = ? AND holder = ? AND expires_at IS NULL',
      params: [seat, holder],
    },
  ];
}
