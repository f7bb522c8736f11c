import type { PracticeProfile } from '../content/profile';
import type { Database } from '../storage/types';
import { minuteOf, taken } from './claims';
import { roster, type Plan } from './roster';
import { candidates, freeDates, resourcesOf, search, type Candidate, type Reach } from './search';
import type { Times } from './times';
import type { Found, Opening, Wish } from './types';
import { bare, ladder } from './wish';
import { type ZoneClock, zoneClock } from './zoneClock';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ID = /^(?<clinician>[a-z][a-z0-9_-]*)\.(?<format>[a-z_]+)@(?<start>\d{4}-\d\d-\d\dT\d\d:\d\dZ)$/;

/** The bookable times of the practice's clinicians: planned by the profile, less what has been claimed. */
export class Openings implements Times {
  private readonly plans: readonly Plan[];
  private readonly clock: ZoneClock;

  constructor(
    private readonly profile: PracticeProfile,
    private readonly db: Database,
    private readonly now: () => number,
  ) {
    this.plans = roster(profile);
    this.clock = zoneClock(profile.timeZone);
  }

  /** A page of the openings that meet the wish, or of the nearest when none does. */
  async find(wish: Wish, { skip, take }: { skip: number; take: number }): Promise<Found<Opening>> {
    const now = this.now();
    for (const [step, eased] of ladder(wish).entries()) {
      const planned = candidates(this.plans, eased, this.reach(now), this.clock);
      const free = await search(this.db, planned, skip + take + 1, now);
      if (free.length === 0) continue;
      const items = free.slice(skip, skip + take).map((candidate) => this.opening(candidate));
      return { items, fits: step === 0, more: free.length > skip + take };
    }
    return { items: [], fits: false, more: false };
  }

  async days(wish: Wish, most: number): Promise<readonly string[]> {
    const now = this.now();
    const planned = candidates(this.plans, bare(wish), this.reach(now), this.clock);
    return freeDates(this.db, planned, most, { now, clock: this.clock });
  }

  /** The opening, when the profile plans it, it lies within notice and horizon, and nobody else has it: a hold or a booking of one's own. */
  async one(id: string, hold?: string, own?: string): Promise<Opening | undefined> {
    const candidate = this.planned(id);
    if (!candidate) return undefined;
    const now = this.now();
    const reach = this.reach(now);
    // Who holds a time may take as long as the hold lasts, even when the notice passes meanwhile.
    const grace = hold === undefined ? 0 : this.profile.booking.holdMinutes * MINUTE;
    if (candidate.start < reach.from - grace || candidate.start >= reach.to) return undefined;
    const others = await taken(this.db, resourcesOf(candidate), now, { hold, own });
    return others.size === 0 ? this.opening(candidate) : undefined;
  }

  /** What an opening takes out of the diary. Its id must be one of ours. */
  resources(opening: Opening): string[] {
    const candidate = this.planned(opening.id);
    return candidate ? resourcesOf(candidate) : [];
  }

  private reach(now: number): Reach {
    const { noticeHours, horizonDays } = this.profile.booking;
    return { from: now + noticeHours * HOUR, to: now + horizonDays * DAY };
  }

  private planned(id: string): Candidate | undefined {
    const named = ID.exec(id)?.groups;
    const plan = this.plans.find(
      ({ clinician, format }) => clinician.id === named?.['clinician'] && format === named['format'],
    );
    const start = Date.parse(named?.['start'] ?? '');
    if (!plan || Number.isNaN(start)) return undefined;
    const session = plan.on(Math.floor(start / DAY) * DAY).find((one) => one.start === start);
    return session && { plan, ...session };
  }

  private opening({ plan, start }: Candidate): Opening {
    const { clinician, format, minutes } = plan;
    return {
      id: `${clinician.id}.${format}@${minuteOf(start)}`,
      clinician: clinician.id,
      clinicianName: clinician.name,
      format,
      mode: clinician.modes.length > 1 ? 'either' : (clinician.modes[0] ?? 'either'),
      startsAt: this.clock.iso(start),
      minutes,
      zone: this.clock.name,
    };
  }
}
