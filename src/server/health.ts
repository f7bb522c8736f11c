import type { Server } from 'restify';
import { serveGet } from './http';

/** `/health/live`: the process answers. `/health/ready`: it can take turns; 503 while it cannot. */
export function health(server: Server, ready: () => Promise<boolean>): void {
  serveGet(server, '/health/live', (_req, res) => void res.send(200, { status: 'up' }));
  serveGet(server, '/health/ready', async (_req, res) => {
    const up = await ready().catch(() => false);
    res.send(up ? 200 : 503, { status: up ? 'ready' : 'not ready' });
  });
}
