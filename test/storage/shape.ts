import type { Database, SqlValue, Statement } from '../../src/storage/types';
import { sqliteStore } from './engines';

/** A column of a table, as the migrations make it. */
export interface Column {
  readonly name: string;
  readonly type: 'TEXT' | 'BIGINT';
  readonly isKey: boolean;
  readonly canBeNull: boolean;
  /** The values that a CHECK lets in, if there is one. */
  readonly allowed: readonly string[];
}

export type Shape = ReadonlyMap<string, readonly Column[]>;

/** Every table with its columns, so that a test can fill them all, those of later migrations too. */
export async function readShape(): Promise<Shape> {
  const store = sqliteStore();
  const db = await store.open();
  const rows = await db.query(
    "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'migrations' ORDER BY rowid",
  );
  const shape = new Map<string, readonly Column[]>();
  for (const { name, sql } of rows) shape.set(String(name), await columnsOf(db, String(name), String(sql)));
  await store.end();
  return shape;
}

async function columnsOf(db: Database, table: string, sql: string): Promise<Column[]> {
  const checks = [...sql.matchAll(/CHECK \((\w+) IN \(([^)]*)\)/g)];
  const allowed = new Map(
    checks.map(([, name, values = '']) => [
      name,
      [...values.matchAll(/'(\w+)'/g)].map(([, one = '']) => one),
    ]),
  );
  return (await db.query(`PRAGMA table_info(${table})`)).map((row) => ({
    name: String(row['name']),
    type: row['type'] as Column['type'],
    isKey: Number(row['pk']) > 0,
    canBeNull: Number(row['notnull']) === 0 && Number(row['pk']) === 0,
    allowed: allowed.get(String(row['name'])) ?? [],
  }));
}

/** The statement that puts a row in a table, column by column; the last value that a CHECK lets in goes before. */
export function rowOf(
  table: string,
  columns: readonly Column[],
  value: (column: Column) => SqlValue,
): Statement {
  const names = columns.map(({ name }) => name).join(', ');
  return {
    sql: `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
    params: columns.map((column) => column.allowed.at(-1) ?? value(column)),
    expect: 1,
  };
}
