import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/openDatabase';
import type { StorageOptions } from '../../src/storage/openDatabase';
import type { Database } from '../../src/storage/types';
import { describePostgres, startPostgres } from '../support/postgres';
import type { Postgres } from '../support/postgres';

/** A fresh store of one engine. */
export interface Store {
  /** Opens it; a second call opens the same store a second time, as a second process would. */
  open(): Promise<Database>;
  readonly options: StorageOptions;
  /** Closes what was opened. */
  end(): Promise<void>;
}

/** Runs the same rules on SQLite and, where there is one, on a real PostgreSQL. */
export function describeEngines(name: string, rules: (fresh: () => Promise<Store>) => void): void {
  describe(`${name} on SQLite`, () => {
    rules(() => Promise.resolve(sqliteStore()));
  });
  describePostgres(`${name} on PostgreSQL`, () => {
    let postgres: Postgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres.stop());
    rules(async () => storeOf({ dataDir: '/nowhere', databaseUrl: await postgres.database() }));
  });
}

export function sqliteStore(): Store {
  const dataDir = mkdtempSync(join(tmpdir(), 'triage-store-'));
  const store = storeOf({ dataDir });
  return {
    ...store,
    async end() {
      await store.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function storeOf(options: StorageOptions): Store {
  const opened: Database[] = [];
  return {
    options,
    async open() {
      const db = await openDatabase(options);
      opened.push(db);
      return db;
    },
    async end() {
      await Promise.all(opened.map((db) => db.close()));
    },
  };
}
