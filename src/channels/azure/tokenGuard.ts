import jwt from 'jsonwebtoken';
import { TriageError } from '../../errors';
import { isListed } from './isListed';
import type { SigningKey } from './signingKeys';

/** Whose tokens are taken. */
export interface TokenGuardOptions {
  /** The bot's app id: the token's audience. */
  readonly appId: string;
  /** The one tenant that a token may name, if it names any; left out: any. */
  readonly tenantId?: string | undefined;
  /** Hosts that replies may go to; `*.example.com` allows every host below. */
  readonly serviceUrlHosts: readonly string[];
  /** The authority's keys. */
  readonly keys: { find(kid: string): Promise<SigningKey | undefined> };
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What the token has to fit. */
export interface Presented {
  readonly serviceUrl?: unknown;
  readonly channelId?: unknown;
}

const MAX_TOKEN = 8_192;
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;
const ISSUER = 'https://api.botframework.com';
/** How far clocks may be apart, in seconds; as the SDK has it. */
const TOLERANCE_S = 300;
/** The Bot Framework's tokens live for an hour; one for much longer is none of its. In seconds. */
const LONGEST_S = 2 * 86_400;

/**
 * Checks the token of a connector's request, in place of the SDK: that takes a token without an expiry, answers 500 to a
 * wrong signature, and remembers the tenants of tokens that it has not verified, for ever. Whatever is wrong is refused
 * with 401 alike, so that nobody learns which part they got right. What costs nothing is looked at first.
 * @throws TriageError CONNECTOR_UNAUTHORIZED, or CONNECTOR_KEYS_UNAVAILABLE when the authority cannot be asked
 */
export async function guardToken(
  authorization: string | undefined,
  activity: Presented,
  options: TokenGuardOptions,
): Promise<void> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined || token.length > MAX_TOKEN) throw refused();
  const { header, payload } = decoded(token);
  if (!isOurs(header, payload, activity, options)) throw refused();
  const signer = await options.keys.find(header.kid ?? '');
  if (!signer || !maySpeak(signer, header, activity)) throw refused();
  try {
    jwt.verify(token, signer.key, {
      algorithms: [...ALGORITHMS],
      issuer: ISSUER,
      audience: options.appId,
      clockTimestamp: Math.floor(options.now() / 1_000),
      clockTolerance: TOLERANCE_S,
    });
  } catch {
    throw refused();
  }
}

type Claims = jwt.JwtPayload & { readonly serviceurl?: unknown; readonly tid?: unknown };
type Header = jwt.JwtHeader & { readonly b64?: unknown };

function decoded(token: string): { header: Header; payload: Claims } {
  try {
    const { header, payload } = jwt.decode(token, { complete: true }) ?? {};
    if (header && typeof payload === 'object') return { header, payload };
  } catch {
    // Not a token at all: refused like any other.
  }
  throw refused();
}

function isOurs(header: Header, claims: Claims, activity: Presented, options: TokenGuardOptions): boolean {
  const { appId, tenantId, serviceUrlHosts, now } = options;
  const seconds = now() / 1_000;
  return (
    (ALGORITHMS as readonly unknown[]).includes(header.alg) &&
    typeof header.kid === 'string' &&
    // Extensions that must be understood; jsonwebtoken understands none and ignores them.
    header.crit === undefined &&
    header.b64 === undefined &&
    claims.iss === ISSUER &&
    claims.aud === appId &&
    typeof claims.exp === 'number' &&
    claims.exp < seconds + LONGEST_S &&
    (claims.iat === undefined || claims.iat < seconds + TOLERANCE_S) &&
    (claims.tid === undefined || tenantId === undefined || claims.tid === tenantId) &&
    typeof activity.channelId === 'string' &&
    activity.channelId.trim() !== '' &&
    typeof claims.serviceurl === 'string' &&
    claims.serviceurl === activity.serviceUrl &&
    isListed(claims.serviceurl, serviceUrlHosts)
  );
}

/** Whether a key is for this algorithm, and for the activity's channel where it is for some channels only. */
function maySpeak({ alg, endorsements }: SigningKey, header: Header, { channelId }: Presented): boolean {
  if (alg !== undefined && alg !== header.alg) return false;
  return endorsements.length === 0 || endorsements.some((channel) => channel === channelId);
}

function refused(): TriageError {
  return new TriageError('CONNECTOR_UNAUTHORIZED', 'The token of this request is not accepted.', {
    status: 401,
  });
}
