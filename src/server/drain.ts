import type { Server as HttpServer } from 'node:http';
import { Server as TcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DirectLine } from '../channels/directLine/directLine';

const CODE_GOING_AWAY = 1001;
const LOOK_MS = 20;
/** Left at the end of the grace time for the streams to say goodbye. */
const GOODBYE_MS = 300;
/**
 * So long idle connections are still served, each answer with `Connection: close`. A request that is on its way when
 * the signal comes would otherwise meet a connection that was just closed as idle, and its turn would be dropped.
 */
const LAST_ORDERS_MS = 400;

/** What is drained. `inFlight`: requests that have no answer yet; `cutStreams` ends those that do not go. */
export interface Drained {
  readonly http: HttpServer;
  readonly directLine: DirectLine;
  readonly inFlight: () => number;
  readonly cutStreams: () => void;
}

/**
 * Orderly shutdown. No new connection is taken; requests and turns under way finish and their answers go out; then the
 * streams are told to come back later. Whatever is not through within `graceMs` is cut off.
 */
export async function drain(
  { http, directLine, inFlight, cutStreams }: Drained,
  graceMs: number,
): Promise<void> {
  // The TCP server's own close: that of the HTTP server ends idle connections at once.
  const closed = new Promise<void>((resolve) => {
    TcpServer.prototype.close.call(http, () => resolve());
  });
  const deadline = Date.now() + graceMs - GOODBYE_MS;
  let idle = false;
  void directLine.idle().then(() => (idle = true));
  await Promise.race([closed, sleep(Math.min(LAST_ORDERS_MS, graceMs / 4))]);
  http.closeIdleConnections();
  while (!(idle && inFlight() === 0) && Date.now() < deadline) await sleep(LOOK_MS);
  directLine.closeStreams(CODE_GOING_AWAY, 'the server is going away');
  await Promise.race([closed, sleep(GOODBYE_MS)]);
  cutStreams();
  http.closeAllConnections();
  await closed;
}
