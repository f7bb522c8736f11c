import { createPublicKey } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { z } from 'zod';
import { TriageError } from '../../errors';

/** A key that the authority signs with, and the channels that it may speak for; none named: any. */
export interface SigningKey {
  readonly key: KeyObject;
  /** The one algorithm that it is for, where the authority says so. */
  readonly alg: string | undefined;
  readonly endorsements: readonly string[];
}

/** The Bot Framework's authority, https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
export const BOT_FRAMEWORK_METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/** An authority that does not answer holds up nobody for longer, in ms. */
const TIMEOUT_MS = 5_000;
/** Between two looks at the authority, however many unknown keys are named meanwhile. New keys count after that, in ms. */
const PAUSE_MS = 10_000;
/** Keys older than this are looked up anew beside the turn that uses them, in ms. */
const FRESH_MS = 3_600_000;
/** Keys older than this count no more, whatever keeps the authority from answering, in ms. */
const KEEP_MS = 5 * 86_400_000;

const metadata = z.object({ jwks_uri: z.url() });
const keySet = z.object({
  keys: z.array(
    z
      .looseObject({
        kid: z.string().min(1),
        kty: z.enum(['RSA', 'EC']),
        use: z.literal('sig').optional(),
        alg: z.string().optional(),
        endorsements: z.array(z.string()).default([]),
      })
      .optional()
      .catch(undefined),
  ),
});

/**
 * The keys of a token authority, by its OpenID metadata. The SDK's own look-up takes new keys once an hour at most, asks
 * once for each request that waits, and waits for ever; this one asks once for all, within a time-out.
 */
export class SigningKeys {
  private keys: ReadonlyMap<string, SigningKey> = new Map();
  private loadedAt = -Infinity;
  private triedAt = -Infinity;
  private loading: Promise<void> | undefined;

  /**
   * @param url where the metadata is; its keys must be at the same origin
   * @param now milliseconds since 1970
   */
  constructor(
    private readonly url: string,
    private readonly now: () => number,
  ) {}

  /**
   * The key of an id; undefined when the authority has none of that id.
   * @throws TriageError CONNECTOR_KEYS_UNAVAILABLE, 503, when that can not be known now
   */
  async find(kid: string): Promise<SigningKey | undefined> {
    const age = this.now() - this.loadedAt;
    const due = this.now() - this.triedAt >= PAUSE_MS;
    const known = age < KEEP_MS ? this.keys.get(kid) : undefined;
    if (known) {
      if (age > FRESH_MS && due) void this.refresh().catch(() => undefined);
      return known;
    }
    if (due || this.loading) await this.refresh();
    else if (this.loadedAt < this.triedAt) throw unavailable();
    return this.keys.get(kid);
  }

  /** Looks the keys up; whoever asks meanwhile waits for the same answer. */
  refresh(): Promise<void> {
    this.loading ??= this.load().finally(() => (this.loading = undefined));
    return this.loading;
  }

  private async load(): Promise<void> {
    const at = (this.triedAt = this.now());
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { jwks_uri: address } = metadata.parse(await json(this.url, signal));
      if (new URL(address).origin !== new URL(this.url).origin) throw unavailable();
      const { keys } = keySet.parse(await json(address, signal));
      this.keys = new Map(keys.flatMap((key) => (key ? keyOf(key) : [])));
      this.loadedAt = at;
    } catch (error) {
      throw unavailable(error);
    }
  }
}

function keyOf({
  kid,
  alg,
  endorsements,
  ...jwk
}: {
  kid: string;
  alg?: string | undefined;
  endorsements: string[];
}) {
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    return [[kid, { key, alg, endorsements }]] as const;
  } catch {
    return []; // not a key that can be read: as if it were not there
  }
}

async function json(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { redirect: 'error', signal });
  if (response.ok) return response.json();
  await response.body?.cancel();
  throw unavailable();
}

function unavailable(cause?: unknown): TriageError {
  return new TriageError(
    'CONNECTOR_KEYS_UNAVAILABLE',
    'The keys of the Bot Framework could not be had, so no token can be checked. Is login.botframework.com reachable?',
    { status: 503, cause },
  );
}
