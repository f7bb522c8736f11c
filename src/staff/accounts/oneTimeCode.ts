import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
/** Codes of the step before and the step after count too: clocks differ. */
const WINDOW = 1;

/** A new secret for one-time codes (RFC 6238), in base32 as authenticator apps take it. */
export function newOneTimeSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that an authenticator app reads: `otpauth://totp/…`. */
export function oneTimeAddress(secret: string, login: string, issuer: string): string {
  return totp(secret, { label: login, issuer }).toString();
}

/**
 * The time step of a code that is right, undefined for a wrong one. A step is good for one sign-in: the caller keeps it
 * and takes only later ones.
 *
 * @param code as typed, blanks and all
 * @param now  ms since 1970
 */
export function stepOfCode(secret: string, code: string, now: number): number | undefined {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totp(secret).validate({ token, timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / 1_000 / PERIOD_S) + delta;
}

function totp(secret: string, name: { label?: string; issuer?: string } = {}): TOTP {
  const settings = { algorithm: 'SHA1', digits: 6, period: PERIOD_S };
  return new TOTP({ ...name, ...settings, secret: Secret.fromBase32(secret) });
}
