import jwt from 'jsonwebtoken';
import { TriageError } from '../../errors';
import { isListed } from './isListed';

/** Who may call, besides the signature that the SDK checks afterwards. */
export interface TokenGuardOptions {
  /** The bot's app id: the token's audience. */
  readonly appId: string;
  /** Hosts that replies may go to; `*.example.com` allows every host below. */
  readonly serviceUrlHosts: readonly string[];
}

const MAX_TOKEN = 8_192;
const ALGORITHMS = new Set(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512']);
const ISSUERS = new Set(['https://api.botframework.com', 'https://api.botframework.us']);

/**
 * Looks at a connector token before the SDK does, which accepts a token without an expiry, any service URL for an empty
 * app id, and remembers unverified tenants for ever. The signature is the SDK's business; everything else is refused here
 * with 401, whatever was wrong, so that nobody learns which part they got right.
 */
export function guardToken(
  authorization: string | undefined,
  activity: { serviceUrl?: unknown; channelId?: unknown },
  { appId, serviceUrlHosts }: TokenGuardOptions,
): void {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined || token.length > MAX_TOKEN) throw refused();
  const { header, claims } = decode(token);
  const sound =
    ALGORITHMS.has(header.alg) &&
    typeof header.kid === 'string' &&
    ISSUERS.has(claims.iss ?? '') &&
    claims.aud === appId &&
    typeof claims.exp === 'number' &&
    typeof claims.serviceurl === 'string' &&
    claims.serviceurl === activity.serviceUrl &&
    typeof activity.channelId === 'string' &&
    activity.channelId !== '' &&
    isListed(claims.serviceurl, serviceUrlHosts);
  if (!sound) throw refused();
}

type Claims = jwt.JwtPayload & { serviceurl?: unknown };

function decode(token: string): { header: jwt.JwtHeader; claims: Claims } {
  try {
    const decoded = jwt.decode(token, { complete: true });
    if (decoded && typeof decoded.payload === 'object')
      return { header: decoded.header, claims: decoded.payload };
  } catch {
    // Not a token at all: refused below like any other.
  }
  throw refused();
}

function refused(): TriageError {
  return new TriageError('CONNECTOR_UNAUTHORIZED', 'The token of this request is not accepted.', {
    status: 401,
  });
}
