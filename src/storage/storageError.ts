import { TriageError } from '../errors';

/** What can be wrong with the store, in plain words, by stable code. Retry later (503), except where it says so. */
const FAULTS = {
  STORAGE_BUSY: { status: 503, says: 'The database was locked or too busy for too long; try again.' },
  STORAGE_FULL: { status: 503, says: 'The disk of the database is full; free space and try again.' },
  STORAGE_DOWN: {
    status: 503,
    says: 'The database cannot be reached or its file cannot be read or written. What was under way may or may not have been stored.',
  },
  STORAGE_FAILED: { status: 500, says: 'The database refused a statement; this is a fault in the code.' },
  STORAGE_NEWER: {
    status: 500,
    says: 'The database was written by a newer version of this program; start that version, or restore a backup.',
  },
} as const;

export type StorageFault = keyof typeof FAULTS;

/**
 * The TriageError of a fault of the store.
 * @param because the engine's own short reason (a code, a table, a constraint), never a value that was stored
 */
export function storageError(fault: StorageFault, because: string): TriageError {
  const { status, says } = FAULTS[fault];
  return new TriageError(fault, says, { status, details: [because] });
}
