import type { Request, Server } from 'restify';
import type { DirectLine } from '../channels/directLine/directLine';
import { DirectLineError } from '../channels/directLine/directLineError';
import { TriageError } from '../errors';
import type { Rate } from './bucket';
import { Bucket } from './bucket';
import { clientAddress } from './clientAddress';
import { jsonOnly } from './guards';
import { bodyOf, headerOf, pathParam, queryParam } from './http';
import type { Origins } from './origins';
import { sendJson } from './sendJson';

/** Generous: they stop a flood, not a visitor in a hurry, nor a clinic behind one address. */
export interface FloodLimits {
  /** Activities posted to one conversation, whichever of its tokens is the bearer. */
  readonly posts: Rate;
  /** Reads of one conversation; who polls does so every second. */
  readonly reads: Rate;
  /** Reads from one address, of any conversation or of none. */
  readonly readers: Rate;
  /** Tokens and conversations made, and conversations gone on with, from one address. */
  readonly starts: Rate;
}
const LIMITS: FloodLimits = {
  posts: { burst: 200, perSecond: 5 },
  reads: { burst: 1_000, perSecond: 10 },
  readers: { burst: 5_000, perSecond: 300 },
  starts: { burst: 600, perSecond: 10 },
};

export interface DirectLineRoutesOptions {
  readonly directLine: DirectLine;
  readonly origins: Origins;
  /** Proxies of ours in front of the server. */
  readonly trustProxy: number;
  readonly limits?: Partial<FloodLimits>;
}

const ROOT = '/v3/directline';
const ONE = `${ROOT}/conversations/:id`;

/** Direct Line 3.0 over HTTP, with the paths and statuses of Azure's service, and our pages' way to a token. */
export function directLineRoutes(server: Server, options: DirectLineRoutesOptions): void {
  const { directLine, origins, trustProxy } = options;
  const limits = { ...LIMITS, ...options.limits };
  const posts = new Bucket(limits.posts);
  const reads = new Bucket(limits.reads);
  const readers = new Bucket(limits.readers);
  const starts = new Bucket(limits.starts);
  const begins = (req: Request) => starts.take(clientAddress(req, trustProxy));

  server.post(`${ROOT}/tokens/generate`, jsonOnly, async (req, res) => {
    begins(req);
    res.send(200, directLine.generate(authorization(req), bodyOf(req)));
    return Promise.resolve();
  });
  server.post(`${ROOT}/tokens/refresh`, async (req, res) => {
    begins(req);
    res.send(200, directLine.refresh(authorization(req)));
    return Promise.resolve();
  });
  server.post(`${ROOT}/conversations`, jsonOnly, async (req, res) => {
    begins(req);
    const around = { origin: origins.own(req), locale: languageOf(req) };
    const { created, body } = await directLine.start(authorization(req), bodyOf(req), around);
    await sendJson(req, res, created ? 201 : 200, body);
  });
  server.get(ONE, async (req, res) => {
    begins(req);
    const watermark = queryParam(req, 'watermark');
    const own = origins.own(req);
    const body = await directLine.reconnect(authorization(req), pathParam(req, 'id'), watermark, own);
    await sendJson(req, res, 200, body);
  });
  server.get(`${ONE}/activities`, async (req, res) => {
    readers.take(clientAddress(req, trustProxy));
    const [id, watermark] = [pathParam(req, 'id'), queryParam(req, 'watermark')];
    await directLine.member(authorization(req), id);
    reads.take(id);
    const body = await directLine.read(id, watermark);
    await sendJson(req, res, 200, body);
  });
  server.post(`${ONE}/activities`, jsonOnly, async (req, res) => {
    // Whose conversation it is comes first: a stranger must not use up what its visitor may post.
    const identity = await directLine.member(authorization(req), pathParam(req, 'id'));
    posts.take(pathParam(req, 'id'));
    res.send(200, await directLine.post(identity, bodyOf(req)));
  });
  server.post(`${ONE}/upload`, async () => {
    const message = 'Files cannot be sent here; post a message with text';
    return Promise.reject(new DirectLineError('NotSupported', message, { status: 415 }));
  });
  server.get(`${ONE}/stream`, async () => {
    const message = 'This is the address of a WebSocket; connect to streamUrl as it was given';
    return Promise.reject(new DirectLineError('BadArgument', message, { status: 426 }));
  });
  server.post('/widget/token', async (req, res) => {
    begins(req);
    if (origins.foreign(req)) {
      const message = `This page may not use the chat. Add its origin to WIDGET_ORIGINS.`;
      throw new TriageError('ORIGIN_NOT_ALLOWED', message, { status: 403 });
    }
    const first = { body: bodyOf(req), locale: languageOf(req) };
    await sendJson(req, res, 200, await directLine.widgetToken(previousToken(req), first));
  });
}

function authorization(req: Request): string | undefined {
  return headerOf(req, 'authorization');
}

/** The token of an earlier visit: in the header, or as `token` in the body. */
function previousToken(req: Request): string | undefined {
  const bearer = /^Bearer +(\S{1,8192})$/i.exec(authorization(req) ?? '')?.[1];
  const { token } = (bodyOf(req) ?? {}) as { token?: unknown };
  return bearer ?? (typeof token === 'string' ? token : undefined);
}

/** The language a browser likes best. */
function languageOf(req: Request): string | undefined {
  return /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*/.exec(headerOf(req, 'accept-language') ?? '')?.[0];
}
