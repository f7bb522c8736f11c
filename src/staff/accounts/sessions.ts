import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Database, Statement } from '../../storage/types';
import type { Session } from '../types';
import { memberOf } from './members';

const MINUTE = 60_000;
/** Nothing done for so long: whoever left the screen is signed out. */
const IDLE_MS = 15 * MINUTE;
/** However busy: a working day. */
const ABSOLUTE_MS = 10 * 60 * MINUTE;
/** How exactly it is kept when a session was last used. */
const TOUCH_MS = 20_000;
const TOKEN = /^[\w-]{43}$/;

/** Sessions of the staff console. The cookie holds a random value; the store holds its hash. */
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly now: () => number,
  ) {}

  /** A new session: the cookie's value, and what writes it. Sessions that are over are taken away along with it. */
  begin(memberId: string): { token: string; statements: Statement[] } {
    const token = randomBytes(32).toString('base64url');
    const now = this.now();
    const statements = [
      {
        sql: 'DELETE FROM staff_sessions WHERE seen_at <= ? OR created_at <= ?',
        params: [now - IDLE_MS, now - ABSOLUTE_MS],
      },
      {
        sql: 'INSERT INTO staff_sessions (id, member, created_at, seen_at) VALUES (?, ?, ?, ?)',
        params: [keyOf(token), memberId, now, now],
        expect: 1,
      },
    ];
    return { token, statements };
  }

  /**
   * The session of a cookie's value while it lasts.
   * @param used whether somebody did something; a page that looks by itself keeps nobody signed in
   */
  async find(token: string | undefined, used: boolean): Promise<Session | undefined> {
    if (token === undefined || !TOKEN.test(token)) return undefined;
    const key = keyOf(token);
    const now = this.now();
    const [row] = await this.db.query(
      `SELECT m.id, m.login, m.name, m.role, m.clinician, s.seen_at FROM staff_sessions s
        JOIN staff_members m ON m.id = s.member AND m.active = 1
        WHERE s.id = ? AND s.seen_at > ? AND s.created_at > ?`,
      [key, now - IDLE_MS, now - ABSOLUTE_MS],
    );
    if (!row) return undefined;
    if (used && Number(row['seen_at']) + TOUCH_MS < now) await this.touch(key, now);
    return { key, member: memberOf(row), csrf: csrfOf(token) };
  }

  /** Whether a session still lasts; asked by what stays open for long. */
  async lasts(key: string): Promise<boolean> {
    const now = this.now();
    const rows = await this.db.query(
      `SELECT s.id FROM staff_sessions s JOIN staff_members m ON m.id = s.member AND m.active = 1
        WHERE s.id = ? AND s.seen_at > ? AND s.created_at > ?`,
      [key, now - IDLE_MS, now - ABSOLUTE_MS],
    );
    return rows.length > 0;
  }

  /** What ends a session. */
  ended(key: string): Statement {
    return { sql: 'DELETE FROM staff_sessions WHERE id = ?', params: [key] };
  }

  private async touch(key: string, now: number): Promise<void> {
    await this.db.transaction([
      { sql: 'UPDATE staff_sessions SET seen_at = ? WHERE id = ?', params: [now, key] },
    ]);
  }
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Follows from the cookie's value, which no page and no other site can read. */
function csrfOf(token: string): string {
  return createHmac('sha256', token).update('csrf').digest('base64url');
}
