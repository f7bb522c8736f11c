import { createPrivateKey, randomUUID } from 'node:crypto';
import { sign } from 'jsonwebtoken';
import { z } from 'zod';
import { SystemError } from '../bookingSystem';
import type { Call } from '../caller';

/** What is shown to a FHIR server: a bearer token. */
export interface TokenSource {
  /** @throws SystemError */
  token(signal: AbortSignal): Promise<string>;
  /** The server did not take it: the next one is asked for anew. */
  refused(): void;
}

/** How the practice's bot is registered at the server. */
export interface BackendClient {
  readonly base: string;
  readonly clientId: string;
  readonly keyId: string;
  /** PEM, RSA (2,048 bits or more) or EC P-384. */
  readonly key: string;
  readonly tokenUrl?: string | undefined;
  readonly scope: string;
}

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** An assertion may live five minutes at most. */
const ASSERTION_S = 300;
/** A token is taken for over this long before it is. */
const EARLY_MS = 20_000;

const granted = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive(),
});
const configuration = z.object({ token_endpoint: z.url() });

/**
 * SMART backend services, https://hl7.org/fhir/smart-app-launch/backend-services.html: client_credentials with an
 * assertion signed by the practice's key. One request at a time, its token kept until shortly before it ends.
 */
export function backendToken(client: BackendClient, call: Call, now: () => number): TokenSource {
  const { base, keyId: keyid, clientId, scope } = client;
  const key = createPrivateKey(client.key);
  const algorithm = key.asymmetricKeyType === 'ec' ? 'ES384' : 'RS384';
  let kept: { readonly token: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async (signal: AbortSignal): Promise<string> => {
    const url = client.tokenUrl ?? (await endpoint(base, call, signal));
    const iat = Math.floor(now() / 1000);
    const claims = { iss: clientId, sub: clientId, aud: url, jti: randomUUID(), iat, exp: iat + ASSERTION_S };
    const assertion = sign(claims, key, { algorithm, keyid });
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope });
    form.set('client_assertion_type', ASSERTION);
    form.set('client_assertion', assertion);
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const { body } = await call({ method: 'POST', url, headers, body: form.toString(), signal });
    const answer = granted.safeParse(body);
    if (!answer.success) throw new SystemError('its token endpoint answered no token');
    kept = { token: answer.data.access_token, until: now() + answer.data.expires_in * 1000 - EARLY_MS };
    return kept.token;
  };

  return {
    token(signal) {
      if (kept && kept.until > now()) return Promise.resolve(kept.token);
      asking ??= ask(signal).finally(() => (asking = undefined));
      return asking;
    },
    refused: () => (kept = undefined),
  };
}

/** A token that does not change. */
export function fixedToken(token: string): TokenSource {
  return { token: () => Promise.resolve(token), refused: () => undefined };
}

async function endpoint(base: string, call: Call, signal: AbortSignal): Promise<string> {
  const url = `${base.replace(/\/$/, '')}/.well-known/smart-configuration`;
  const { body } = await call({ method: 'GET', url, signal });
  const found = configuration.safeParse(body);
  if (!found.success) throw new SystemError('it names no token endpoint');
  return found.data.token_endpoint;
}
