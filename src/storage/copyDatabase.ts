import { createHash } from 'node:crypto';
import { TriageError } from '../errors';
import { storable } from './storable';
import { tables } from './tables';
import type { Database, Row, SqlValue, Statement } from './types';

const PAGE = 500;

/** How many rows of a table were copied. */
export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
}

/**
 * Copies everything from one database to another, empty one, from the embedded file to PostgreSQL for one, and proves
 * it: each table is read again from the target, and holds as many rows with the same content. Nobody else may write to
 * either meanwhile; a SQLite file tells when somebody did.
 * @throws TriageError STORAGE_COPY when the target holds something already, when the source was written to, or when
 *   the two differ in the end
 */
export async function copyDatabase(from: Database, to: Database): Promise<CopiedTable[]> {
  for (const table of tables()) {
    const rows = await count(to, table);
    if (rows > 0) throw copyError(`${table} of the target holds ${rows} rows; copy to an empty database`);
  }
  const version = await dataVersion(from);
  const copied: CopiedTable[] = [];
  for (const table of tables()) {
    const sent = new Digest();
    for await (const page of pages(from, table)) {
      await to.transaction([insert(table, page)]);
      sent.add(page);
    }
    const arrived = new Digest();
    for await (const page of pages(to, table)) arrived.add(page);
    if (sent.toString() !== arrived.toString()) {
      throw copyError(`${table}: ${sent.rows} rows there, ${arrived.rows} arrived, or their content differs`);
    }
    copied.push({ table, rows: arrived.rows });
  }
  if ((await dataVersion(from)) !== version) {
    throw copyError('the source was written to meanwhile; stop the bot and copy to another empty database');
  }
  return copied;
}

/** In pages by the first two columns, among which every table has its primary key. */
async function* pages(db: Database, table: string): AsyncGenerator<Row[]> {
  let page = await db.query(`SELECT * FROM ${table} ORDER BY 1, 2 LIMIT ?`, [PAGE]);
  for (;;) {
    const last = page.at(-1);
    if (!last) return;
    yield page;
    if (page.length < PAGE) return;
    const [first = '', second = ''] = Object.keys(last);
    page = await db.query(
      `SELECT * FROM ${table} WHERE ${first} >= ? AND (${first} > ? OR ${second} > ?) ORDER BY 1, 2 LIMIT ?`,
      [last[first] ?? null, last[first] ?? null, last[second] ?? null, PAGE],
    );
  }
}

function insert(table: string, rows: readonly Row[]): Statement {
  const columns = Object.keys(rows[0] ?? {});
  const marks = `(${columns.map(() => '?').join(', ')})`;
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}`,
    params: rows.flatMap((row) => columns.map((column) => row[column] ?? null)),
    expect: rows.length,
  };
}

/** What rows hold, whatever order they come in: engines sort text differently. */
class Digest {
  rows = 0;
  private readonly sum = Buffer.alloc(32);

  add(page: readonly Row[]): void {
    this.rows += page.length;
    for (const row of page) {
      const hash = createHash('sha256')
        .update(JSON.stringify(Object.entries(row).map(([column, value]) => [column, storable(value)])))
        .digest();
      for (const [index, byte] of hash.entries()) this.sum[index] = (this.sum[index] ?? 0) ^ byte;
    }
  }

  toString(): string {
    return `${this.rows} ${this.sum.toString('hex')}`;
  }
}

async function count(db: Database, table: string): Promise<number> {
  const [row] = await db.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`);
  return row?.rows ?? 0;
}

/** Changes when another connection has written to a SQLite file. */
async function dataVersion(db: Database): Promise<SqlValue> {
  if (db.engine !== 'sqlite') return null;
  const [row] = await db.query('PRAGMA data_version');
  return row?.['data_version'] ?? null;
}

function copyError(because: string): TriageError {
  return new TriageError('STORAGE_COPY', 'The database was not copied.', { details: [because] });
}
