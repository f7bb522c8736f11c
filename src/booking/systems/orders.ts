import { claimsOf } from '../claims';
import { Ledger } from '../ledger';
import type { DiaryParts } from '../parts';
import type { Stored } from '../stored';
import { Answers } from './answers';
import type { BookingSystem, OrderedBooking } from './bookingSystem';
import { orderOf } from './orderRow';
import type { StoredOrder } from './orderRow';
import { timeOf } from './systemOpenings';

/** Brings orders to the other system and takes in its answers. */
export class Orders {
  readonly answers: Answers;
  private readonly ledger: Ledger;

  constructor(
    private readonly system: BookingSystem,
    parts: DiaryParts,
  ) {
    this.ledger = new Ledger(parts);
    this.answers = new Answers(this.ledger);
  }

  /**
   * Places an order, and takes in the answer if there is one at once. An order that another has replaced, or that has
   * been answered, is none any more.
   * @throws SystemError when nothing can be known yet
   */
  async place(id: string, signal: AbortSignal): Promise<void> {
    const order = await orderOf(this.ledger.db, id);
    const booking = order && order.answeredAt === undefined && (await this.ledger.find(order.booking));
    if (!order || !booking) return;
    const { wanted, givenAt: at } = order;
    const answer = await this.system.place(
      { id, wanted, at, booking: await this.orderedOf(booking, order) },
      signal,
    );
    await this.answers.take(booking.id, answer, { to: id });
  }

  /** Nobody has answered in time. */
  async overdue(id: string): Promise<void> {
    const order = await orderOf(this.ledger.db, id);
    if (order) await this.answers.overdue(order);
  }

  private async orderedOf(booking: Stored, order: StoredOrder): Promise<OrderedBooking> {
    const { id, reference, kind, contact, language, clinician, cohort, format, mode } = booking;
    const to = order.terms?.settled ?? booking;
    const time = order.time ?? timeOf(await claimsOf(this.ledger.db, reference));
    return {
      ...{ id, reference, kind, contact, language },
      ...{ format: to.format ?? format, mode: to.mode ?? mode },
      ...{ clinician: to.clinician ?? clinician, cohort: to.cohort ?? cohort },
      ...{ startsAt: to.startsAt, minutes: to.minutes, time, theirs: order.theirs },
    };
  }
}
