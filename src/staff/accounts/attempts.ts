import { createHash } from 'node:crypto';
import { TriageError } from '../../errors';
import type { Database, Statement } from '../../storage/types';

const WINDOW_MS = 15 * 60_000;
/** Tries within a window. More people than one may sign in from the practice's address. */
const MOST = { account: 8, address: 40 };

/** Where a sign-in comes from and what it is for. Both are kept as hashes. */
export interface Attempt {
  /** As typed: an account that does not exist is limited like one that does. */
  readonly login: string;
  readonly address: string;
}

/** Too many tries to sign in. */
export class TooManyAttempts extends TriageError {
  /** @param minutes until it is worth trying again */
  constructor(readonly minutes: number) {
    super('STAFF_ATTEMPTS', 'Too many tries to sign in; wait.', { status: 429 });
  }
}

/**
 * Counts tries to sign in, in the store, so that a restart or a second process gives nobody more. Counted before the
 * password is looked at: tries that come at once all count.
 */
export class Attempts {
  constructor(
    private readonly db: Database,
    private readonly now: () => number,
  ) {}

  /** Counts one. @throws {@link TooManyAttempts} while the account or the address has had its share */
  async count(attempt: Attempt): Promise<void> {
    const now = this.now();
    const keys = keysOf(attempt);
    const rows = await this.db.transaction([
      { sql: 'DELETE FROM staff_attempts WHERE since <= ?', params: [now - WINDOW_MS] },
      ...keys.map(({ key }) => counted(key, now)),
    ]);
    keys.forEach(({ most }, index) => {
      const row = rows[index + 1]?.[0];
      if (Number(row?.['count']) <= most) return;
      throw new TooManyAttempts(Math.ceil((Number(row?.['since']) + WINDOW_MS - now) / 60_000));
    });
  }

  /** What undoes a count when somebody got in: the account starts afresh, the address gets its try back. */
  forgiven(attempt: Attempt): Statement[] {
    const [account, address] = keysOf(attempt).map(({ key }) => key);
    return [
      { sql: 'DELETE FROM staff_attempts WHERE key = ?', params: [account ?? ''] },
      { sql: 'UPDATE staff_attempts SET count = count - 1 WHERE key = ?', params: [address ?? ''] },
    ];
  }
}

function counted(key: string, now: number): Statement {
  return {
    sql: `INSERT INTO staff_attempts (key, count, since) VALUES (?, 1, ?)
      ON CONFLICT (key) DO UPDATE SET count = staff_attempts.count + 1 RETURNING count, since`,
    params: [key, now],
  };
}

function keysOf({ login, address }: Attempt): { key: string; most: number }[] {
  return [
    { key: hashOf(`account ${login.toLowerCase()}`), most: MOST.account },
    { key: hashOf(`address ${address}`), most: MOST.address },
  ];
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
