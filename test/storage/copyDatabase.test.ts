import { copyDatabase } from '../../src/storage/copyDatabase';
import { writeDocument } from '../../src/storage/documents';
import { tables } from '../../src/storage/tables';
import type { Database, Row, Statement } from '../../src/storage/types';
import { describeEngines, sqliteStore } from './engines';
import type { Store } from './engines';
import { readShape, rowOf, type Shape } from './shape';

let shape: Shape;
beforeAll(async () => (shape = await readShape()));

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
    for (const table of tables()) await from.transaction(rowsFor(table));
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

  it('knows every table there is, and each has its key in the first two columns', () => {
    expect(tables()).toEqual([...shape.keys()]);
    for (const [table, columns] of shape) {
      const keys = columns.filter(({ isKey }) => isKey);
      expect({ table, first: columns.slice(0, Math.min(keys.length, 2)) }).toEqual({ table, first: keys });
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

/** Rows of any table, each different and none empty, with what people write: accents, emoji, quotes, lines, NUL. */
function rowsFor(table: string): Statement[] {
  return Array.from({ length: ROWS }, (_, n) =>
    rowOf(table, shape.get(table) ?? [], ({ type, canBeNull }) => {
      if (canBeNull && n % 7 === 0) return null;
      // Without the column's name, so that a key of one table is there for another to refer to.
      return type === 'BIGINT' ? 1_700_000_000_000 + n : `\0 sí 🧡 "O'Hara"\n${n}`;
    }),
  );
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
