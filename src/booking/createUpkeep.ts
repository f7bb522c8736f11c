import { ConflictError } from '../storage/conflictError';
import type { Statement, Work } from '../storage/types';
import { Ledger } from './ledger';
import { gather } from './minimum';
import type { DiaryParts } from './parts';

/** What has to happen in the diary without anybody coming by. */
export interface Upkeep {
  /**
   * Offers that ended unanswered pass on, seats that became free by themselves are offered, groups that have enough
   * people start. Safe in any number of processes at once; run it every minute.
   */
  run(): Promise<void>;
}

/** The diary's housekeeping, each piece in a transaction of its own. */
export function createUpkeep(parts: DiaryParts): Upkeep {
  const ledger = new Ledger(parts);
  return {
    async run() {
      for (const { id } of await ledger.waitlist.ended(ledger.now()))
        await commit(ledger, async (work) => {
          const booking = await ledger.find(id);
          const until = booking?.status === 'pending' ? booking.offeredUntil : undefined;
          if (booking && until !== undefined && until <= ledger.now()) await ledger.expire(work, booking);
        });
      for (const { id } of ledger.profile.cohorts) {
        await commit(ledger, (work) => offerFreeSeats(ledger, work, id));
        await commit(ledger, (work) => startWhenEnough(ledger, work, id));
      }
    },
  };
}

/** A hold that ended leaves a seat behind that somebody on the waitlist comes before everybody else for. */
async function offerFreeSeats(ledger: Ledger, work: Work, cohort: string): Promise<void> {
  const waiting = await ledger.waitlist.waiting(cohort);
  if (waiting.length === 0) return;
  const free = (await ledger.groups.freeSeats(cohort)).map((seat) => ({ seat }));
  work.stage(...(await ledger.waitlist.offer(cohort, free, ledger.now())));
}

/** The profile may ask for fewer people than it did when they joined. */
async function startWhenEnough(ledger: Ledger, work: Work, cohort: string): Promise<void> {
  const group = ledger.groups.group(cohort);
  if (!group) return;
  const { missing, statements } = await gather(ledger.db, group, { joining: 0, now: ledger.now() });
  // Only the check that nobody waits in vain: there is nothing to do.
  if (missing === 0 && statements.length > 1) work.stage(...statements);
}

const ATTEMPTS = 5;

/** When somebody is faster again and again, the next run comes soon. */
async function commit(ledger: Ledger, body: (work: Work) => Promise<void>): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const staged: Statement[] = [];
    await body({ stage: (...statements) => staged.push(...statements) });
    if (staged.length === 0) return;
    try {
      await ledger.db.transaction(staged);
      return;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
