import type { StorageFault } from './storageError';

// SQLite's primary result codes (https://sqlite.org/rescode.html), the low byte of the extended ones.
const BUSY = 5;
const LOCKED = 6;
const FULL = 13;
/** Faults of one statement alone: SQL error, constraint, type mismatch, too big, misuse, wrong parameter. */
const OF_THE_STATEMENT = new Set([1, 18, 19, 20, 21, 25]);
const DUPLICATES = new Set([1555, 2067, 2579]); // CONSTRAINT_PRIMARYKEY, _UNIQUE, _ROWID

/** What an error that SQLite threw means for the transaction it came up in. */
export interface SqliteFault {
  readonly fault: StorageFault;
  /** Only this transaction is at fault: the others of its group can go on. */
  readonly own: boolean;
  /** A unique or primary key was there already. */
  readonly duplicate: boolean;
  /** SQLite's words: tables, columns and codes, never values. */
  readonly because: string;
}

/** Reads an error thrown by the `node:sqlite` API. One without a SQLite code is a parameter that it cannot bind. */
export function sqliteFault(error: unknown): SqliteFault {
  const { errcode, message } = error as { errcode?: number; message?: string };
  const primary = errcode === undefined ? 21 : errcode & 0xff;
  return {
    fault: faultOf(primary),
    own: OF_THE_STATEMENT.has(primary),
    duplicate: errcode !== undefined && DUPLICATES.has(errcode),
    because: `SQLite ${errcode ?? 'parameter'}: ${message ?? ''}`,
  };
}

function faultOf(primary: number): StorageFault {
  if (primary === BUSY || primary === LOCKED) return 'STORAGE_BUSY';
  if (primary === FULL) return 'STORAGE_FULL';
  return OF_THE_STATEMENT.has(primary) ? 'STORAGE_FAILED' : 'STORAGE_DOWN';
}
