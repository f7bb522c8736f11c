import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../src/storage/migrate';
import { migrations } from '../../src/storage/migrations';
import { openDatabase } from '../../src/storage/openDatabase';
import { secret } from '../../src/storage/secret';
import { describeEngines, sqliteStore } from './engines';
import type { Store } from './engines';

const applied = (store: Store) =>
  store
    .open()
    .then((db) => db.query<{ id: number }>('SELECT id FROM migrations ORDER BY id'))
    .then((rows) => rows.map(({ id }) => id));

describeEngines('opening', (fresh) => {
  let store: Store;
  beforeEach(async () => {
    store = await fresh();
  });
  afterEach(() => store.end());

  it('brings a new database up to date, once, however many open it at the same moment', async () => {
    const all = migrations.map(({ id }) => id);
    const opened = await Promise.all(Array.from({ length: 6 }, () => applied(store)));
    expect(opened).toEqual(Array.from({ length: 6 }, () => all));
    expect(await applied(store)).toEqual(all);
  });

  it('keeps what was stored and applies only what is missing', async () => {
    const db = await store.open();
    await db.transaction([{ sql: "INSERT INTO secrets (name, value) VALUES ('a', 'b')" }]);
    const next = (migrations.at(-1)?.id ?? 0) + 1;
    const longer = [...migrations, { id: next, statements: ['ALTER TABLE secrets ADD COLUMN note TEXT'] }];
    const moments = [11, 12];
    await Promise.all([1, 2].map(() => migrate(db, () => moments.pop() ?? 0, longer)));
    expect(await db.query('SELECT name, value, note FROM secrets')).toEqual([
      { name: 'a', value: 'b', note: null },
    ]);
  });

  it('leaves the database as it was when a migration fails', async () => {
    const db = await store.open();
    const next = (migrations.at(-1)?.id ?? 0) + 1;
    const broken = [
      ...migrations,
      { id: next, statements: ['CREATE TABLE half (id BIGINT)', 'CREATE TABLE half (id BIGINT)'] },
    ];
    await expect(migrate(db, Date.now, broken)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    await expect(db.query('SELECT id FROM half')).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect(await applied(store)).toEqual(migrations.map(({ id }) => id));
  });

  it('refuses a database that a newer program wrote', async () => {
    const db = await store.open();
    await db.transaction([{ sql: 'INSERT INTO migrations (id, applied_at) VALUES (9999, 1)' }]);
    await expect(openDatabase(store.options)).rejects.toMatchObject({ code: 'STORAGE_NEWER' });
  });

  it('notes when a migration was applied', async () => {
    const db = await openDatabase({ ...store.options, now: () => 1_700_000_000_001 });
    const moments = await db.query('SELECT DISTINCT applied_at FROM migrations');
    await db.close();
    expect(moments).toEqual([{ applied_at: 1_700_000_000_001 }]);
  });

  it('makes a secret once and gives the same one to all who ask at the same moment', async () => {
    const dbs = await Promise.all(Array.from({ length: 3 }, () => store.open()));
    let made = 0;
    const ask = () => dbs.map((db) => secret(db, 'token', () => `secret ${(made += 1)}`));
    const first = new Set(await Promise.all(ask()));
    expect(first.size).toBe(1);
    expect(new Set(await Promise.all(ask()))).toEqual(first);
    expect(await secret(await store.open(), 'other', () => 'another')).toBe('another');
  });
});

describe('the embedded file', () => {
  it('can be read by its owner alone, its log included', async () => {
    const store = sqliteStore();
    const dataDir = join(store.options.dataDir, 'deep', 'down');
    const db = await openDatabase({ dataDir });
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    for (const name of ['triage.db', 'triage.db-wal', 'triage.db-shm']) {
      expect([name, statSync(join(dataDir, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    await db.close();
    await store.end();
  });

  it('is said to be down where it cannot be made, or is no database', async () => {
    const store = sqliteStore();
    const { dataDir } = store.options;
    writeFileSync(join(dataDir, 'file'), '');
    mkdirSync(join(dataDir, 'other'));
    writeFileSync(join(dataDir, 'other', 'triage.db'), 'no database at all '.repeat(1_000));
    for (const name of ['file', 'other']) {
      await expect(openDatabase({ dataDir: join(dataDir, name) })).rejects.toMatchObject({
        code: 'STORAGE_DOWN',
        status: 503,
      });
    }
    await store.end();
  });
});

describe('a PostgreSQL that is not there', () => {
  it('is said to be down, without its password', async () => {
    const opening = openDatabase({
      dataDir: '/nowhere',
      databaseUrl: 'postgres://me:hunter2@127.0.0.1:1/none',
    });
    const error: Error = await opening.then(
      () => new Error('it opened'),
      (reason: Error) => reason,
    );
    expect(error).toMatchObject({ code: 'STORAGE_DOWN', status: 503 });
    expect(String(error)).not.toContain('hunter2');
  });
});
