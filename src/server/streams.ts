import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { DirectLine } from '../channels/directLine/directLine';
import { DirectLineError } from '../channels/directLine/directLineError';
import type { Place } from '../channels/directLine/watermark';
import type { Rate } from './bucket';
import { Bucket, TooManyRequests } from './bucket';
import { clientAddress } from './clientAddress';
import { errorForLog } from './errorForLog';
import type { HttpFault } from './httpFault';
import { httpFault } from './httpFault';

const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream$/;
/** What the path of an upgrade is read against; only its path and query count. */
const LOCAL = 'http://localhost';
/** Clients only send empty frames, to see whether the line is still up. */
const MAX_PAYLOAD = 4_096;
const BEAT_MS = 25_000;
const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
};

/** Generous, as those of the routes: a clinic or a university may be behind one address. */
export interface StreamLimits {
  /** Streams asked for from one address; after a restart all come back at once. */
  readonly upgrades: Rate;
  /** Streams open from one address at a time. */
  readonly streams: number;
}
const LIMITS: StreamLimits = { upgrades: { burst: 1_000, perSecond: 10 }, streams: 1_000 };
const RETRY_SECONDS = 10;

export interface StreamsOptions {
  readonly directLine: DirectLine;
  readonly logger: Logger;
  /** Proxies of ours in front of the server. */
  readonly trustProxy: number;
  readonly limits?: Partial<StreamLimits>;
}

/**
 * The WebSocket streams of Direct Line. A stream is opened by a ticket that works once; every other upgrade is
 * refused, the Bot Framework's own streaming included, so that no message comes in past the front door. Returns how to
 * cut off the streams that do not end when they are told to.
 */
export function acceptStreams(http: HttpServer, options: StreamsOptions): () => void {
  const { directLine, logger, trustProxy } = options;
  const { upgrades, streams } = { ...LIMITS, ...options.limits };
  const bucket = new Bucket(upgrades);
  const open = new Map<string, number>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false });
  http.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const address = clientAddress(req, trustProxy);
    const room = async () => {
      bucket.take(address);
      const before = open.get(address) ?? 0;
      if (before >= streams) throw new TooManyRequests(RETRY_SECONDS);
      open.set(address, before + 1);
      socket.once('close', () => leave(open, address));
      return admit(req, directLine);
    };
    room().then(
      ({ conversationId, place }) =>
        sockets.handleUpgrade(req, socket, head, (stream) =>
          attend(stream, directLine, conversationId, place),
        ),
      (error: unknown) => {
        const fault = httpFault(error);
        if (fault.status >= 500) logger.error({ error: errorForLog(error) }, 'stream failed');
        refuse(socket, fault);
      },
    );
  });
  return () => {
    for (const stream of sockets.clients) stream.terminate();
  };
}

async function admit(
  req: IncomingMessage,
  directLine: DirectLine,
): Promise<{ conversationId: string; place: Place }> {
  const target = req.url ?? '/';
  const url = URL.canParse(target, LOCAL) ? new URL(target, LOCAL) : undefined;
  const conversationId = PATH.exec(url?.pathname ?? '')?.[1];
  if (!url || conversationId === undefined) throw new DirectLineError('NotFound', 'No stream here');
  const ticket = url.searchParams.get('t') ?? '';
  const watermark = url.searchParams.get('watermark') ?? undefined;
  return { conversationId, place: await directLine.admit(ticket, conversationId, watermark) };
}

/** Joins the stream to its conversation, and sees to it that a dead one is noticed. */
function attend(stream: WebSocket, directLine: DirectLine, conversationId: string, place: Place): void {
  let alive = true;
  const leave = directLine.listen(conversationId, stream, place);
  const beat = setInterval(() => {
    if (!alive) return stream.terminate();
    alive = false;
    stream.ping();
  }, BEAT_MS).unref();
  stream.on('pong', () => (alive = true));
  stream.on('message', () => (alive = true));
  stream.on('error', () => stream.terminate());
  stream.on('close', () => {
    clearInterval(beat);
    leave();
  });
}

function leave(open: Map<string, number>, address: string): void {
  const left = (open.get(address) ?? 0) - 1;
  if (left > 0) open.set(address, left);
  else open.delete(address);
}

function refuse(socket: Duplex, { status, retryAfter, body: fault }: HttpFault): void {
  const body = JSON.stringify(fault);
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
