import { ConflictError } from '../../storage/conflictError';
import type { Statement, Work } from '../../storage/types';
import type { Terms } from '../choices';
import { claim, claimsOf, giveUp, quanta, taken } from '../claims';
import type { Ledger } from '../ledger';
import { tell } from '../outbox';
import { changed, factsOf } from '../stored';
import type { Stored } from '../stored';
import type { Answer } from './bookingSystem';
import { answered, named, orderFor, ordered } from './orderRow';
import type { StoredOrder } from './orderRow';
import { resourceOf } from './systemOpenings';

/** What a visitor is told of an answer, as soon as it is there. */
export type News = 'confirmed' | 'declined' | 'moved' | 'not_moved' | 'cancelled' | 'unanswered';

/** What could come twice and must have one effect: a message of the other system. */
export interface Received {
  readonly id: string;
}

const MINUTE = 60_000;
const ATTEMPTS = 20;
/** For so long a time that was refused is not offered again, whatever its system still says of it. */
const REFUSED_MS = 5 * MINUTE;

/**
 * Takes in what another system says: the booking, what it holds, its reminders and what the visitor is told change in
 * one transaction, once for each answer.
 */
export class Answers {
  constructor(private readonly ledger: Ledger) {}

  /**
   * @param to       id of the order that this answers; left out: whatever the booking waits for
   * @param received the message that brought it; one that was received before changes nothing
   */
  async take(booking: string, answer: Answer, { to, received }: { to?: string; received?: Received } = {}) {
    await this.commit(received, async (work) => {
      const [stored, order] = await Promise.all([
        this.ledger.find(booking),
        orderFor(this.ledger.db, booking),
      ]);
      if (!stored || !order) return;
      if (to !== undefined && to !== order.id) this.late(work, stored, order, answer);
      else await this.apply(work, stored, order, answer);
    });
  }

  /** An order has had no answer for as long as the practice allows: the visitor and the staff learn of it. */
  async overdue(order: StoredOrder): Promise<void> {
    const booking = await this.ledger.find(order.booking);
    if (!booking || order.answeredAt !== undefined || booking.status === 'cancelled') return;
    await this.commit({ id: `overdue:${order.id}` }, (work) => {
      const now = this.ledger.now();
      work.stage(tell('booking.unanswered', factsOf(booking), now));
      this.tellVisitor(work, booking, 'unanswered');
      return Promise.resolve();
    });
  }

  /** The answer to an order that has been replaced: what was got nevertheless is given back. */
  private late(work: Work, booking: Stored, order: StoredOrder, answer: Answer): void {
    if (answer.outcome !== 'confirmed') return;
    if (answer.theirs !== undefined) work.stage(named(booking.id, answer.theirs));
    if (order.wanted === 'cancel') work.stage(...ordered(booking, { wanted: 'cancel' }, this.ledger.now()));
  }

  private async apply(work: Work, booking: Stored, order: StoredOrder, answer: Answer): Promise<void> {
    const now = this.ledger.now();
    if (answer.outcome === 'later') return;
    const theirs = answer.outcome === 'confirmed' ? answer.theirs : undefined;
    work.stage(answered(order, theirs, now));
    if (booking.status === 'cancelled') {
      // It crossed the visitor's word, which stands.
      const got = answer.outcome === 'confirmed' || answer.outcome === 'moved';
      if (got && order.wanted !== 'cancel') work.stage(...ordered(booking, { wanted: 'cancel' }, now));
      return;
    }
    switch (answer.outcome) {
      case 'confirmed':
        return this.confirmed(work, booking, order, answer.startsAt);
      case 'moved':
        return this.moved(work, booking, order, await this.termsAt(booking, answer.startsAt));
      case 'declined':
        return this.declined(work, booking, order);
      case 'cancelled':
        await this.ledger.cancel(work, booking, 'booking.cancelled', 'system');
        return this.end(work, booking, order, 'cancelled');
    }
  }

  private async confirmed(work: Work, booking: Stored, order: StoredOrder, startsAt?: number): Promise<void> {
    const elsewhere =
      startsAt !== undefined && startsAt !== (order.terms?.settled.startsAt ?? booking.startsAt);
    if (elsewhere) return this.moved(work, booking, order, await this.termsAt(booking, startsAt));
    if (order.terms) return this.moved(work, booking, order, order.terms);
    if (booking.status === 'confirmed') return;
    await this.ledger.confirm(work, booking, 'system');
    this.end(work, booking, order, 'confirmed');
  }

  private async moved(work: Work, booking: Stored, order: StoredOrder, terms: Terms): Promise<void> {
    // It is moved whoever has taken a part of that time here meanwhile: the other system has the last word.
    const { hold } = order;
    const own = { hold, own: booking.reference };
    const others = await taken(this.ledger.db, terms.resources, this.ledger.now(), own);
    const free = terms.resources.filter((resource) => !others.has(resource));
    const to = { ...terms, settled: { ...terms.settled, status: 'confirmed' as const }, resources: free };
    const freed = { ...booking, waitsFor: undefined };
    await this.ledger.move(work, freed, to, 'system', hold);
    this.end(work, booking, order, 'moved');
  }

  private async declined(work: Work, booking: Stored, order: StoredOrder): Promise<void> {
    const now = this.ledger.now();
    if (order.wanted === 'move') {
      work.stage(changed(booking, { waits_for: null }, now));
      return this.end(work, booking, order, 'not_moved');
    }
    const asked = order.wanted === 'book' && booking.status === 'pending';
    const topic = asked ? 'booking.declined' : 'booking.cancelled';
    const refused = await this.refused(booking, order);
    await this.ledger.cancel(work, booking, topic, 'system');
    if (refused.length > 0) {
      // What the profile plans is refused for good; a system that lists its times soon leaves it out by itself.
      const expiresAt = order.time === undefined ? (booking.startsAt ?? now) : now + REFUSED_MS;
      const holder = `refused:${order.id}`;
      work.stage(claim({ resources: refused, holder, expiresAt, now, guard: 'opening' }));
    }
    this.end(work, booking, order, asked ? 'declined' : 'cancelled');
  }

  /** What is not to be offered again at once. */
  private async refused({ reference }: Stored, { time }: StoredOrder): Promise<string[]> {
    if (time !== undefined) return [resourceOf(time)];
    const had = await claimsOf(this.ledger.db, reference);
    return had.filter((resource) => resource.startsWith('time:'));
  }

  private end(work: Work, booking: Stored, { hold }: StoredOrder, news: News): void {
    if (hold !== undefined) work.stage(giveUp(hold));
    this.tellVisitor(work, booking, news);
  }

  private tellVisitor(work: Work, { id: booking, reference, kind }: Stored, status: News): void {
    work.stage(tell('visitor.news', { booking, reference, kind, status }, this.ledger.now()));
  }

  /** Where the other system has put it. */
  private termsAt(booking: Stored, startsAt: number): Promise<Terms> {
    const { clinician, cohort, format, mode, minutes, zone } = booking;
    const settled = {
      ...{ status: 'confirmed' as const, startsAt, mode },
      ...(clinician !== undefined && { clinician }),
      ...(cohort !== undefined && { cohort }),
      ...(format && { format }),
      ...(minutes !== undefined && { minutes }),
      ...(zone !== undefined && { zone }),
    };
    const resources = clinician === undefined ? [] : quanta(clinician, startsAt, (minutes ?? 0) * MINUTE);
    return Promise.resolve({ settled, resources, guard: 'opening' });
  }

  /** Until nobody else was faster; a message that was received before ends it. */
  private async commit(received: Received | undefined, body: (work: Work) => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const staged: Statement[] = received ? [once(received, this.ledger.now())] : [];
      await body({ stage: (...statements) => staged.push(...statements) });
      if (staged.length === 0) return;
      try {
        await this.ledger.db.transaction(staged);
        return;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        if (error.guard === 'message') return;
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }
}

function once({ id }: Received, now: number): Statement {
  return {
    sql: 'INSERT INTO received_messages (id, received_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
    params: [id, now],
    ...{ expect: 1, guard: 'message' },
  };
}
