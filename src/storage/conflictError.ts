import { TriageError } from '../errors';

/** A guard of a transaction failed: somebody else changed the same thing first. Nothing was written. */
export class ConflictError extends TriageError {
  /** @param guard the failed statement's guard: `state`, `turn`, `opening`, `seat` … */
  constructor(readonly guard: string) {
    super('STORAGE_CONFLICT', `The ${guard} was changed by somebody else first; nothing was written.`, {
      status: 409,
    });
  }
}
