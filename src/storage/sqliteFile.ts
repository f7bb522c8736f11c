import { statSync } from 'node:fs';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { ConflictError } from './conflictError';
import { sqliteApi } from './sqliteApi';
import { sqliteFault } from './sqliteFault';
import { storable } from './storable';
import type { StorageFault } from './storageError';
import type { Row, SqlValue, Statement } from './types';

/** How one transaction ended, in a form that travels between threads. */
export type Outcome =
  | { readonly rows: Row[][] }
  | { readonly guard: string }
  | { readonly fault: StorageFault; readonly because: string };

interface Prepared {
  readonly statement: StatementSyncInstance;
  readonly returnsRows: boolean;
}

const MOST_PREPARED = 300;
/** In `PRAGMA user_version`, which nothing else uses. */
const STAINED = 1;
const MOST_IN_MEMORY = 256 * 1024 * 1024;

/**
 * One open SQLite file: its settings, its prepared statements and its group commit. The API is synchronous, so this
 * lives in the worker thread (sqlite.worker.ts) and never on the main one.
 */
export class SqliteFile {
  readonly #db: DatabaseSyncInstance;
  readonly #prepared = new Map<string, Prepared>();
  /** The file that was opened, whatever its path is by now. */
  readonly #opened: string | undefined;

  /** @throws what the `node:sqlite` API throws, BUSY among it when another process is just creating the file */
  constructor(private readonly path: string) {
    this.#db = new (sqliteApi().DatabaseSync)(path, { timeout: 20 });
    try {
      // All but the first belong to the connection, not to the file: they are set on every open.
      for (const setting of [
        'journal_mode = WAL',
        'synchronous = FULL',
        'foreign_keys = ON',
        'secure_delete = ON',
      ]) {
        this.#db.exec(`PRAGMA ${setting}`);
      }
      this.#opened = identityOf(path);
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /**
   * Whether the file that is open still lies at its path. SQLite does not say: what it writes to a file that was deleted or
   * moved away succeeds, and is lost at the next start. `replaced`: another file lies there.
   */
  get place(): 'there' | 'gone' | 'replaced' {
    const now = identityOf(this.path);
    if (now === undefined) return 'gone';
    return now === this.#opened ? 'there' : 'replaced';
  }

  /** Runs one statement by itself and returns its rows. */
  query(sql: string, params: readonly SqlValue[]): Row[] {
    return this.#run({ sql, params }).rows;
  }

  /**
   * Commits a group of transactions with one sync of the disk. Each has a savepoint of its own, so that a failed
   * guard or a wrong statement undoes that transaction alone.
   * @throws what SQLite throws when the whole cannot be committed (busy, full, I/O); then nothing was written
   */
  commit(group: readonly (readonly Statement[])[]): Outcome[] {
    this.#command('BEGIN IMMEDIATE');
    try {
      const outcomes = group.map((statements) => this.#one(statements));
      this.#command('COMMIT');
      return outcomes;
    } catch (error) {
      // SQLite may have rolled back by itself, on a full disk for one.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /**
   * Whether something was erased whose traces may still be in the file: `secure_delete` overwrites what is deleted, but
   * not the copies that stay behind in a page when its rows move to another. The mark is set in the transaction that
   * erases, so that it outlives a crash.
   */
  get isStained(): boolean {
    return Number(this.query('PRAGMA user_version', [])[0]?.['user_version']) === STAINED;
  }

  /**
   * Writes the file anew, without those traces, and cuts the log. False while another process is in the way.
   * @throws what SQLite throws, on a full disk for one
   */
  scrub(): boolean {
    try {
      // The copy on the way is kept in memory where it fits, not in the system's folder for temporary files.
      this.#db.exec(`PRAGMA temp_store = ${this.#bytes() < MOST_IN_MEMORY ? 'MEMORY' : 'DEFAULT'}`);
      this.#db.exec('VACUUM');
      const [cut] = this.query('PRAGMA wal_checkpoint(TRUNCATE)', []);
      if (cut?.['busy'] !== 0) return false;
      this.#db.exec('PRAGMA user_version = 0');
      return true;
    } catch (error) {
      if (sqliteFault(error).fault === 'STORAGE_BUSY') return false;
      throw error;
    }
  }

  #bytes(): number {
    const value = (pragma: string): number => Number(this.query(`PRAGMA ${pragma}`, [])[0]?.[pragma]);
    return value('page_count') * value('page_size');
  }

  /** Moves the log into the file and closes it. */
  close(): void {
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#prepared.clear();
    this.#db.close();
  }

  #one(statements: readonly Statement[]): Outcome {
    this.#command('SAVEPOINT one');
    try {
      const rows = statements.map((statement) => this.#guarded(statement));
      this.#command('RELEASE one');
      return { rows };
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome === undefined) throw error;
      this.#command('ROLLBACK TO one');
      this.#command('RELEASE one');
      return outcome;
    }
  }

  #guarded(statement: Statement): Row[] {
    const guard = statement.guard;
    let result;
    try {
      result = this.#run(statement);
    } catch (error) {
      if (guard !== undefined && sqliteFault(error).duplicate) throw new ConflictError(guard);
      throw error;
    }
    if (statement.expect !== undefined && result.count !== statement.expect) {
      throw new ConflictError(guard ?? 'row');
    }
    if (statement.erases && result.count > 0) this.#command(`PRAGMA user_version = ${STAINED}`);
    return result.rows;
  }

  #run({ sql, params = [] }: Statement): { rows: Row[]; count: number } {
    const { statement, returnsRows } = this.#prepare(sql);
    // The built-in binds every number as REAL, and 3 would become '3.0' in a text column.
    const bound = params.map((value) =>
      Number.isSafeInteger(value) ? BigInt(value as number) : storable(value),
    );
    // Never .get(): on `… RETURNING` outside a transaction it swallows errors of the commit.
    if (!returnsRows) return { rows: [], count: Number(statement.run(...bound).changes) };
    const rows = statement.all(...bound) as Row[];
    return { rows, count: rows.length };
  }

  #command(sql: string): void {
    this.#prepare(sql).statement.run();
  }

  /** Least recently used out first. */
  #prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) {
      const statement = this.#db.prepare(sql);
      prepared = { statement, returnsRows: statement.columns().length > 0 };
    }
    this.#prepared.delete(sql);
    this.#prepared.set(sql, prepared);
    if (this.#prepared.size > MOST_PREPARED) {
      for (const oldest of this.#prepared.keys()) {
        this.#prepared.delete(oldest);
        break;
      }
    }
    return prepared;
  }
}

/** Which file lies at a path; undefined where none does, or none that can be looked at. */
function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}/${ino}`;
  } catch {
    return undefined;
  }
}

/** The outcome of a transaction that failed alone; undefined when the fault is not its own. */
function outcomeOf(error: unknown): Outcome | undefined {
  if (error instanceof ConflictError) return { guard: error.guard };
  const { own, fault, because } = sqliteFault(error);
  return own ? { fault, because } : undefined;
}
