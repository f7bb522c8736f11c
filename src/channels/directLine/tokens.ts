import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { DirectLineError } from './directLineError';

/** Whom a token speaks for: one visitor in one conversation. */
export interface Identity {
  readonly conversationId: string;
  readonly userId: string;
}

/** Seconds that a token lives; clients refresh it before. */
export const TOKEN_SECONDS = 1_800;
const TICKET_SECONDS = 60;
const ISSUER = 'urn:triage:directline';
const TOKEN = `${ISSUER}:token`;
const TICKET = `${ISSUER}:stream`;

type Claims = Readonly<Record<string, unknown>>;

/**
 * Signs and reads the tokens of Direct Line. Tokens say who; tickets open one stream once, so that no token ever
 * stands in a URL. Both are signed with a key derived from the secret, never with the secret itself.
 */
export class Tokens {
  private readonly key: KeyObject;
  private readonly secretDigest: Buffer;

  /** @param now milliseconds since 1970 */
  constructor(
    secret: string,
    private readonly now: () => number = Date.now,
  ) {
    // Of bytes jsonwebtoken makes a key anew for each token, and tries whether they are a public one first.
    this.key = createSecretKey(createHmac('sha256', secret).update(ISSUER).digest());
    this.secretDigest = this.digest(secret);
  }

  /** A new token. The claim `user` is where clients of Azure's service look for their own id. */
  mint({ conversationId, userId }: Identity): string {
    return this.sign({ conv: conversationId, user: userId }, TOKEN, TOKEN_SECONDS);
  }

  /** Whom a token speaks for. A bad one is refused with 403, as on Azure, an expired one by that name. */
  verify(token: string): Identity {
    return identityOf(this.read(token, TOKEN, false));
  }

  /** Whom a token spoke for, even when it has expired up to `days` ago; undefined for anything else. */
  reopen(token: string, days: number): Identity | undefined {
    try {
      const claims = this.read(token, TOKEN, true);
      const age = this.now() - Number(claims.iat) * 1_000;
      return age <= days * 86_400_000 ? identityOf(claims) : undefined;
    } catch {
      return undefined;
    }
  }

  /** A ticket that opens one stream of a conversation once, within a minute. */
  ticket(conversationId: string): string {
    const jti = randomBytes(16).toString('base64url');
    return this.sign({ conv: conversationId, jti }, TICKET, TICKET_SECONDS);
  }

  /** Reads a ticket for a conversation. Whether it was used is for the log to say. `expiresAt`: ms since 1970. */
  readTicket(ticket: string, conversationId: string): { readonly jti: string; readonly expiresAt: number } {
    const claims = this.read(ticket, TICKET, false);
    if (claims.conv !== conversationId) throw invalid();
    return { jti: String(claims.jti), expiresAt: Number(claims.exp) * 1_000 };
  }

  /** Whether a bearer is the secret itself; takes as long for every wrong one. */
  isSecret(bearer: string): boolean {
    return timingSafeEqual(this.digest(bearer), this.secretDigest);
  }

  private digest(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }

  private sign(claims: Claims, audience: string, seconds: number): string {
    const iat = Math.floor(this.now() / 1_000);
    return jwt.sign({ ...claims, iat, exp: iat + seconds }, this.key, {
      algorithm: 'HS256',
      issuer: ISSUER,
      audience,
    });
  }

  private read(token: string, audience: string, evenExpired: boolean): Claims {
    try {
      const claims = jwt.verify(token, this.key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience,
        clockTimestamp: Math.floor(this.now() / 1_000),
        ignoreExpiration: evenExpired,
      });
      if (typeof claims === 'string' || claims.exp === undefined) throw invalid();
      return claims;
    } catch (error) {
      if (error instanceof jwt.TokenExpiredError)
        throw new DirectLineError('TokenExpired', 'Token has expired');
      throw invalid();
    }
  }
}

function identityOf({ conv, user }: Claims): Identity {
  if (typeof conv !== 'string' || typeof user !== 'string') throw invalid();
  return { conversationId: conv, userId: user };
}

function invalid(): DirectLineError {
  return new DirectLineError('BadArgument', 'Invalid token or secret', { status: 403 });
}
