import { timingSafeEqual } from 'node:crypto';
import type { Request, Server } from 'restify';
import { TriageError } from '../errors';
import { headerOf, serveGet } from './http';
import type { Metrics } from './metrics';

/** The metrics, and who may read them. */
export interface MetricsRoute {
  readonly metrics: Promise<Pick<Metrics, 'text'>>;
  /** Bearer token; left out: readers on this machine only. */
  readonly token: string | undefined;
}

/**
 * `GET /metrics`. Without a token it is for this machine alone, and a request that a proxy passed on is not from this
 * machine; how many people were in crisis is nobody else's business.
 */
export function metricsRoute(server: Server, { metrics, token }: MetricsRoute): void {
  serveGet(server, '/metrics', async (req, res) => {
    if (!mayRead(req, token)) {
      throw new TriageError('METRICS_UNAUTHORIZED', 'Metrics are for this machine, or with METRICS_TOKEN.', {
        status: 401,
      });
    }
    const { type, body } = await (await metrics).text();
    res.setHeader('Content-Type', type);
    res.sendRaw(200, body);
  });
}

function mayRead(req: Request, token: string | undefined): boolean {
  if (token === undefined) {
    const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headerOf(req, name));
    return !passedOn && /^(?:::ffff:)?127\.|^::1$/.test(req.socket.remoteAddress ?? '');
  }
  const [given, wanted] = [Buffer.from(headerOf(req, 'authorization') ?? ''), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
