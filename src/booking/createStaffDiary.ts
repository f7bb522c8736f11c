import type { Work } from '../storage/types';
import { block, readBlocks, unblock, type StoredBlock } from './blocks';
import { fixed, invalid } from './bookingError';
import type { StaffSession } from './choices';
import { readDemand } from './createDemand';
import { Ledger } from './ledger';
import { findOrphans } from './orphans';
import type { DiaryParts } from './parts';
import { readReference } from './reference';
import type * as Staff from './staffTypes';
import { readStored, type Stored } from './stored';
import { closeTask, readTasks } from './tasks';
import type { BookingView } from './types';
import { zoneClock } from './zoneClock';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LONGEST_BLOCK = 31 * DAY;

/** The diary as staff use it: their own entries and blocks, what waits, and who is where. */
export function createStaffDiary(parts: DiaryParts): Staff.StaffDiary {
  return new OwnStaffDiary(new Ledger(parts));
}

class OwnStaffDiary implements Staff.StaffDiary {
  constructor(private readonly ledger: Ledger) {}

  async between(from: string, to: string) {
    const [start, end] = [momentOf(from), momentOf(to)];
    const [bookings, blocks] = await Promise.all([
      readStored(
        this.ledger.db,
        "status <> 'cancelled' AND starts_at >= ? AND starts_at < ?",
        [start, end],
        'starts_at, id',
      ),
      readBlocks(this.ledger.db, start, end),
    ]);
    return { bookings: await this.shown(bookings), blocks: blocks.map((one) => this.shownBlock(one)) };
  }

  async requests(): Promise<readonly Staff.StaffBooking[]> {
    const waits = "status = 'pending' AND waits_for IN ('practice', 'screening')";
    return this.shown(await readStored(this.ledger.db, waits, []));
  }

  async booking(reference: string): Promise<Staff.StaffBooking | undefined> {
    const booking = await this.ledger.findByReference(readReference(reference) ?? '');
    return booking && this.ledger.viewer.staffView(booking);
  }

  cohorts(): Promise<readonly Staff.CohortState[]> {
    return Promise.all(this.ledger.profile.cohorts.map(({ id }) => this.cohortState(id))).then((all) =>
      all.filter((one) => one !== undefined),
    );
  }

  async enter(work: Work, { contact, language, by, payer, what }: Staff.Entry): Promise<BookingView> {
    const { choices, viewer } = this.ledger;
    const common = { contact, language, visitor: '', ...(payer && { payer }) };
    if (contact.name.trim() === '') throw invalid('a name is needed');
    if ('cohort' in what) {
      const request = { ...common, kind: 'group', choice: what.cohort } as const;
      const booking = this.ledger.write(work, request, (id) => choices.staffSeat(what.cohort, { id }), by);
      return viewer.view(await booking);
    }
    const session: StaffSession = { ...what, startsAt: momentOf(what.startsAt) };
    const request = { ...common, kind: 'appointment' } as const;
    const booking = this.ledger.write(work, request, () => choices.staffSession(session, {}), by);
    return viewer.view(await booking);
  }

  async move(work: Work, id: string, to: { startsAt: string } | { cohort: string }): Promise<BookingView> {
    const { choices, viewer } = this.ledger;
    const booking = await this.standing(id);
    const { kind, clinician, format, mode, minutes, reference: own } = booking;
    if ('cohort' in to) {
      if (kind !== 'group') throw fixed('it is no place in a group');
      if (booking.cohort === to.cohort) return viewer.view(booking);
      const terms = await choices.staffSeat(to.cohort, { id });
      return viewer.view(await this.ledger.move(work, booking, terms, 'staff'));
    }
    if (kind !== 'appointment' || clinician === undefined || !format) throw fixed('it is no appointment');
    const session = { clinician, format, mode, minutes, startsAt: momentOf(to.startsAt) };
    const terms = await choices.staffSession(session, { own });
    return viewer.view(await this.ledger.move(work, booking, terms, 'staff'));
  }

  async cancel(work: Work, id: string): Promise<BookingView> {
    const booking = await this.known(id);
    if (booking.status === 'cancelled') return this.ledger.viewer.view(booking);
    return this.ledger.viewer.view(await this.ledger.cancel(work, booking, 'booking.cancelled', 'staff'));
  }

  async confirm(work: Work, id: string): Promise<BookingView> {
    const booking = await this.standing(id);
    if (booking.status === 'confirmed') return this.ledger.viewer.view(booking);
    if (booking.kind === 'waitlist' && booking.cohort !== undefined)
      throw fixed('a place on a waitlist is answered by its visitor');
    return this.ledger.viewer.view(await this.ledger.confirm(work, booking, 'staff'));
  }

  async block(work: Work, wanted: Omit<Staff.Block, 'id'>) {
    const [startsAt, endsAt] = [momentOf(wanted.startsAt), momentOf(wanted.endsAt)];
    const { db, profile } = this.ledger;
    if (!profile.clinicians.some(({ id }) => id === wanted.clinician))
      throw invalid(`there is no clinician "${wanted.clinician}"`);
    if (endsAt <= startsAt) throw invalid('it must end after it starts');
    if (endsAt - startsAt > LONGEST_BLOCK) throw invalid('a block is at most 31 days long; make several');
    const { id, statements, inTheWay } = await block(db, { ...wanted, startsAt, endsAt }, this.ledger.now());
    work.stage(...statements);
    return { id, inTheWay: await this.shown(inTheWay) };
  }

  async unblock(work: Work, id: string): Promise<void> {
    work.stage(...(await unblock(this.ledger.db, id)));
  }

  demand(days = 90): Promise<readonly Staff.DemandRow[]> {
    return readDemand(this.ledger.db, this.ledger.profile, this.ledger.now() - days * DAY);
  }

  async orphans(): Promise<readonly Staff.Orphans[]> {
    const { db, profile, now } = this.ledger;
    const found = await findOrphans(db, profile, now());
    return Promise.all(found.map(async (one) => ({ ...one, bookings: await this.shown(one.bookings) })));
  }

  tasks(): Promise<readonly Staff.Task[]> {
    return readTasks(this.ledger.db, this.ledger.profile, this.ledger.now());
  }

  closeTask(work: Work, id: string, by: string): void {
    work.stage(closeTask(id, by, this.ledger.now()));
  }

  private async cohortState(id: string): Promise<Staff.CohortState | undefined> {
    const { db, groups, profile, now } = this.ledger;
    const group = groups.group(id);
    if (!group) return undefined;
    const { cohort, clock } = group;
    const startsAt = group.nextFrom(now());
    const here = "cohort = ? AND status <> 'cancelled' AND kind = ?";
    const [members, waiting, missing, free] = await Promise.all([
      readStored(db, here, [id, 'group']).then((all) => this.shown(all)),
      readStored(db, here, [id, 'waitlist']).then((all) => this.shown(all)),
      groups.missing(id),
      groups.freeSeats(id),
    ]);
    return {
      ...{ id, open: cohort.open, seats: cohort.seats, members, waiting, missing, free: free.length },
      clinicianName: profile.clinicians.find((one) => one.id === cohort.clinician)?.name ?? '',
      ...(startsAt !== undefined && { startsAt: clock.iso(startsAt) }),
    };
  }

  private shown(bookings: readonly Stored[]): Promise<Staff.StaffBooking[]> {
    return Promise.all(bookings.map((booking) => this.ledger.viewer.staffView(booking)));
  }

  private shownBlock({ startsAt, endsAt, ...block }: StoredBlock): Staff.Block {
    const clock = zoneClock(this.ledger.profile.timeZone);
    return { ...block, startsAt: clock.iso(startsAt), endsAt: clock.iso(endsAt) };
  }

  private async standing(id: string): Promise<Stored> {
    const booking = await this.known(id);
    if (booking.status === 'cancelled') throw fixed('it is cancelled');
    return booking;
  }

  private async known(id: string): Promise<Stored> {
    const booking = await this.ledger.find(id);
    if (!booking) throw fixed('there is none with this id');
    return booking;
  }
}

function momentOf(iso: string): number {
  const moment = Date.parse(iso);
  if (Number.isNaN(moment)) throw invalid('a time is written like 2026-12-01T16:00:00-07:00');
  return moment;
}
