import type { Server } from 'restify';
import { Bucket } from './bucket';
import { clientAddress } from './clientAddress';
import { jsonOnly } from './guards';
import { bodyOf, headerOf } from './http';

/** Who takes what an agent hub says. */
export interface HandoffReceiver {
  receive(authorization: string | undefined, body: unknown): Promise<{ status: number; outcome: string }>;
}

/** Generous for a hub with many talks; somebody who tries secrets is slowed down. */
const LIMIT = { burst: 200, perSecond: 20 };

/** `POST /channels/handoff`: the agent hub's `handoff.status` and messages, each an activity. */
export function handoffRoute(server: Server, hub: HandoffReceiver, trustProxy: number): void {
  const calls = new Bucket(LIMIT);
  server.post('/channels/handoff', jsonOnly, async (req, res) => {
    calls.take(clientAddress(req, trustProxy));
    const { status, outcome } = await hub.receive(headerOf(req, 'authorization'), bodyOf(req));
    res.send(status, { outcome });
  });
}
