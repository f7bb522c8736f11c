import type { Database } from '../storage/types';

const TELLS = /^INSERT INTO outbox\b/;

/** The same database, which calls `nudge` after each transaction that put something into the outbox. */
export function nudgeOnCommit(db: Database, nudge: () => void): Database {
  return {
    engine: db.engine,
    query: (sql, params) => db.query(sql, params),
    ready: () => db.ready(),
    close: () => db.close(),
    transaction: async (statements) => {
      const rows = await db.transaction(statements);
      if (statements.some(({ sql }) => TELLS.test(sql))) nudge();
      return rows;
    },
  };
}
