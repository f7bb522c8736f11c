import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { TriageError } from '../../errors';

/** What a hash costs: 2^ln blocks of memory (32 MB at 15), r, p. Kept with each hash, so that it can be raised. */
export interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}
const COST: Cost = { ln: 15, r: 8, p: 3 };

const KEY_BYTES = 32;
/** Hashes waiting for their turn; beyond that somebody floods the door. */
const MOST_WAITING = 20;

let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

/** The hash of a password as it is stored: `scrypt$ln$r$p$salt$key`. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const key = await inTurn(() => derive(password, salt, cost));
  return ['scrypt', cost.ln, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/**
 * Whether a password is the one of a stored hash. Without a hash it takes as long and says no, so that nobody can tell
 * whether there is such an account.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, ln = '', r = '', p = '', salt = '', key = ''] = (stored ?? '').split('$');
  const cost = stored === undefined ? COST : { ln: Number(ln), r: Number(r), p: Number(p) };
  const expected = stored === undefined ? Buffer.alloc(KEY_BYTES) : Buffer.from(key, 'base64url');
  const found = await inTurn(() => derive(password, Buffer.from(salt, 'base64url'), cost));
  const same = expected.length === found.length && timingSafeEqual(expected, found);
  return same && stored !== undefined;
}

/** Whether a hash was made at less than what a new one costs; it is then made anew at the next sign-in. */
export function isWeak(stored: string): boolean {
  return !stored.startsWith(`scrypt$${COST.ln}$${COST.r}$${COST.p}$`);
}

/** The same letters, whichever way a keyboard composes them. */
function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const options = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** One after the other: a flood of sign-ins costs time, and never more than one hash's memory. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= MOST_WAITING)
    throw new TriageError('STAFF_BUSY', 'Too many people sign in at once; try again in a moment.', {
      status: 503,
    });
  waiting += 1;
  const mine = last.then(work).finally(() => {
    waiting -= 1;
  });
  last = mine.catch(() => undefined);
  return mine;
}
