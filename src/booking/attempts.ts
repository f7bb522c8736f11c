import type { Database, Statement } from '../storage/types';

/** Failures within an hour of the first; then it starts afresh. */
const WINDOW = 60 * 60_000;

/** One thing whose failures are counted, as it stands. */
export interface Tally {
  readonly subject: string;
  readonly most: number;
  readonly failures: number;
  /** When it starts afresh, milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Whom and what attempts are counted for, and how many may fail. */
export type Limits = Readonly<Record<string, number>>;

/** How many have failed so far. */
export async function readTallies(db: Database, limits: Limits, now: number): Promise<Tally[]> {
  const subjects = Object.keys(limits);
  const rows = await db.query(
    `SELECT * FROM attempts WHERE expires_at > ? AND subject IN (${subjects.map(() => '?').join(', ')})`,
    [now, ...subjects],
  );
  return subjects.map((subject) => {
    const row = rows.find((one) => one['subject'] === subject);
    return {
      ...{ subject, most: limits[subject] ?? 0 },
      failures: Number(row?.['failures'] ?? 0),
      expiresAt: Number(row?.['expires_at'] ?? now + WINDOW),
    };
  });
}

/**
 * Writes down how an attempt went. Right or wrong, the tally must still be as it was read (guard `attempts`): of two
 * hundred guesses made at once, no more are looked at than may fail.
 */
export function counted({ subject, failures, expiresAt }: Tally, hasFailed: boolean, now: number): Statement {
  return {
    sql: `INSERT INTO attempts (subject, failures, expires_at) VALUES (?, ?, ?)
      ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, expires_at = excluded.expires_at
      WHERE attempts.expires_at <= ? OR (attempts.failures = ? AND attempts.expires_at = ?)
      RETURNING subject`,
    params: [subject, failures + (hasFailed ? 1 : 0), expiresAt, now, failures, expiresAt],
    expect: 1,
    guard: 'attempts',
  };
}
