import { TriageError } from '../../src/errors';
import type { Database } from '../../src/storage/types';
import type { Understander } from '../../src/understanding/types';

/** A database that can be switched off. */
export function switchableDatabase(db: Database, state: { down: boolean }): Database {
  const down = () => Promise.reject(new TriageError('STORAGE_DOWN', 'switched off', { status: 503 }));
  return {
    engine: db.engine,
    query: (sql, params) => (state.down ? down() : db.query(sql, params)),
    transaction: (statements) => (state.down ? down() : db.transaction(statements)),
    ready: () => (state.down ? Promise.resolve(false) : db.ready()),
    close: () => db.close(),
  };
}

/** A reader of messages that can be made to hang until it is released. */
export function switchableUnderstander(
  reader: Understander,
  state: { hangs: boolean; release: () => void },
): Understander {
  return {
    understand: async (...message) => {
      if (state.hangs) await new Promise<void>((resolve) => (state.release = resolve));
      return reader.understand(...message);
    },
    close: () => reader.close(),
  };
}
