import { execFile } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { TriageError } from '../errors';
import { databaseFile } from './openDatabase';
import { sqliteApi } from './sqliteApi';

const run = promisify(execFile);

/** Which store is meant: the embedded file in `dataDir`, or the PostgreSQL of `databaseUrl`. */
export interface Store {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
}

/**
 * Writes everything in the store to one file, readable by nobody else, as it was at one moment; the bot may go on. A
 * SQLite file is copied by SQLite and then checked; a PostgreSQL database is dumped by `pg_dump`.
 * @param file where to; must not be there yet
 * @throws TriageError BACKUP_FAILED
 */
export async function backUp({ dataDir, databaseUrl }: Store, file: string): Promise<void> {
  if (existsSync(file)) throw failed(`${file} is there already; name another file`);
  mkdirSync(dirname(file), { recursive: true });
  // Private from its first byte on; both programs write into a file that is there and empty.
  closeSync(openSync(file, 'wx', 0o600));
  try {
    if (databaseUrl !== undefined) {
      await program('pg_dump', ['--format=custom', '--no-owner', `--file=${file}`], databaseUrl);
      return;
    }
    const from = databaseFile(dataDir);
    if (!existsSync(from)) throw failed(`DATA_DIR: there is no database of the bot in ${dataDir}`);
    withFile(from, (db) => db.prepare('VACUUM INTO ?').run(file));
    withFile(file, check);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

/**
 * Brings a backup back into a store that holds nothing, by the engine that wrote it. The bot must be stopped.
 * @param replace with the embedded file: put what is there aside, beside it, as `triage.db.before-restore`
 * @throws TriageError BACKUP_FAILED
 */
export async function restore(
  { dataDir, databaseUrl }: Store,
  file: string,
  { replace }: { replace: boolean },
): Promise<void> {
  if (!existsSync(file)) throw failed(`there is no file ${file}`);
  if (databaseUrl !== undefined) {
    const args = ['--no-owner', '--exit-on-error', '--single-transaction', file];
    await program('pg_restore', args, databaseUrl);
    return;
  }
  withFile(file, check);
  const target = databaseFile(dataDir);
  if (existsSync(target)) {
    if (!replace) throw failed(`DATA_DIR: ${target} is there already; --replace puts it aside`);
    putAside(target);
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const half = `${target}.restoring`;
  rmSync(half, { force: true });
  closeSync(openSync(half, 'wx', 0o600));
  withFile(file, (db) => db.prepare('VACUUM INTO ?').run(half));
  renameSync(half, target);
}

type Db = InstanceType<ReturnType<typeof sqliteApi>['DatabaseSync']>;

function withFile(path: string, use: (db: Db) => unknown): void {
  let db: Db | undefined;
  try {
    db = new (sqliteApi().DatabaseSync)(path, { timeout: 5_000 });
    use(db);
  } catch (error) {
    if (error instanceof TriageError) throw error;
    throw failed(`${path}: ${(error as Error).message}`);
  } finally {
    db?.close();
  }
}

/** A sound file of the bot's, and not one that something else wrote or that is torn. */
function check(db: Db): void {
  const [first] = db.prepare('PRAGMA integrity_check').all() as { integrity_check?: string }[];
  if (first?.integrity_check !== 'ok') throw failed('the file is damaged');
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE name = 'migrations'").all();
  if (tables.length === 0) throw failed('the file is no database of the bot');
}

/** Only a file that nobody has open leaves the log that others read. */
function putAside(target: string): void {
  withFile(target, (db) => {
    const [mode] = db.prepare('PRAGMA journal_mode = DELETE').all() as { journal_mode?: string }[];
    if (mode?.journal_mode !== 'delete') throw failed('the database is in use; stop the bot');
  });
  renameSync(target, `${target}.before-restore`);
}

/** The password goes by the environment: a command line can be read by everybody on the machine. */
async function program(name: string, args: readonly string[], databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = '';
  try {
    await run(name, [`--dbname=${url.href}`, ...args], {
      // eslint-disable-next-line no-restricted-properties -- handed on whole (PATH, PGSSLROOTCERT …); nothing is read
      env: { ...process.env, ...(password !== '' && { PGPASSWORD: password }) },
    });
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string };
    const because =
      code === 'ENOENT' ? `${name} is not installed; it comes with PostgreSQL's client` : stderr;
    throw failed(`${name}: ${(because ?? 'failed').trim()}`);
  }
}

function failed(because: string): TriageError {
  return new TriageError('BACKUP_FAILED', 'The backup was not made or not brought back.', {
    details: [because],
  });
}
