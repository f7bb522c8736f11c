import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Request, Response, Route, Server } from 'restify';
import { errorForLog } from './errorForLog';

/**
 * One line a request: its id, route, status and time. Never a body, a query or an address: the route's pattern stands
 * for the path. The id goes out as `X-Request-Id`, so that a person who reports a fault can name it.
 */
export function logRequests(server: Server, logger: Logger): void {
  const started = new WeakMap<Request, { id: string; at: number }>();
  server.pre((req, res, next) => {
    const id = randomUUID();
    started.set(req, { id, at: performance.now() });
    res.setHeader('X-Request-Id', id);
    next();
  });
  server.on('after', (req: Request, res: Response, route: Route | undefined, error: unknown) => {
    const start = started.get(req);
    const path = route && pathOf(route);
    const ms = start && Math.round(performance.now() - start.at);
    const line = { request: start?.id, method: req.method, route: path, status: res.statusCode, ms };
    if (res.statusCode >= 500) logger.error({ ...line, error: errorForLog(error) }, 'request failed');
    else logger.debug(line, 'request');
  });
}

function pathOf(route: Route): string {
  const { path } = route as { path?: unknown };
  return typeof path === 'string' ? path : route.name;
}
