import type { Server as HttpServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DirectLine } from '../channels/directLine/directLine';

const CODE_GOING_AWAY = 1001;
const LOOK_MS = 20;
/** Left at the end of the grace time for the streams to say goodbye. */
const GOODBYE_MS = 300;

/** What is drained. `inFlight`: requests that have no answer yet; `cutStreams` ends those that do not go. */
export interface Drained {
  readonly http: HttpServer;
  readonly directLine: DirectLine;
  readonly inFlight: () => number;
  readonly cutStreams: () => void;
}

/**
 * Orderly shutdown. Nothing new is taken; requests and turns under way finish and their answers go out; then the
 * streams are told to come back later. Whatever is not through within `graceMs` is cut off.
 */
export async function drain(
  { http, directLine, inFlight, cutStreams }: Drained,
  graceMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    http.close(() => resolve());
  });
  const deadline = Date.now() + graceMs - GOODBYE_MS;
  let idle = false;
  void directLine.idle().then(() => (idle = true));
  await sleep(0);
  while (!(idle && inFlight() === 0) && Date.now() < deadline) await sleep(LOOK_MS);
  directLine.closeStreams(CODE_GOING_AWAY, 'the server is going away');
  await Promise.race([closed, sleep(GOODBYE_MS)]);
  cutStreams();
  http.closeAllConnections();
  await closed;
}
