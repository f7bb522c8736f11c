import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from './migrate';
import { SqliteDatabase } from './sqliteDatabase';
import { storageError } from './storageError';
import type { Database } from './types';

export interface StorageOptions {
  /** Where the embedded database lives; made when it is not there, for this user alone. */
  readonly dataDir: string;
  /** `postgres://…`: PostgreSQL instead of the embedded database. */
  readonly databaseUrl?: string | undefined;
  readonly now?: () => number;
}

/**
 * Opens the database and brings it up to date.
 * @throws TriageError STORAGE_NEWER when a newer version of the program wrote it, STORAGE_DOWN when it cannot be
 *   opened or reached
 */
export async function openDatabase(options: StorageOptions): Promise<Database> {
  const { dataDir, databaseUrl, now = Date.now } = options;
  const db = databaseUrl ? await openPostgres(databaseUrl) : new SqliteDatabase(privateFile(dataDir));
  try {
    await migrate(db, now);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** The driver is loaded only where it is used: a start on the embedded database does not wait for it. */
async function openPostgres(url: string): Promise<Database> {
  const { PostgresDatabase } = await import('./postgresDatabase');
  return new PostgresDatabase(url);
}

/** Where the embedded database lies in its directory. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, 'triage.db');
}

/** The file, readable by nobody else from its first byte on: SQLite gives its log and index the same mode. */
function privateFile(dataDir: string): string {
  const file = databaseFile(dataDir);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
  } catch (error) {
    throw storageError('STORAGE_DOWN', (error as Error).message);
  }
  return file;
}
