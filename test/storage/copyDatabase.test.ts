import { copyDatabase } from '../../src/storage/copyDatabase';
import { writeDocument } from '../../src/storage/documents';
import { tables } from '../../src/storage/tables';
import type { Database, Row, SqlValue, Statement } from '../../src/storage/types';
import { describeEngines, sqliteStore } from './engines';
import type { Store } from './engines';

describeEngines('moving from the embedded file', (fresh) => {
  let source: Store;
  let target: Store;
  let from: Database;
  let to: Database;
  beforeEach(async () => {
    [source, target] = [sqliteStore(), await fresh()];
    [from, to] = [await source.open(), await target.open()];
  });
  afterEach(async () => {
    await source.end();
    await target.end();
  });

  it('copies every row of every table, unchanged, and says how many', async () => {
    for (const table of tables()) await from.transaction(await rowsFor(from, table));
    expect(await copyDatabase(from, to)).toEqual(tables().map((table) => ({ table, rows: ROWS })));
    for (const table of tables()) expect(await rowsOf(to, table)).toEqual(await rowsOf(from, table));
  });

  it('pages through rows that share the first part of their key', async () => {
    const activity = (conversation: number, seq: number): Statement => ({
      sql: 'INSERT INTO dl_activities (conversation_id, seq, id, activity, created_at) VALUES (?, ?, ?, ?, ?)',
      params: [`c${conversation}`, seq, `${conversation}-${seq}`, '{}', seq],
    });
    await from.transaction(
      [1, 2, 3].flatMap((c) => Array.from({ length: 700 }, (_, seq) => activity(c, seq))),
    );
    const copied = await copyDatabase(from, to);
    expect(copied).toContainEqual({ table: 'dl_activities', rows: 2_100 });
  });

  it('knows every table there is, and each has its key in the first two columns', async () => {
    const there = await from.query<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migrations'",
    );
    expect(tables().sort()).toEqual(there.map(({ name }) => name).sort());
    for (const table of tables()) {
      const keys = (await columnsOf(from, table)).filter(({ pk }) => Number(pk) > 0);
      expect({ table, places: keys.map(({ cid }) => Number(cid)) }).toEqual({
        table,
        places: keys.map((_, place) => place),
      });
    }
  });

  it('touches nothing in a target that is not empty', async () => {
    await from.transaction([writeDocument('a', '1', undefined)]);
    await to.transaction([writeDocument('b', '2', undefined)]);
    await expect(copyDatabase(from, to)).rejects.toMatchObject({ code: 'STORAGE_COPY' });
    expect(await to.query('SELECT key FROM documents')).toEqual([{ key: 'b' }]);
  });

  it('finds out when a row did not arrive as it was', async () => {
    await from.transaction([writeDocument('a', '1', undefined), writeDocument('b', '1', undefined)]);
    const careless = changing(to, async (inner, statements) => {
      const rows = await inner.transaction(statements);
      await inner.transaction([{ sql: "UPDATE documents SET value = '2' WHERE key = 'b'" }]);
      return rows;
    });
    await expect(copyDatabase(from, careless)).rejects.toMatchObject({
      code: 'STORAGE_COPY',
      details: [expect.stringContaining('documents')],
    });
  });

  it('finds out when the source was written to meanwhile', async () => {
    await from.transaction([writeDocument('a', '1', undefined)]);
    const bot = await source.open();
    const meanwhile = changing(to, async (inner, statements) => {
      await bot.transaction([{ sql: "UPDATE documents SET value = '2'" }]);
      return inner.transaction(statements);
    });
    await expect(copyDatabase(from, meanwhile)).rejects.toMatchObject({
      code: 'STORAGE_COPY',
      details: [expect.stringContaining('stop the bot')],
    });
  });
});

/** More than a page. */
const ROWS = 501;

/** Rows of any table, each different and none empty, with what people write: accents, emoji, quotes, NUL. */
async function rowsFor(db: Database, table: string): Promise<Statement[]> {
  const columns = await columnsOf(db, table);
  const allowed = await allowedValues(db, table);
  const names = columns.map(({ name }) => String(name));
  return Array.from({ length: ROWS }, (_, n) => ({
    sql: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    params: columns.map(({ name, type, pk, notnull }): SqlValue => {
      if (allowed.has(String(name))) return allowed.get(String(name)) ?? '';
      if (Number(notnull) === 0 && Number(pk) === 0 && n % 7 === 0) return null;
      if (type === 'BIGINT') return 1_700_000_000_000 + n;
      // Without the column's name, so that a key of one table is there for another to refer to.
      return `\0 sí 🧡 "O'Hara"\n${n}`;
    }),
  }));
}

/** For each column that a CHECK restricts, one value that it lets in. */
async function allowedValues(db: Database, table: string): Promise<Map<string, string>> {
  const [row] = await db.query("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", [table]);
  const checks = String(row?.['sql']).matchAll(/CHECK \((\w+) IN \('(\w+)'/g);
  return new Map([...checks].map(([, column = '', value = '']) => [column, value]));
}

function columnsOf(db: Database, table: string): Promise<Row[]> {
  return db.query(`PRAGMA table_info(${table})`);
}

/** In one order, whichever way the engine sorts text. */
async function rowsOf(db: Database, table: string): Promise<string[]> {
  return (await db.query(`SELECT * FROM ${table}`)).map((row) => JSON.stringify(row)).sort();
}

/** A database whose transactions go another way. */
function changing(
  inner: Database,
  transaction: (inner: Database, statements: readonly Statement[]) => Promise<Row[][]>,
): Database {
  return {
    engine: inner.engine,
    query: (sql, params) => inner.query(sql, params),
    transaction: (statements) => transaction(inner, statements),
    ready: () => inner.ready(),
    close: () => inner.close(),
  };
}
