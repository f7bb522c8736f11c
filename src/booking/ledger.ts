import { randomInt, randomUUID } from 'node:crypto';
import type { PracticeProfile } from '../content/profile';
import type { Database, Statement, Work } from '../storage/types';
import { releaseTime } from './blocks';
import { bookingRow, newBooking, type Settled } from './bookingRow';
import { Choices, type Terms } from './choices';
import { claim, giveUp } from './claims';
import { Cohorts } from './cohorts';
import { gather, type Gathering } from './minimum';
import { Openings } from './openings';
import { tell, type BookingFacts, type BookingTopic } from './outbox';
import type { DiaryParts } from './parts';
import { makeReference } from './reference';
import { remind, remindNoMore } from './reminders';
import { after, changed, factsOf, readStored, type Change, type Stored } from './stored';
import { Ordering } from './systems/ordering';
import { SystemOpenings } from './systems/systemOpenings';
import { dropTasks, estimateTask } from './tasks';
import type { Times } from './times';
import type { BookingRequest } from './types';
import { Viewer } from './viewer';
import { Waitlist } from './waitlist';

const MINUTE = 60_000;

type By = NonNullable<BookingFacts['by']>;

/**
 * Writes bookings and their changes, for visitors and staff alike. Each change is staged whole: the booking as it was
 * read, what it takes or gives up, its reminders and tasks, and what the outbox tells.
 */
export class Ledger {
  readonly profile: PracticeProfile;
  readonly db: Database;
  readonly now: () => number;
  readonly sessions: Times;
  readonly groups: Cohorts;
  readonly waitlist: Waitlist;
  readonly choices: Choices;
  readonly viewer: Viewer;
  /** What is asked of another system, where the practice has one. */
  readonly ordering: Ordering;
  private readonly random: (below: number) => number;

  constructor({ profile, db, now, system, random = randomInt }: DiaryParts) {
    this.profile = profile;
    this.db = db;
    this.now = now;
    this.random = random;
    const ask = system?.times?.bind(system);
    this.sessions = ask ? new SystemOpenings(ask, profile, db, now) : new Openings(profile, db, now);
    this.ordering = new Ordering(system, profile, db, now);
    this.groups = new Cohorts(profile, db, now);
    this.waitlist = new Waitlist(profile, db, this.groups);
    this.choices = new Choices(profile, db, this.sessions, this.groups, now);
    this.viewer = new Viewer(profile, this.groups, this.waitlist, now);
  }

  async find(id: string): Promise<Stored | undefined> {
    return (await readStored(this.db, 'id = ?', [id]))[0];
  }

  async findByReference(reference: string): Promise<Stored | undefined> {
    return (await readStored(this.db, 'reference = ?', [reference]))[0];
  }

  /** A new booking; `termsOf` is told its id. */
  async write(
    work: Work,
    request: BookingRequest,
    termsOf: (id: string) => Promise<Terms>,
    enteredBy?: string,
  ): Promise<Stored> {
    const [id, reference, now] = [randomUUID(), makeReference(this.random), this.now()];
    const asked = enteredBy === undefined && this.ordering.takes(request.kind);
    const terms = await termsOf(id);
    const { settled, resources, guard, gathering } = asked ? this.ordering.waiting(terms) : terms;
    const { hold, visitor } = request;
    if (resources.length > 0)
      work.stage(claim({ resources, holder: reference, expiresAt: null, now, hold, guard }));
    if (hold !== undefined) work.stage(giveUp(hold));
    const origin = { id, reference, now, ...(enteredBy !== undefined && { enteredBy }) };
    const booking = { ...newBooking(request, settled, origin), missing: gathering?.missing };
    work.stage(...bookingRow(booking, visitor, this.profile), ...statementsOf(gathering));
    if (asked) work.stage(...this.ordering.book(booking, resources));
    return booking;
  }

  /**
   * Takes a booking to another time or group. What it had goes to whoever waits for it. Where another system has the
   * last word it is asked, and the booking keeps what it has until then.
   */
  async move(work: Work, booking: Stored, terms: Terms, by: By, hold?: string): Promise<Stored> {
    const now = this.now();
    if (by !== 'system' && (await this.ordering.decides(booking, by))) {
      work.stage(...(await this.ordering.move(booking, terms, hold)));
      return after(booking, { waits_for: 'practice' }, now);
    }
    const { settled, resources, guard, gathering } = terms;
    const change = { ...changeOf(settled), ...keptWaiting(booking) };
    work.stage(changed(booking, change, now), ...(await this.given(booking)));
    if (resources.length > 0)
      work.stage(claim({ resources, holder: booking.reference, expiresAt: null, now, hold, guard }));
    if (hold !== undefined) work.stage(giveUp(hold));
    const moved = { ...after(booking, change, now), missing: gathering?.missing };
    work.stage(...statementsOf(gathering), ...this.renewed(moved));
    return this.told(work, 'booking.moved', moved, by);
  }

  /** Cancelled for good: what it had goes to whoever waits for it. */
  async cancel(work: Work, booking: Stored, topic: BookingTopic, by: By): Promise<Stored> {
    const now = this.now();
    const change = { status: 'cancelled', waits_for: null, offered_until: null };
    work.stage(changed(booking, change, now), ...(await this.given(booking)));
    work.stage(remindNoMore(booking.id), dropTasks(booking.id));
    if (by !== 'system') work.stage(...(await this.ordering.cancel(booking)));
    return this.told(work, topic, after(booking, change, now), by);
  }

  /** Nobody answered an offer in time: the wait is over, and the seat passes on. */
  expire(work: Work, booking: Stored): Promise<Stored> {
    return this.cancel(work, booking, 'waitlist.expired', 'clock');
  }

  /** A place on a waitlist becomes a place in the group, with the seat that has been kept for it. */
  async accept(work: Work, booking: Stored, by: By): Promise<Stored> {
    const terms = await this.choices.offered(booking.cohort ?? '', booking);
    const now = this.now();
    const { settled, gathering } = this.ordering.takes('group') ? this.ordering.waiting(terms) : terms;
    const change = { ...changeOf(settled), kind: 'group', offered_until: null };
    const accepted = { ...after(booking, change, now), missing: gathering?.missing };
    work.stage(changed(booking, change, now), ...statementsOf(gathering), ...this.renewed(accepted));
    work.stage(...this.ordering.book(accepted, []));
    return this.told(work, 'waitlist.accepted', accepted, by);
  }

  /** Settled by the practice; a group that still gathers goes on waiting for that. */
  async confirm(work: Work, booking: Stored, by: By): Promise<Stored> {
    const { cohort = '', waitsFor } = booking;
    const group = booking.kind === 'group' && waitsFor !== 'minimum' ? this.groups.group(cohort) : undefined;
    const now = this.now();
    const gathering = group && (await gather(this.db, group, { joining: 0, now, own: booking.id }));
    const early = gathering !== undefined && gathering.missing > 0;
    const change = early ? { waits_for: 'minimum' } : { status: 'confirmed', waits_for: null };
    work.stage(changed(booking, change, now), ...statementsOf(gathering));
    const confirmed = { ...after(booking, change, now), missing: gathering?.missing };
    return early ? confirmed : this.told(work, 'booking.confirmed', confirmed, by);
  }

  /** Everything that a booking has is given up. */
  private async given(booking: Stored): Promise<Statement[]> {
    const { reference, clinician, cohort, startsAt, minutes = 0 } = booking;
    if (cohort !== undefined) return this.waitlist.passOn(booking, this.now());
    if (clinician === undefined || startsAt === undefined) return [];
    return releaseTime(this.db, reference, { clinician, startsAt, endsAt: startsAt + minutes * MINUTE });
  }

  /** Reminders and tasks for the time that a booking has now. */
  private renewed(booking: Stored): Statement[] {
    const now = this.now();
    return [
      ...[remindNoMore(booking.id), dropTasks(booking.id)],
      ...[...remind(booking, this.profile, now), ...estimateTask(booking, this.profile, now)],
    ];
  }

  private told(work: Work, topic: BookingTopic, booking: Stored, by: By): Stored {
    work.stage(tell(topic, factsOf(booking, { by }), this.now()));
    return booking;
  }
}

/** What stays open with the practice or its other system stays so when the time changes. */
function keptWaiting({ waitsFor }: Stored): Change {
  return waitsFor === 'practice' ? { status: 'pending', waits_for: 'practice' } : {};
}

function changeOf(settled: Settled): Change {
  const { status, waitsFor, clinician, cohort, format, mode, startsAt, minutes, zone } = settled;
  return {
    ...{ status, waits_for: waitsFor ?? null, clinician: clinician ?? null, cohort: cohort ?? null },
    ...{ format: format ?? null, mode: mode ?? null, zone: zone ?? null },
    ...{ starts_at: startsAt ?? null, minutes: minutes ?? null },
  };
}

function statementsOf(gathering?: Gathering): readonly Statement[] {
  return gathering?.statements ?? [];
}
