import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';

/** A pair of keys under an id, and what the authority says of it. */
export interface AuthorityKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly said: object;
}

/** Makes a key. `said`: what the key set says of it besides, such as `endorsements`. */
export function makeKey(
  kid: string,
  type: 'rsa' | 'P-256' | 'P-384' | 'P-521' = 'rsa',
  said: object = {},
): AuthorityKey {
  const pair =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: type });
  return { kid, ...pair, said };
}

/** A token of the authority's: its claims, and how it is signed. */
export function sign(key: AuthorityKey, claims: object, options: jwt.SignOptions = {}): string {
  return jwt.sign(claims, key.privateKey, { algorithm: 'RS256', keyid: key.kid, ...options });
}

/** An OpenID authority on loopback, as the Bot Framework's: metadata, and the public halves of its keys. */
export class Authority {
  keys: AuthorityKey[] = [];
  /** How it answers: as it should, never, or with this status. */
  mood: 'well' | 'hanging' | number = 'well';
  /** Where it says that its keys are, when that is somewhere else. */
  elsewhere: string | undefined;
  /** How often each path was asked for. */
  readonly asked: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Authority> {
    const server = createServer();
    const authority = new Authority(server);
    server.on('request', (req, res) => {
      authority.asked.push(req.url ?? '');
      if (authority.mood === 'hanging') return;
      res.writeHead(authority.mood === 'well' ? 200 : authority.mood, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(req.url === '/keys' ? authority.keySet() : authority.metadata()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return authority;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get metadataUrl(): string {
    return `${this.url}/metadata`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private metadata(): object {
    return { issuer: 'https://api.botframework.com', jwks_uri: this.elsewhere ?? `${this.url}/keys` };
  }

  private keySet(): object {
    const keys = this.keys.map(({ kid, publicKey, said }) => ({
      ...publicKey.export({ format: 'jwk' }),
      ...{ use: 'sig', kid },
      ...said,
    }));
    return { keys };
  }
}
