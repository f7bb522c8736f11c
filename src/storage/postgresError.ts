import { storageError } from './storageError';
import type { StorageFault } from './storageError';
import type { TriageError } from '../errors';

// SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html. The first two characters are the class.
const AGAIN = new Set(['40001', '40P01']); // serialization failure, deadlock
const DUPLICATE = '23505';
const BUSY = new Set(['55P03', '57014', '53300']); // lock not available, statement timed out, too many connections
const FULL = new Set(['53100', '53200']); // disk full, out of memory
const DOWN_CLASSES = new Set(['08', '57', '58', '53', '28', '3D', '25']); // connection, shutdown, system, login …

interface PgError {
  readonly code?: string;
  readonly message?: string;
  readonly table?: string;
  readonly constraint?: string;
}

/**
 * The TriageError of an error that `pg` threw. The server's own message and detail may hold values ("Key
 * (email)=(…) already exists"), so only its code, table and constraint are kept.
 */
export function postgresError(error: unknown): TriageError {
  const { code, table, constraint, message } = error as PgError;
  const because = isSqlState(code)
    ? ['PostgreSQL', code, table, constraint].filter(Boolean).join(' ')
    : `pg ${code ?? message ?? ''}`;
  return storageError(faultOf(code), because);
}

/** 40001 and 40P01: the engine asks for the whole transaction again. */
export function isWorthRetrying(error: unknown): boolean {
  return AGAIN.has((error as PgError).code ?? '');
}

/** A unique or primary key was there already. */
export function isDuplicate(error: unknown): boolean {
  return (error as PgError).code === DUPLICATE;
}

/** The connection is of no more use. */
export function isLostConnection(error: unknown): boolean {
  return faultOf((error as PgError).code) === 'STORAGE_DOWN';
}

function faultOf(code: string | undefined): StorageFault {
  // What pg itself and the sockets under it report (ECONNREFUSED, a time-out) has no SQLSTATE.
  if (!isSqlState(code)) return 'STORAGE_DOWN';
  if (BUSY.has(code) || AGAIN.has(code)) return 'STORAGE_BUSY';
  if (FULL.has(code)) return 'STORAGE_FULL';
  return DOWN_CLASSES.has(code.slice(0, 2)) ? 'STORAGE_DOWN' : 'STORAGE_FAILED';
}

function isSqlState(code: string | undefined): code is string {
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
}
