import { ConflictError } from '../../storage/conflictError';
import type { Database, Statement } from '../../storage/types';
import type { Audit } from '../audit';
import type { Attempts } from './attempts';
import { type Account, accountOf } from './members';
import { stepOfCode } from './oneTimeCode';
import { hashPassword, isWeak, verifyPassword } from './password';
import type { Sessions } from './sessions';

/** What somebody typed at the door. */
export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** One-time code; not looked at where the account has none. */
  readonly code: string;
  readonly address: string;
}

/** What signing in is made of. */
export interface SignInParts {
  readonly db: Database;
  readonly audit: Audit;
  readonly sessions: Sessions;
  readonly attempts: Attempts;
  readonly now: () => number;
}

/** Longer passwords are no passwords; hashing them is work that anybody could ask for. */
const LONGEST = 1_024;

/**
 * Lets a member in: the value of the new session's cookie, or undefined. Which of name, password and code was wrong is
 * not told, and takes the same time.
 * @throws `TooManyAttempts`
 */
export async function signIn(parts: SignInParts, credentials: Credentials): Promise<string | undefined> {
  const { db, audit, sessions, attempts, now } = parts;
  const { login, password, code } = credentials;
  await attempts.count(credentials);
  const account = await accountOf(db, login);
  const right = await verifyPassword(password.slice(0, LONGEST), account?.password);
  const step = account?.totp === undefined ? 0 : stepOfCode(account.totp, code, now());
  if (account && right && step !== undefined) {
    const { token, statements } = sessions.begin(account.id);
    const entry = { member: account.id, action: 'sign_in' };
    const more = [...codeUsed(account, step), ...(await renewed(account, password, now()))];
    const all = [...more, ...statements, ...attempts.forgiven(credentials)];
    try {
      await audit.record(entry, all);
      return token;
    } catch (error) {
      if (!(error instanceof ConflictError && error.guard === 'code')) throw error;
    }
  }
  await audit.record({ member: account?.id ?? '', action: 'sign_in.refused' });
  return undefined;
}

/** A code works once, for whoever comes first. */
function codeUsed({ id, totp }: Account, step: number): Statement[] {
  if (totp === undefined) return [];
  return [
    {
      sql: 'UPDATE staff_members SET totp_step = ? WHERE id = ? AND totp_step < ?',
      params: [step, id, step],
      expect: 1,
      guard: 'code',
    },
  ];
}

/** A hash from a cheaper time is replaced while the password is at hand. */
async function renewed(
  { id, password: stored }: Account,
  password: string,
  now: number,
): Promise<Statement[]> {
  if (!isWeak(stored)) return [];
  return [
    {
      sql: 'UPDATE staff_members SET password = ?, updated_at = ? WHERE id = ?',
      params: [await hashPassword(password), now, id],
    },
  ];
}
