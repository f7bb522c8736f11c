import type { Server } from 'restify';

/** `/health/live`: the process answers. `/health/ready`: it can take turns; 503 while it cannot. */
export function health(server: Server, ready: () => Promise<boolean>): void {
  server.get('/health/live', async (_req, res) => {
    res.send(200, { status: 'up' });
    return Promise.resolve();
  });
  server.get('/health/ready', async (_req, res) => {
    const up = await ready().catch(() => false);
    res.send(up ? 200 : 503, { status: up ? 'ready' : 'not ready' });
  });
}
