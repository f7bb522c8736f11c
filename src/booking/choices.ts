import type { PracticeProfile } from '../content/profile';
import type { Format } from '../fit/types';
import type { Database } from '../storage/types';
import { gone, invalid } from './bookingError';
import type { Settled } from './bookingRow';
import { quanta, taken } from './claims';
import type { Cohorts } from './cohorts';
import { gather, type Gathering } from './minimum';
import { DEFAULT_MINUTES, STEP } from './roster';
import type { Stored } from './stored';
import type { Times } from './times';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What a choice comes to: what is settled by it, and what it takes out of the diary for good. */
export interface Terms {
  readonly settled: Settled;
  readonly resources: readonly string[];
  readonly guard: 'opening' | 'seat';
  /** Of a group that starts when enough have joined. */
  readonly gathering?: Gathering;
}

/** What staff still have to arrange. */
export const NOTHING_TAKEN: Terms = {
  settled: { status: 'pending', waitsFor: 'practice' },
  resources: [],
  guard: 'opening',
};

/** Whose choice it is. */
export interface Chooser {
  /** The booking that is being made or changed. */
  readonly id: string;
  /** Its reference, when it has something already. */
  readonly own?: string;
  readonly hold?: string | undefined;
}

/** A session that staff want, at whatever time. */
export interface StaffSession {
  readonly clinician: string;
  readonly format: Format;
  readonly mode: Stored['mode'];
  readonly startsAt: number;
  readonly minutes?: number | undefined;
}

/** Turns what somebody chose into terms, or says that it can not be had. */
export class Choices {
  constructor(
    private readonly profile: PracticeProfile,
    private readonly db: Database,
    private readonly sessions: Times,
    private readonly groups: Cohorts,
    private readonly now: () => number,
  ) {}

  /** @throws `BOOKING_GONE` */
  async opening(choice: string, mode: Stored['mode'], { hold, own }: Chooser): Promise<Terms> {
    const opening = await this.sessions.one(choice, hold, own);
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

  /** @throws `BOOKING_GONE` */
  async seat(cohort: string, { hold, id }: Chooser): Promise<Terms> {
    const offer = await this.groups.one(cohort, hold);
    const seat = offer && offer.seatsLeft > 0 ? await this.groups.seat(cohort, hold) : undefined;
    if (!offer || seat === undefined) throw gone();
    return this.place(cohort, Date.parse(offer.startsAt), [seat], { id, screened: !offer.screeningCall });
  }

  /** A place in a group without the seat, which is had already. */
  async offered(cohort: string, { id }: Chooser): Promise<Terms> {
    const offer = await this.groups.one(cohort);
    if (!offer) throw gone();
    return this.place(cohort, Date.parse(offer.startsAt), [], { id, screened: !offer.screeningCall });
  }

  /** A seat that staff give, whatever the notice and the waitlist say: they have talked with the person. */
  async staffSeat(cohort: string, { id }: Chooser): Promise<Terms> {
    const group = this.groups.group(cohort);
    if (!group) throw invalid(`there is no cohort "${cohort}"`);
    const [startsAt, seat] = [group.nextFrom(this.now()), await this.groups.seat(cohort)];
    if (startsAt === undefined || seat === undefined) throw gone();
    return this.place(cohort, startsAt, [seat], { id, screened: true });
  }

  /** A session that staff set, at any time that is free. */
  async staffSession(wanted: StaffSession, { own }: Pick<Chooser, 'own'>): Promise<Terms> {
    const { clinician: id, format, mode, startsAt } = wanted;
    const { clinicians, formats, booking, timeZone } = this.profile;
    const clinician = clinicians.find((one) => one.id === id);
    if (!clinician) throw invalid(`there is no clinician "${id}"`);
    if (!Number.isInteger(startsAt / (STEP * MINUTE)))
      throw invalid('it must start on a step of five minutes');
    if (startsAt <= this.now()) throw invalid('it must lie ahead');
    const minutes = wanted.minutes ?? clinician.minutes ?? formats[format].minutes ?? DEFAULT_MINUTES;
    const span = Math.ceil((minutes + booking.bufferMinutes) / STEP) * STEP * MINUTE;
    const resources = quanta(id, startsAt, span);
    const others = await taken(this.db, resources, this.now(), { own });
    if (others.size > 0 || this.leadsGroup(id, startsAt, startsAt + minutes * MINUTE)) throw gone();
    return {
      settled: { status: 'confirmed', clinician: id, format, mode, startsAt, minutes, zone: timeZone },
      ...{ resources, guard: 'opening' },
    };
  }

  private async place(
    cohort: string,
    startsAt: number,
    resources: readonly string[],
    { id, screened }: { id: string; screened: boolean },
  ): Promise<Terms> {
    const group = this.groups.group(cohort);
    if (!group) throw gone();
    const gathering = await gather(this.db, group, { joining: 1, now: this.now(), own: id });
    const { mode, minutes } = group.cohort;
    const waitsFor = !screened ? 'screening' : gathering.missing > 0 ? 'minimum' : undefined;
    return {
      settled: {
        ...{ status: waitsFor ? 'pending' : 'confirmed', cohort, format: 'group' },
        ...(waitsFor && { waitsFor }),
        ...{ mode, startsAt, minutes, zone: group.clock.name },
      },
      ...{ resources, guard: 'seat', gathering },
    };
  }

  private leadsGroup(clinician: string, from: number, to: number): boolean {
    return this.profile.cohorts.some(({ id, clinician: leader, minutes }) => {
      const group = leader === clinician ? this.groups.group(id) : undefined;
      let meets = group?.nextFrom(from - DAY);
      while (meets !== undefined && meets < to) {
        if (meets + minutes * MINUTE > from) return true;
        meets = group?.nextFrom(meets + 1);
      }
      return false;
    });
  }
}
