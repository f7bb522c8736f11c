import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { TriageError } from '../errors';
import type { BookingView } from './types';

/** What the links are made with. */
export interface VisitLinksParts {
  /** Shared by all processes; the links' own key is derived from it. */
  readonly secret: string;
  /** Where visitors reach the server, `https://chat.example.org`; left out: there are no links. */
  readonly publicUrl?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const ISSUER = 'urn:triage:booking';
const DAY = 24 * 60 * 60;
/** Without a time of its own (a waitlist, a call-back) a booking can be opened for so long. */
const OPEN_DAYS = 60;

/**
 * Links by which a visitor sees, moves or cancels a booking without a conversation. The token is all it takes, so it
 * stands in the fragment only, which no browser sends along: it is in no request line, no log and no referrer. It ends
 * a day after the session begins.
 */
export class VisitLinks {
  private readonly key: Buffer;

  constructor(private readonly parts: VisitLinksParts) {
    this.key = createHmac('sha256', parts.secret).update(ISSUER).digest();
  }

  /** The address of a booking's page, in the visitor's language; undefined when the server has no address of its own. */
  urlOf(booking: Pick<BookingView, 'id' | 'startsAt'>, language: string): string | undefined {
    const { publicUrl } = this.parts;
    if (publicUrl === undefined) return undefined;
    return `${publicUrl.replace(/\/$/, '')}/booking#${language}.${this.mint(booking)}`;
  }

  /** A token for a booking. */
  mint({ id, startsAt }: Pick<BookingView, 'id' | 'startsAt'>): string {
    const iat = Math.floor(this.parts.now() / 1_000);
    const exp =
      startsAt === undefined ? iat + OPEN_DAYS * DAY : Math.floor(Date.parse(startsAt) / 1_000) + DAY;
    return jwt.sign({ sub: id, iat, exp }, this.key, { algorithm: 'HS256', issuer: ISSUER });
  }

  /**
   * The id of the booking that a token is for.
   * @throws `BOOKING_LINK_EXPIRED`, `BOOKING_LINK_INVALID`
   */
  read(token: string): string {
    try {
      const claims = jwt.verify(token, this.key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        clockTimestamp: Math.floor(this.parts.now() / 1_000),
      });
      if (typeof claims !== 'string' && claims.exp !== undefined && claims.sub !== undefined)
        return claims.sub;
    } catch (error) {
      if (error instanceof jwt.TokenExpiredError)
        throw new TriageError('BOOKING_LINK_EXPIRED', 'This link has ended', { status: 410 });
    }
    throw new TriageError('BOOKING_LINK_INVALID', 'This is no link to a booking', { status: 403 });
  }
}
