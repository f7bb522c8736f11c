import type { PracticeProfile } from '../content/profile';
import type { Database } from '../storage/types';
import { seats, taken } from './claims';
import { meetings, type Meetings } from './meetings';
import type { CohortOffer, Found, Wish } from './types';
import { ladder, liesIn, meetsBy, treats } from './wish';

const HOUR = 60 * 60_000;

/** The practice's groups that can still be joined, with the seats that are left. */
export class Cohorts {
  private readonly groups: readonly Meetings[];

  constructor(
    private readonly profile: PracticeProfile,
    private readonly db: Database,
    private readonly now: () => number,
  ) {
    this.groups = profile.formats.group.offered
      ? profile.cohorts.map((cohort) => meetings(cohort, profile))
      : [];
  }

  /** A page of the cohorts that meet the wish, or of the nearest; those that are full come last, for the waitlist. */
  async find(wish: Wish, { skip, take }: { skip: number; take: number }): Promise<Found<CohortOffer>> {
    const all = (await Promise.all(this.groups.map((group) => this.offer(group)))).filter(
      (offer) => offer !== undefined,
    );
    for (const [step, eased] of ladder(wish).entries()) {
      const found = all.filter((offer) => this.suits(offer, eased)).sort(soonestWithSeats);
      if (found.length === 0) continue;
      return {
        items: found.slice(skip, skip + take),
        fits: step === 0,
        more: found.length > skip + take,
      };
    }
    return { items: [], fits: false, more: false };
  }

  /** The cohort while it can be joined, with seats or without. A hold of one's own counts as a seat that is left. */
  async one(id: string, hold?: string): Promise<CohortOffer | undefined> {
    const group = this.groups.find(({ cohort }) => cohort.id === id);
    return group && this.offer(group, hold);
  }

  /** A seat that can be claimed now: the one held by `hold`, else the first that is free; undefined when full. */
  async seat(id: string, hold?: string): Promise<string | undefined> {
    const group = this.groups.find(({ cohort }) => cohort.id === id);
    if (!group) return undefined;
    const all = seats(id, group.cohort.seats.max);
    const [others, anybody] = await Promise.all([
      taken(this.db, all, this.now(), hold),
      taken(this.db, all, this.now()),
    ]);
    return (
      all.find((seat) => anybody.has(seat) && !others.has(seat)) ?? all.find((seat) => !others.has(seat))
    );
  }

  private async offer(group: Meetings, hold?: string): Promise<CohortOffer | undefined> {
    const { cohort, clock } = group;
    const startsAt = this.joinableAt(group);
    if (startsAt === undefined) return undefined;
    const all = seats(cohort.id, cohort.seats.max);
    const [others, missing] = await Promise.all([taken(this.db, all, this.now(), hold), this.missing(group)]);
    return {
      id: cohort.id,
      clinicianName: this.profile.clinicians.find(({ id }) => id === cohort.clinician)?.name ?? '',
      mode: cohort.mode,
      startsAt: clock.iso(startsAt),
      minutes: cohort.minutes,
      zone: clock.name,
      seatsLeft: all.length - others.size,
      screeningCall: cohort.screeningCall ?? this.profile.formats.group.screeningCall,
      open: cohort.open,
      missing,
    };
  }

  /** How many must still join; a group that has met has started, whoever was there. */
  private async missing({ cohort, first }: Meetings): Promise<number> {
    if (first === undefined || first <= this.now()) return 0;
    const [row] = await this.db.query(
      "SELECT count(*) AS n FROM bookings WHERE cohort = ? AND kind = 'group' AND status <> 'cancelled'",
      [cohort.id],
    );
    return Math.max(0, cohort.seats.min - Number(row?.['n']));
  }

  /** The first meeting that a visitor can still be at; a closed cohort is joined at its first meeting or not at all. */
  private joinableAt(group: Meetings): number | undefined {
    const from = this.now() + this.profile.booking.noticeHours * HOUR;
    if (group.cohort.open) return group.nextFrom(from);
    return group.first !== undefined && group.first >= from ? group.first : undefined;
  }

  private suits(offer: CohortOffer, wish: Wish): boolean {
    const group = this.groups.find(({ cohort }) => cohort.id === offer.id);
    if (!group) return false;
    const { cohort, clock } = group;
    return (
      (wish.language === undefined || cohort.language === wish.language) &&
      treats(cohort.concerns, wish.concerns) &&
      meetsBy([cohort.mode], wish.mode) &&
      liesIn(wish.availability, Date.parse(offer.startsAt), cohort.minutes, clock)
    );
  }
}

function soonestWithSeats(a: CohortOffer, b: CohortOffer): number {
  return (
    Number(a.seatsLeft === 0) - Number(b.seatsLeft === 0) || Date.parse(a.startsAt) - Date.parse(b.startsAt)
  );
}
