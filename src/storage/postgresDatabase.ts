import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, types } from 'pg';
import type { PoolClient } from 'pg';
import { answersInTime } from './answersInTime';
import { ConflictError } from './conflictError';
import { numberPlaceholders } from './numberPlaceholders';
import { postgresError, isDuplicate, isLostConnection, isWorthRetrying } from './postgresError';
import { storable } from './storable';
import type { Database, Row, SqlValue, Statement } from './types';

const MOST_ATTEMPTS = 20;
const CONNECT_MS = 5_000;
const STATEMENT_MS = 8_000;
/** A little more than the server's own limit: for a server or a network that hangs. */
const ANSWER_MS = 10_000;

const BIGINT = 20;
const NUMERIC = 1700; // what sum() of BIGINT gives

/**
 * PostgreSQL (and what speaks its protocol): the same statements, for several processes on one database. Serializable,
 * because SQLite is: a guard that holds on the one has to hold on the other, also one that counts before it writes.
 */
export class PostgresDatabase implements Database {
  readonly engine = 'postgres';
  readonly #pool: Pool;

  /** @param url `postgres://user:password@host:port/database`; nothing is connected before the first statement */
  constructor(url: string) {
    this.#pool = new Pool({
      connectionString: url,
      application_name: 'triage',
      max: 10,
      keepAlive: true,
      // What is asked in a row goes out in a row: a transaction takes two round trips, however long it is.
      pipeline: true,
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      idle_in_transaction_session_timeout: STATEMENT_MS,
      query_timeout: ANSWER_MS,
      types: { getTypeParser },
    });
    // A connection that is lost says so by an event, which ends the process when nobody listens. The pool drops the
    // connection; the statement under way, if any, rejects by itself.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async query<T extends Row = Row>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
    return this.#retrying(
      async () => (await this.#pool.query<T>(numberPlaceholders(sql), params.map(storable))).rows,
    );
  }

  transaction(statements: readonly Statement[]): Promise<Row[][]> {
    return this.#retrying(() => this.#attempt(statements));
  }

  ready(): Promise<boolean> {
    return answersInTime(this);
  }

  async close(): Promise<void> {
    if (!this.#pool.ended && !this.#pool.ending) await this.#pool.end();
  }

  /** Serialization failures and deadlocks are the engine's way of saying "again". */
  async #retrying<T>(run: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run();
      } catch (error) {
        if (error instanceof ConflictError) throw error;
        if (!isWorthRetrying(error) || attempt === MOST_ATTEMPTS) throw postgresError(error);
        await sleep(Math.random() * Math.min(5 * 2 ** attempt, 200));
      }
    }
  }

  async #attempt(statements: readonly Statement[]): Promise<Row[][]> {
    const client = await this.#pool.connect();
    let broken = false;
    try {
      const began = client.query('BEGIN ISOLATION LEVEL SERIALIZABLE');
      const ran = statements.map((statement) => guarded(client, statement));
      // All are answered before anything else is said. The first that failed tells why; those behind it fail with it.
      await Promise.allSettled([began, ...ran]);
      const [, ...results] = await Promise.all([began, ...ran]);
      await client.query('COMMIT');
      return results;
    } catch (error) {
      broken = !(await rollsBack(client, error));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

async function guarded(client: PoolClient, statement: Statement): Promise<Row[]> {
  const { sql, params = [], expect, guard } = statement;
  try {
    const { rows, rowCount } = await client.query<Row>(numberPlaceholders(sql), params.map(storable));
    if (expect !== undefined && rowCount !== expect) throw new ConflictError(guard ?? 'row');
    return rows;
  } catch (error) {
    if (guard !== undefined && isDuplicate(error)) throw new ConflictError(guard);
    throw error;
  }
}

/** Whether the connection is good for the next transaction. */
async function rollsBack(client: PoolClient, error: unknown): Promise<boolean> {
  if (!(error instanceof ConflictError) && isLostConnection(error)) return false;
  return client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
}

/** pg gives BIGINT as text, because it can be larger than a number; our largest are times in milliseconds. */
function getTypeParser(oid: number): (text: string) => unknown {
  return oid === BIGINT || oid === NUMERIC ? Number : (types.getTypeParser(oid) as (text: string) => unknown);
}
