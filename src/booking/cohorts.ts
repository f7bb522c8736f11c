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
    const group = this.group(id);
    return group && this.offer(group, hold);
  }

  /** A seat that can be claimed now: the one held by `hold`, else the first that is free; undefined when full. */
  async seat(id: string, hold?: string): Promise<string | undefined> {
    const group = this.group(id);
    if (!group) return undefined;
    const all = seats(id, group.cohort.seats.max);
    const [others, anybody] = await Promise.all([
      taken(this.db, all, this.now(), { hold }),
      taken(this.db, all, this.now()),
    ]);
    return (
      all.find((seat) => anybody.has(seat) && !others.has(seat)) ?? all.find((seat) => !others.has(seat))
    );
  }

  /** The meetings of a cohort of the profile. */
  group(id: string): Meetings | undefined {
    return this.groups.find(({ cohort }) => cohort.id === id);
  }

  /** Until when a seat can be offered: an open group's as long as it meets. Undefined when it can not be joined. */
  joinableUntil(id: string): number | undefined {
    const group = this.group(id);
    if (!group || this.joinableAt(group) === undefined) return undefined;
    return group.cohort.open ? Infinity : group.first;
  }

  /** How many must still join before it starts. */
  async missing(id: string): Promise<number> {
    const group = this.group(id);
    return group ? this.missingOf(group, (await this.people(id)).joined) : 0;
  }

  /** Seats that nobody has booked, holds or is being offered. */
  async freeSeats(id: string): Promise<string[]> {
    const all = seats(id, this.group(id)?.cohort.seats.max ?? 0);
    const others = await taken(this.db, all, this.now());
    return all.filter((seat) => !others.has(seat));
  }

  private async offer(group: Meetings, hold?: string): Promise<CohortOffer | undefined> {
    const { cohort, clock } = group;
    const startsAt = this.joinableAt(group);
    if (startsAt === undefined) return undefined;
    const all = seats(cohort.id, cohort.seats.max);
    const [others, anybody, { joined, waiting }] = await Promise.all([
      taken(this.db, all, this.now(), { hold }),
      taken(this.db, all, this.now()),
      this.people(cohort.id),
    ]);
    return {
      id: cohort.id,
      clinicianName: this.profile.clinicians.find(({ id }) => id === cohort.clinician)?.name ?? '',
      mode: cohort.mode,
      startsAt: clock.iso(startsAt),
      minutes: cohort.minutes,
      zone: clock.name,
      // A seat of one's own, and those that are free beyond what the waitlist will be offered.
      seatsLeft: anybody.size - others.size + Math.max(0, all.length - anybody.size - waiting),
      screeningCall: cohort.screeningCall ?? this.profile.formats.group.screeningCall,
      open: cohort.open,
      missing: this.missingOf(group, joined),
    };
  }

  /** A group that has met has started, whoever was there. */
  private missingOf({ cohort, first }: Meetings, joined: number): number {
    const hasStarted = first === undefined || first <= this.now();
    return hasStarted ? 0 : Math.max(0, cohort.seats.min - joined);
  }

  /** How many have a seat, and how many wait for one without an offer. */
  private async people(cohort: string): Promise<{ joined: number; waiting: number }> {
    const rows = await this.db.query(
      `SELECT kind, count(*) AS n FROM bookings
       WHERE cohort = ? AND (kind = 'group' AND status <> 'cancelled'
         OR kind = 'waitlist' AND status = 'pending' AND offered_until IS NULL) GROUP BY kind`,
      [cohort],
    );
    const count = (wanted: string): number => Number(rows.find(({ kind }) => kind === wanted)?.['n'] ?? 0);
    return { joined: count('group'), waiting: count('waitlist') };
  }

  /** The first meeting that a visitor can still be at; a closed cohort is joined at its first meeting or not at all. */
  private joinableAt(group: Meetings): number | undefined {
    const from = this.now() + this.profile.booking.noticeHours * HOUR;
    if (group.cohort.open) return group.nextFrom(from);
    return group.first !== undefined && group.first >= from ? group.first : undefined;
  }

  private suits(offer: CohortOffer, wish: Wish): boolean {
    const group = this.group(offer.id);
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
