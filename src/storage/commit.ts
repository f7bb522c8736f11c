import { ConflictError } from './conflictError';
import type { Database, Statement, Work } from './types';

/** How often work is done again on what is there by now; after that the conflict is the caller's. */
const ATTEMPTS = 20;

/**
 * Does work outside of a turn: what it stages is one transaction, and where somebody else was faster it is done again on
 * what is there by now.
 *
 * @param run reads and stages; may run several times, so it has no other effect
 */
export async function commit<T>(db: Database, run: (work: Work) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const staged: Statement[] = [];
    const result = await run({ stage: (...statements) => void staged.push(...statements) });
    try {
      if (staged.length > 0) await db.transaction(staged);
      return result;
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
    }
  }
}
