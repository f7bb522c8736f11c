import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import threads from 'node:worker_threads';
import { DatabaseSync } from '@photostructure/sqlite';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { openDatabase } from '../../src/storage/openDatabase';
import type { Database } from '../../src/storage/types';
import { sqliteStore } from './engines';
import type { Store } from './engines';

const put = (db: Database, name: string, value = 'v') =>
  db.transaction([{ sql: 'INSERT INTO secrets (name, value) VALUES (?, ?)', params: [name, value] }]);
const names = async (db: Database) =>
  (await db.query<{ name: string }>('SELECT name FROM secrets ORDER BY name')).map(({ name }) => name);

let store: Store;
let db: Database;
let file: string;
beforeEach(async () => {
  store = sqliteStore();
  db = await store.open();
  file = join(store.options.dataDir, 'triage.db');
});
afterEach(() => store.end());

describe('a file that another process has locked', () => {
  let other: DatabaseSyncInstance;
  beforeEach(() => {
    other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
  });
  afterEach(() => other.close());

  it('never blocks the event loop: writes wait, reads and readiness go on', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const writes = Promise.all(['a', 'b', 'c'].map((name) => put(db, name)));
    let landed = false;
    void writes.then(() => (landed = true));
    const end = performance.now() + 2_000;
    while (performance.now() < end) {
      expect(await names(db)).toEqual([]);
      await sleep(20);
    }
    expect(await db.ready()).toBe(true);
    expect(landed).toBe(false);
    delay.disable();
    // With the API on this thread the lock would hold the loop for as long as SQLite waits. The bound is generous
    // for a busy machine, and far from the two seconds of the lock.
    expect(delay.max / 1e6).toBeLessThan(500);
    other.exec('COMMIT');
    await writes;
    expect(await names(db)).toEqual(['a', 'b', 'c']);
  });

  it('is reported as busy in the end, with nothing written, and used again once it is free', async () => {
    const waiting = await Promise.allSettled([put(db, 'a'), put(db, 'b')]);
    expect(
      waiting.map((end) => (end.status === 'rejected' ? (end.reason as { code: string }).code : '')),
    ).toEqual(['STORAGE_BUSY', 'STORAGE_BUSY']);
    other.exec('COMMIT');
    await put(db, 'c');
    expect(await names(db)).toEqual(['c']);
  });
});

describe('a full disk', () => {
  it('is said to be full; small things that fit still land, and all is well when there is room', async () => {
    await put(db, 'kept');
    const [pages] = await db.query<{ page_count: number }>('PRAGMA page_count');
    await db.query(`PRAGMA max_page_count = ${(pages?.page_count ?? 0) + 4}`);
    const large = 'x'.repeat(100_000);
    const ends = await Promise.allSettled([put(db, 'a', large), put(db, 'small'), put(db, 'z', large)]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'STORAGE_FULL', status: 503 });
    }
    expect(await names(db)).toEqual(['kept', 'small']);
    await db.query('PRAGMA max_page_count = 1000000');
    await put(db, 'a', large);
    expect(await names(db)).toEqual(['a', 'kept', 'small']);
  });
});

describe('a file that does not lie where it was opened', () => {
  /** SQLite would go on writing to it, and what it wrote would be gone with the process. */
  const takesNothing = async (): Promise<void> => {
    await expect(put(db, 'lost')).rejects.toMatchObject({ code: 'STORAGE_DOWN', status: 503 });
    expect(await db.ready()).toBe(false);
  };

  it('takes nothing while its directory is away, and goes on when that is back', async () => {
    const { dataDir } = store.options;
    await put(db, 'before');
    renameSync(dataDir, `${dataDir}-away`);
    await takesNothing();
    renameSync(`${dataDir}-away`, dataDir);
    expect(await db.ready()).toBe(true);
    await put(db, 'after');
    expect(await names(db)).toEqual(['after', 'before']);
  });

  it('takes nothing once it is deleted, and goes on with the copy that is brought in its place', async () => {
    await put(db, 'before');
    const copy = join(store.options.dataDir, 'copy');
    await db.query('VACUUM INTO ?', [copy]);
    for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name);
    await takesNothing();
    renameSync(copy, file);
    // The first who asks finds the other file, and is told to come again.
    await expect(put(db, 'lost')).rejects.toMatchObject({ code: 'STORAGE_DOWN', status: 503 });
    await put(db, 'after');
    expect(await names(db)).toEqual(['after', 'before']);
  });
});

describe('a database thread that dies', () => {
  const started: threads.Worker[] = [];
  const Original = threads.Worker;
  beforeAll(() => {
    threads.Worker = class extends Original {
      constructor(...args: ConstructorParameters<typeof Original>) {
        super(...args);
        started.push(this);
      }
    };
  });
  afterAll(() => {
    threads.Worker = Original;
  });

  it('rejects what was under way, and another takes over', async () => {
    await put(db, 'before');
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const underWay = put(db, 'lost');
    await sleep(50);
    started.at(-1)?.postMessage(null); // no job at all: the thread ends with an error
    await expect(underWay).rejects.toMatchObject({ code: 'STORAGE_DOWN', status: 503 });
    other.close();
    await put(db, 'after');
    expect(await names(db)).toEqual(['after', 'before']);
    expect(await db.ready()).toBe(true);
  });

  it('is not started again and again where the file cannot be opened', async () => {
    const before = started.length;
    const { dataDir } = store.options;
    mkdirSync(join(dataDir, 'other'));
    writeFileSync(join(dataDir, 'other', 'triage.db'), 'no database at all '.repeat(1_000));
    await expect(openDatabase({ dataDir: join(dataDir, 'other') })).rejects.toMatchObject({
      code: 'STORAGE_DOWN',
    });
    await sleep(200);
    expect(started.length - before).toBe(1);
  });
});

describe('the settings of a connection', () => {
  it('are set on every open', async () => {
    await db.close();
    db = await store.open();
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'busy_timeout'];
    const rows = await Promise.all(settings.map((name) => db.query(`PRAGMA ${name}`)));
    expect(rows.map(([row]) => Object.values(row ?? {})[0])).toEqual(['wal', 2, 1, 1, 20]);
  });

  it('leave no trace of what was deleted, in the file or its log', async () => {
    const canary = 'canary-7f3a';
    await put(db, canary, canary.repeat(500));
    await db.transaction([{ sql: 'DELETE FROM secrets WHERE name = ?', params: [canary] }]);
    await db.query('PRAGMA wal_checkpoint(TRUNCATE)');
    for (const name of [file, `${file}-wal`]) expect(readFileSync(name).includes(canary)).toBe(false);
  });

  it('leave one whole file when it is closed', async () => {
    await put(db, 'a');
    await db.close();
    const copy = join(store.options.dataDir, 'copy.db');
    copyFileSync(file, copy);
    const alone = new DatabaseSync(copy);
    expect(alone.prepare('SELECT name FROM secrets').all()).toEqual([{ name: 'a' }]);
    alone.close();
  });
});
