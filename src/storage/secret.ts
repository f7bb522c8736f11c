import type { Database } from './types';

/**
 * A key that is made once and kept in the store, the same for every process on it.
 * @param make makes a candidate; of two processes that make one at once, both get the one that was stored first
 */
export async function secret(db: Database, name: string, make: () => string): Promise<string> {
  const stored = await read(db, name);
  if (stored !== undefined) return stored;
  const candidate = make();
  await db.transaction([
    {
      sql: 'INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
      params: [name, candidate],
    },
  ]);
  return (await read(db, name)) ?? candidate;
}

async function read(db: Database, name: string): Promise<string | undefined> {
  const [row] = await db.query<{ value: string }>('SELECT value FROM secrets WHERE name = ?', [name]);
  return row?.value;
}
