import { ConflictError } from './conflictError';
import { migrations } from './migrations';
import type { Migration } from './migrations';
import { storageError } from './storageError';
import type { Database } from './types';

/**
 * Brings the database up to date. Each migration is one transaction whose first statement inserts its own number:
 * that row is the lock. Of two processes that start together one waits on it, finds it taken and goes on with what is
 * still missing.
 * @throws TriageError STORAGE_NEWER when the database holds a migration that this program does not know
 */
export async function migrate(
  db: Database,
  now: () => number,
  list: readonly Migration[] = migrations,
): Promise<void> {
  await makeTable(db);
  const newest = list.at(-1)?.id ?? 0;
  for (;;) {
    const applied = await lastApplied(db);
    if (applied > newest) {
      throw storageError('STORAGE_NEWER', `migration ${applied} is there, this program knows ${newest}`);
    }
    const next = list.find(({ id }) => id > applied);
    if (next === undefined) return;
    await apply(db, next, now());
  }
}

async function apply(db: Database, { id, statements }: Migration, at: number): Promise<void> {
  try {
    await db.transaction([
      {
        sql: 'INSERT INTO migrations (id, applied_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
        params: [id, at],
        expect: 1,
        guard: 'migration',
      },
      ...statements.map((sql) => ({ sql })),
    ]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}

async function lastApplied(db: Database): Promise<number> {
  const [row] = await db.query<{ id: number | null }>('SELECT max(id) AS id FROM migrations');
  return row?.id ?? 0;
}

/** On PostgreSQL even IF NOT EXISTS fails when two make the same table at once; the second try then finds it. */
async function makeTable(db: Database): Promise<void> {
  const sql =
    'CREATE TABLE IF NOT EXISTS migrations (id BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)';
  await db.transaction([{ sql }]).catch(() => db.transaction([{ sql }]));
}
