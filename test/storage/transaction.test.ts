import fc from 'fast-check';
import { ConflictError } from '../../src/storage/conflictError';
import type { Database, Statement } from '../../src/storage/types';
import { describeEngines } from './engines';
import type { Store } from './engines';

const claim = (resource: string, holder: string, expiresAt: number | null = null): Statement => ({
  sql: 'INSERT INTO claims (resource, holder, expires_at) VALUES (?, ?, ?) ON CONFLICT (resource) DO NOTHING',
  params: [resource, holder, expiresAt],
  expect: 1,
  guard: 'opening',
});
const claims = (db: Database) =>
  db.query<{ resource: string; holder: string }>('SELECT resource, holder FROM claims ORDER BY resource');

describeEngines('a transaction', (fresh) => {
  let store: Store;
  let db: Database;
  beforeEach(async () => {
    store = await fresh();
    db = await store.open();
  });
  afterEach(() => store.end());

  it('returns the rows of each statement, and whole numbers as numbers', async () => {
    const at = 1_795_453_689_986;
    const results = await db.transaction([
      claim('a', 'anna', at),
      { sql: 'SELECT holder, expires_at FROM claims WHERE resource = ?', params: ['a'] },
      { sql: 'UPDATE claims SET holder = ? WHERE resource = ? RETURNING holder', params: ['ben', 'a'] },
      { sql: 'SELECT count(*) AS n, sum(expires_at) AS total, min(holder) AS none FROM claims' },
    ]);
    expect(results).toEqual([
      [],
      [{ holder: 'anna', expires_at: at }],
      [{ holder: 'ben' }],
      [{ n: 1, total: at, none: 'ben' }],
    ]);
  });

  it('takes a question mark inside quotes for text', async () => {
    const [, rows] = await db.transaction([
      claim('why?', 'anna'),
      { sql: "SELECT 'really?' AS said, holder FROM claims WHERE resource = ?", params: ['why?'] },
    ]);
    expect(rows).toEqual([{ said: 'really?', holder: 'anna' }]);
  });

  it('takes what people can send and no keyboard has: NUL and half a character', async () => {
    const name = 'Ana\0\ud800 B';
    await db.transaction([claim('a', name)]);
    expect(await db.query('SELECT holder FROM claims WHERE holder = ?', [name])).toEqual([
      { holder: 'Ana\ufffd\ufffd B' },
    ]);
  });

  it('keeps whole numbers whole in a text column', async () => {
    await db.transaction([{ sql: 'INSERT INTO secrets (name, value) VALUES (?, ?)', params: ['three', 3] }]);
    expect(await db.query('SELECT value FROM secrets')).toEqual([{ value: '3' }]);
  });

  it('writes nothing at all when a guard fails, and names the guard', async () => {
    await db.transaction([claim('a', 'anna')]);
    const lost = db.transaction([claim('b', 'ben'), claim('a', 'ben'), claim('c', 'ben')]);
    await expect(lost).rejects.toBeInstanceOf(ConflictError);
    await expect(lost).rejects.toMatchObject({ code: 'STORAGE_CONFLICT', guard: 'opening', status: 409 });
    expect(await claims(db)).toEqual([{ resource: 'a', holder: 'anna' }]);
  });

  it('counts the rows that a statement returns where it returns rows', async () => {
    await db.transaction([claim('a', 'anna'), claim('b', 'anna')]);
    const both: Statement = {
      sql: 'SELECT resource FROM claims WHERE holder = ?',
      params: ['anna'],
      expect: 2,
      guard: 'seat',
    };
    await expect(db.transaction([both])).resolves.toHaveLength(1);
    await expect(db.transaction([{ ...both, expect: 1 }])).rejects.toMatchObject({ guard: 'seat' });
    const moved: Statement = {
      sql: 'UPDATE claims SET holder = ? WHERE resource = ? RETURNING resource',
      params: ['ben', 'nothing'],
      expect: 1,
      guard: 'seat',
    };
    await expect(db.transaction([moved])).rejects.toMatchObject({ guard: 'seat' });
  });

  it('accepts "none" as an expected count', async () => {
    const none: Statement = { sql: 'DELETE FROM claims', expect: 0, guard: 'seat' };
    await expect(db.transaction([none])).resolves.toEqual([[]]);
    await db.transaction([claim('a', 'anna')]);
    await expect(db.transaction([none])).rejects.toMatchObject({ guard: 'seat' });
    expect(await claims(db)).toHaveLength(1);
  });

  it('takes a key that is there already for a lost race where the statement has a guard', async () => {
    const plain = { sql: 'INSERT INTO claims (resource, holder) VALUES (?, ?)', params: ['a', 'anna'] };
    await db.transaction([plain]);
    await expect(db.transaction([{ ...plain, guard: 'opening' }])).rejects.toMatchObject({
      guard: 'opening',
    });
    await expect(db.transaction([plain])).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  });

  it('says what is wrong with a statement without saying what was to be stored', async () => {
    await db.transaction([claim('a', 'Maria Lopez')]);
    const faults = [
      { sql: 'INSERT INTO secrets (name, value) VALUES (?, NULL)', params: ['Maria Lopez'] },
      { sql: 'INSERT INTO claims (resource, holder) VALUES (?, ?)', params: ['a', 'Maria Lopez'] },
      { sql: 'SELECT Maria FROM nowhere WHERE name = ?', params: ['Maria Lopez'] },
    ];
    for (const fault of faults) {
      const error: Error = await db.transaction([fault]).then(
        () => new Error('it was taken'),
        (reason: Error) => reason,
      );
      expect(error).toMatchObject({ code: 'STORAGE_FAILED', status: 500 });
      expect(JSON.stringify([error.message, error.cause, error])).not.toContain('Lopez');
    }
    expect(await claims(db)).toHaveLength(1);
  });

  it('is not touched by its neighbours: of transactions of one moment, exactly those that fail are undone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('good', 'guard', 'fault'), { minLength: 1, maxLength: 24 }),
        async (fates) => {
          await db.transaction([{ sql: 'DELETE FROM claims' }]);
          const broken: Record<string, Statement> = {
            guard: {
              sql: 'DELETE FROM claims WHERE holder = ?',
              params: ['nobody'],
              expect: 1,
              guard: 'seat',
            },
            fault: { sql: 'INSERT INTO claims (resource, holder) VALUES (?, NULL)', params: ['x'] },
          };
          const ends = await Promise.allSettled(
            fates.map((fate, index) => {
              const bad = broken[fate];
              const name = `r${String(index).padStart(2, '0')}`;
              return db.transaction([claim(name, fate), ...(bad ? [bad] : []), claim(`${name}b`, fate)]);
            }),
          );
          expect(ends.map(({ status }) => status)).toEqual(
            fates.map((fate) => (fate === 'good' ? 'fulfilled' : 'rejected')),
          );
          const stored = new Set((await claims(db)).map(({ resource }) => resource));
          expect([...stored]).toEqual(
            fates.flatMap((fate, index) => {
              const name = `r${String(index).padStart(2, '0')}`;
              return fate === 'good' ? [name, `${name}b`] : [];
            }),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it('sells one thing once to 200 who ask in the same moment', async () => {
    const other = await store.open();
    const ends = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) => (n % 2 ? db : other).transaction([claim('seat', `racer ${n}`)])),
    );
    const winners = ends.flatMap(({ status }, n) => (status === 'fulfilled' ? [`racer ${n}`] : []));
    const losers = ends.flatMap((end) =>
      end.status === 'rejected' ? [(end.reason as ConflictError).guard] : [],
    );
    expect(winners).toHaveLength(1);
    expect(new Set(losers)).toEqual(new Set(['opening']));
    expect(await claims(db)).toEqual([{ resource: 'seat', holder: winners[0] }]);
  });

  it('sees no half-truths: of 40 that look whether there is room for 3 and then come in, 3 do', async () => {
    const other = await store.open();
    const comeIn = (n: number): Statement => ({
      sql: `INSERT INTO claims (resource, holder) SELECT ?, 'group'
            WHERE (SELECT count(*) FROM claims WHERE holder = 'group') < 3`,
      params: [`person ${n}`],
      expect: 1,
      guard: 'seat',
    });
    const ends = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? db : other).transaction([comeIn(n)])),
    );
    expect(await claims(db)).toHaveLength(3);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ guard: 'seat' });
  });

  it('is refused, like every question, once the store is closed; closing twice is fine', async () => {
    await db.close();
    await db.close();
    await expect(db.transaction([claim('a', 'anna')])).rejects.toMatchObject({
      code: 'STORAGE_DOWN',
      status: 503,
    });
    await expect(db.query('SELECT 1 AS one')).rejects.toMatchObject({ code: 'STORAGE_DOWN' });
    expect(await db.ready()).toBe(false);
  });

  it('says that it is ready', async () => {
    expect(await db.ready()).toBe(true);
  });
});
