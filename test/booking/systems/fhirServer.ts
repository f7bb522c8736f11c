import { createPublicKey, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decode, verify } from 'jsonwebtoken';
import { FhirStore, type Resource } from './fhirStore';

/** What happens to one request instead of, or after, what should. */
export type Fault = 'hang' | 'reset' | 'doneThenReset' | 'garbage' | 500 | 503 | 429 | 401;

export interface FhirServer {
  /** Base URL, as the profile has it. */
  readonly base: string;
  readonly origin: string;
  readonly store: FhirStore;
  /** Method and URL of everything that was asked, and the ids of the tokens that were given. */
  readonly asked: { readonly method: string; readonly url: string }[];
  readonly tokens: string[];
  /** What becomes of the next requests, one each; `undefined` for one that goes well. */
  faults: (Fault | undefined)[];
  close(): Promise<void>;
}

/** Who may ask for tokens, or the one token that is good. */
export type Access =
  | { readonly token: string }
  | { readonly clientId: string; readonly keyId: string; readonly publicKey: string };

/** Whatever a client would like: servers decide. */
const PAGE = 7;
const TYPE = 'application/fhir+json';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * A FHIR R4 server on loopback that keeps to the specifications: search with pages, conditional create, versions,
 * Appointment/$book as IHE ITI Scheduling has it, SMART backend services. It believes nothing that it is sent.
 */
export async function fhirServer(access: Access, now: () => number = Date.now): Promise<FhirServer> {
  const store = new FhirStore();
  const granted = new Map<string, number>('token' in access ? [[access.token, Infinity]] : []);
  const usedAssertions = new Set<string>();
  const pages = new Map<string, Resource[]>();
  const self: FhirServer = {
    ...{ base: '', origin: '', store, asked: [], tokens: [], faults: [] },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };

  const http = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      self.asked.push({ method: request.method ?? '', url: request.url ?? '' });
      const fault = self.faults.shift();
      if (fault === 'hang') return;
      if (fault === 'reset') return void response.socket?.resetAndDestroy();
      if (typeof fault === 'number')
        return refuse(response, fault, fault === 429 ? 'throttled' : 'exception');
      if (fault === 'garbage') return send(response, 200, { resourceType: 'Basic' });
      if (fault === 'doneThenReset') {
        answer(request, body, new Proxy(response, { get: (real, name) => quiet(real, name) }));
        return void response.socket?.resetAndDestroy();
      }
      answer(request, body, response);
    });
  });

  function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
    const url = new URL(request.url ?? '', self.origin);
    if (url.pathname === '/fhir/.well-known/smart-configuration') return configuration(response);
    if (url.pathname === '/token') return grant(request, body, response);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if ((granted.get(token) ?? 0) <= now()) return refuse(response, 401, 'login');
    if (!request.headers.accept?.includes(TYPE)) return refuse(response, 406, 'not-supported');
    if (request.method !== 'GET' && request.headers['content-type'] !== TYPE)
      return refuse(response, 415, 'not-supported');
    try {
      route(request, url, body, response);
    } catch (error) {
      const { status, code } = error as { status?: number; code?: string };
      if (status === undefined) throw error;
      refuse(response, status, code ?? 'invalid');
    }
  }

  function route(request: IncomingMessage, url: URL, body: string, response: ServerResponse): void {
    const [type = '', id] = url.pathname.replace(/^\/fhir\//, '').split('/');
    const { method } = request;
    if (method === 'GET' && type === '') return page(url, response);
    if (method === 'GET' && id === undefined) return found(store.search(type, url.searchParams), response);
    if (method === 'GET') return one(response, 200, store.read(type, id ?? ''));
    const resource = JSON.parse(body) as Resource;
    if (method === 'POST' && id === '$book') return send(response, 200, store.book(resource));
    if (method === 'PUT')
      return one(response, 200, store.update(type, id ?? '', resource, request.headers['if-match']));
    const condition = request.headers['if-none-exist'];
    const made = store.create(type, resource, [condition].flat()[0]);
    one(response, made.created ? 201 : 200, made.resource);
  }

  /** Pages are links that the server makes up; nobody can guess the next. */
  function found(all: Resource[], response: ServerResponse): void {
    const rest = all.slice(PAGE);
    const token = randomUUID();
    if (rest.length > 0) pages.set(token, rest);
    send(response, 200, {
      resourceType: 'Bundle',
      type: 'searchset',
      total: all.length,
      link: rest.length > 0 ? [{ relation: 'next', url: `${self.base}/?_getpages=${token}` }] : [],
      entry: all.slice(0, PAGE).map((resource) => ({
        fullUrl: `${self.base}/${resource.resourceType}/${resource.id ?? ''}`,
        resource,
        search: { mode: 'match' },
      })),
    });
  }

  function page(url: URL, response: ServerResponse): void {
    const rest = pages.get(url.searchParams.get('_getpages') ?? '');
    if (!rest) return refuse(response, 404, 'not-found');
    found(rest, response);
  }

  function configuration(response: ServerResponse): void {
    send(response, 200, {
      token_endpoint: `${self.origin}/token`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      capabilities: ['client-confidential-asymmetric', 'permission-v2'],
    });
  }

  function grant(request: IncomingMessage, body: string, response: ServerResponse): void {
    const form = new URLSearchParams(body);
    const assertion = form.get('client_assertion') ?? '';
    const good =
      'clientId' in access &&
      request.headers['content-type'] === 'application/x-www-form-urlencoded' &&
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_assertion_type') === ASSERTION &&
      (form.get('scope') ?? '').split(' ').every((scope) => /^system\/[A-Za-z]+\.c?r?u?d?s?$/.test(scope)) &&
      isGenuine(assertion, access);
    if (!good) return send(response, 400, { error: 'invalid_client' });
    const token = randomUUID();
    granted.set(token, now() + 300_000);
    self.tokens.push(token);
    send(response, 200, {
      access_token: token,
      token_type: 'bearer',
      expires_in: 300,
      scope: form.get('scope'),
    });
  }

  function isGenuine(assertion: string, client: Exclude<Access, { token: string }>): boolean {
    try {
      const key = createPublicKey(client.publicKey);
      const algorithms = [key.asymmetricKeyType === 'ec' ? ('ES384' as const) : ('RS384' as const)];
      const claims = verify(assertion, key, {
        algorithms,
        issuer: client.clientId,
        subject: client.clientId,
        audience: `${self.origin}/token`,
        clockTimestamp: now() / 1000,
      }) as { jti?: string; exp?: number };
      const { header } = decode(assertion, { complete: true }) ?? {};
      const soon = (claims.exp ?? Infinity) <= now() / 1000 + 301;
      const fresh = claims.jti !== undefined && !usedAssertions.has(claims.jti);
      usedAssertions.add(claims.jti ?? '');
      return soon && fresh && header?.kid === client.keyId && header.typ === 'JWT';
    } catch {
      return false;
    }
  }

  const port = await new Promise<number>((resolve) =>
    http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port)),
  );
  return Object.assign(self, { origin: `http://127.0.0.1:${port}`, base: `http://127.0.0.1:${port}/fhir` });
}

function one(response: ServerResponse, status: number, resource: Resource): void {
  response.setHeader('ETag', `W/"${resource.meta?.versionId ?? '1'}"`);
  send(response, status, resource);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  if (status === 429) response.setHeader('Retry-After', '1');
  send(response, status, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] });
}

/** In single steps: restify, in the same process, replaces `writeHead`, which then returns nothing. */
function send(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('Content-Type', TYPE);
  response.end(JSON.stringify(body));
}

/** A response that says nothing: what was asked is done, and nobody hears of it. */
function quiet(real: ServerResponse, name: string | symbol): unknown {
  if (name === 'end' || name === 'setHeader') return () => undefined;
  return Reflect.get(real, name);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
