import type { PracticeProfile } from '../content/profile';
import type { Cohorts } from './cohorts';
import type { StaffBooking } from './staffTypes';
import type { Stored } from './stored';
import type { BookingView } from './types';
import type { Waitlist } from './waitlist';
import { zoneClock } from './zoneClock';

const HOUR = 60 * 60_000;

/** Shows bookings: to their visitors, and with what only staff may see. */
export class Viewer {
  constructor(
    private readonly profile: PracticeProfile,
    private readonly cohorts: Cohorts,
    private readonly waitlist: Waitlist,
    private readonly now: () => number,
  ) {}

  /** The booking as its visitor sees it. Its times are on the practice's clock. */
  async view(booking: Stored): Promise<BookingView> {
    const { id, reference, kind, status, clinician, cohort, format, mode, minutes, zone } = booking;
    const { language, waitsFor, sequence, startsAt } = booking;
    const clock = zoneClock(this.profile.timeZone);
    const clinicianName = this.nameOf(booking);
    return {
      ...{ id, reference, kind, status, language, sequence, changedAt: clock.iso(booking.changedAt) },
      ...(startsAt !== undefined && { startsAt: clock.iso(startsAt) }),
      ...(format && { format }),
      ...(mode && { mode }),
      ...(clinician !== undefined && { clinician }),
      ...(clinicianName !== undefined && { clinicianName }),
      ...(cohort !== undefined && { cohort }),
      ...(minutes !== undefined && { minutes }),
      ...(zone !== undefined && { zone }),
      ...(waitsFor && { waitsFor }),
      ...(await this.waits(booking)),
      canMove: this.canMove(booking),
      canCancel: this.canCancel(booking),
    };
  }

  /** The booking as staff see it. */
  async staffView(booking: Stored): Promise<StaffBooking> {
    const { contact, enteredBy, details, createdAt } = booking;
    return {
      ...(await this.view(booking)),
      contact,
      ...(enteredBy !== undefined && { enteredBy }),
      ...(details.availability && { availability: details.availability }),
      createdAt: zoneClock(this.profile.timeZone).iso(createdAt),
    };
  }

  /** Whether a visitor can move it by themselves. */
  canMove({ status, startsAt, waitsFor }: Stored): boolean {
    // One change after the other: another system has not answered the last one yet.
    if (waitsFor === 'practice') return false;
    return status !== 'cancelled' && startsAt !== undefined && this.isInTime(startsAt);
  }

  /** Whether a visitor can cancel it by themselves; what has no time yet, always. */
  canCancel({ status, startsAt }: Stored): boolean {
    return status !== 'cancelled' && (startsAt === undefined || this.isInTime(startsAt));
  }

  private isInTime(startsAt: number): boolean {
    return startsAt > this.now() + this.profile.booking.changeHours * HOUR;
  }

  private nameOf({ clinician, cohort }: Stored): string | undefined {
    const { clinicians, cohorts } = this.profile;
    const id = clinician ?? cohorts.find((one) => one.id === cohort)?.clinician;
    return clinicians.find((one) => one.id === id)?.name;
  }

  /** What it waits for: more people, its turn, or an answer. */
  private async waits(booking: Stored): Promise<Pick<BookingView, 'missing' | 'place' | 'offer'>> {
    const { kind, status, cohort, waitsFor, offeredUntil } = booking;
    if (status !== 'pending' || cohort === undefined) return {};
    if (waitsFor === 'minimum') return { missing: booking.missing ?? (await this.cohorts.missing(cohort)) };
    if (kind !== 'waitlist') return {};
    if (offeredUntil === undefined) return { place: await this.waitlist.place(booking) };
    if (offeredUntil <= this.now()) return {};
    return { offer: { until: zoneClock(this.profile.timeZone).iso(offeredUntil) } };
  }
}
