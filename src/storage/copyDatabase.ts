import { TriageError } from '../errors';
import { migrations } from './migrations';
import type { Database, Row } from './types';

const PAGE = 500;

/** How many rows of a table were copied. */
export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
}

/**
 * Copies everything from one database to another, empty one, from the embedded file to PostgreSQL for one, and proves
 * it by counting both. Nobody else may write to either meanwhile.
 * @throws TriageError STORAGE_COPY when the target holds something already, or the counts differ in the end
 */
export async function copyDatabase(from: Database, to: Database): Promise<CopiedTable[]> {
  for (const table of tables()) {
    const rows = await count(to, table);
    if (rows > 0) throw copyError(`${table} of the target holds ${rows} rows; copy to an empty database`);
  }
  const copied: CopiedTable[] = [];
  for (const table of tables()) {
    await copyTable(from, to, table);
    const [rows, arrived] = [await count(from, table), await count(to, table)];
    if (rows !== arrived) throw copyError(`${table}: ${rows} rows there, ${arrived} arrived`);
    copied.push({ table, rows });
  }
  return copied;
}

/** Every table that a migration makes, so that none can be forgotten. */
function tables(): string[] {
  return migrations.flatMap(({ statements }) =>
    statements.flatMap((sql) => /^CREATE TABLE (\w+)/.exec(sql)?.[1] ?? []),
  );
}

/** In pages by the primary key, which is in the first two columns of every table. */
async function copyTable(from: Database, to: Database, table: string): Promise<void> {
  for (let done = 0; ; done += PAGE) {
    const rows = await from.query(`SELECT * FROM ${table} ORDER BY 1, 2 LIMIT ? OFFSET ?`, [PAGE, done]);
    if (rows.length > 0) await to.transaction(rows.map((row) => insert(table, row)));
    if (rows.length < PAGE) return;
  }
}

function insert(table: string, row: Row) {
  const columns = Object.keys(row);
  const marks = columns.map(() => '?').join(', ');
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`,
    params: Object.values(row),
  };
}

async function count(db: Database, table: string): Promise<number> {
  const [row] = await db.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`);
  return row?.rows ?? 0;
}

function copyError(because: string): TriageError {
  return new TriageError('STORAGE_COPY', 'The database was not copied.', { details: [because] });
}
