import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { DirectLine } from '../channels/directLine/directLine';
import { DirectLineError } from '../channels/directLine/directLineError';
import type { Place } from '../channels/directLine/watermark';
import { errorForLog } from './errorForLog';
import { httpFault } from './httpFault';

const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream$/;
/** What the path of an upgrade is read against; only its path and query count. */
const LOCAL = 'http://localhost';
/** Clients only send empty frames, to see whether the line is still up. */
const MAX_PAYLOAD = 4_096;
const BEAT_MS = 25_000;
const REASONS: Readonly<Record<number, string>> = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found' };

/**
 * The WebSocket streams of Direct Line. A stream is opened by a ticket that works once; every other upgrade is
 * refused, the Bot Framework's own streaming included, so that no message comes in past the front door. Returns how to
 * cut off the streams that do not end when they are told to.
 */
export function acceptStreams(http: HttpServer, directLine: DirectLine, logger: Logger): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false });
  http.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    admit(req, directLine).then(
      ({ conversationId, place }) =>
        sockets.handleUpgrade(req, socket, head, (stream) =>
          attend(stream, directLine, conversationId, place),
        ),
      (error: unknown) => {
        const fault = httpFault(error);
        if (fault.status >= 500) logger.error({ error: errorForLog(error) }, 'stream failed');
        refuse(socket, fault.status, JSON.stringify(fault.body));
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

function refuse(socket: Duplex, status: number, body: string): void {
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
