import { randomUUID } from 'node:crypto';
import type { BookingNote } from '../../content/message';
import type { PracticeProfile } from '../../content/profile';
import type { Database, Statement } from '../../storage/types';
import { fixed } from '../bookingError';
import type { Terms } from '../choices';
import { claim, giveUp } from '../claims';
import { changed } from '../stored';
import type { Stored } from '../stored';
import type { BookingSystem } from './bookingSystem';
import { orderFor, ordered } from './orderRow';
import { timeOf } from './systemOpenings';

const HOUR = 60 * 60_000;

/** What changes of bookings here are ordered from another system. Where the practice has none, none is. */
export class Ordering {
  constructor(
    private readonly system: BookingSystem | undefined,
    private readonly profile: PracticeProfile,
    private readonly db: Database,
    private readonly now: () => number,
  ) {}

  /** Whether another system has the last word about such bookings. */
  takes(kind: BookingNote['kind']): boolean {
    return this.system?.kinds.has(kind) ?? false;
  }

  /** Whether it is asked before a booking moves. What staff entered here, and move here, it never heard of. */
  async decides({ kind, id }: Stored, by: 'visitor' | 'staff' | 'clock'): Promise<boolean> {
    if (!this.takes(kind)) return false;
    return by !== 'staff' || (await orderFor(this.db, id)) !== undefined;
  }

  /** The terms on which it is held here until the other system has answered. */
  waiting(terms: Terms): Terms {
    return { ...terms, settled: { ...terms.settled, status: 'pending', waitsFor: 'practice' } };
  }

  book(booking: Stored, resources: readonly string[]): Statement[] {
    if (!this.takes(booking.kind)) return [];
    return ordered(booking, { wanted: 'book', time: timeOf(resources), patience: this.patience }, this.now());
  }

  /**
   * Holds the new time and asks for it; the booking keeps what it has until the answer is there.
   * @param hold the visitor's hold, used up by this
   */
  async move(booking: Stored, terms: Terms, hold?: string): Promise<Statement[]> {
    const now = this.now();
    // Its answers name the booking and not the order: with two of them open, one could pass for the other's.
    const last = await orderFor(this.db, booking.id);
    if (last && last.answeredAt === undefined) throw fixed('another system has not answered the last change');
    const { resources, guard, settled } = terms;
    if (this.system?.times && timeOf(resources) === undefined)
      throw fixed('its times are kept in another system; move it there');
    const keep = `hold:${randomUUID()}`;
    const expiresAt = settled.startsAt ?? now + this.patience;
    const order = {
      wanted: 'move',
      time: timeOf(resources),
      terms,
      hold: keep,
      patience: this.patience,
    } as const;
    return [
      changed(booking, { waits_for: 'practice' }, now),
      claim({ resources, holder: keep, expiresAt, now, hold, guard }),
      ...(hold === undefined ? [] : [giveUp(hold)]),
      ...ordered(booking, order, now),
    ];
  }

  /** Takes back there what has been cancelled here, if it was ever ordered. */
  async cancel(booking: Stored): Promise<Statement[]> {
    if (!this.takes(booking.kind) || !(await orderFor(this.db, booking.id))) return [];
    return [...(await this.former(booking)), ...ordered(booking, { wanted: 'cancel' }, this.now())];
  }

  /** What an earlier order still keeps. */
  private async former({ id }: Stored): Promise<Statement[]> {
    const order = await orderFor(this.db, id);
    return order?.hold === undefined ? [] : [giveUp(order.hold)];
  }

  private get patience(): number {
    return this.profile.booking.answerWithinHours * HOUR;
  }
}
