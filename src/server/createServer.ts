import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { createServer as createRestify } from 'restify';
import type { DirectLine } from '../channels/directLine/directLine';
import type { BookingPage } from '../booking/bookingPage';
import type { BookingPageConfig } from '../widget/bookingConfig';
import type { WidgetConfig } from '../widget/config';
import { bookingRoutes } from './bookingRoutes';
import type { Rate } from './bucket';
import type { FloodLimits } from './directLineRoutes';
import { bookingWebhook } from './bookingWebhook';
import type { Receive } from './bookingWebhook';
import { directLineRoutes } from './directLineRoutes';
import { drain } from './drain';
import { guard } from './guards';
import { cors, securityHeaders } from './headers';
import { handoffRoute, type HandoffReceiver } from './handoffRoute';
import { health } from './health';
import { httpFault } from './httpFault';
import { metricsRoute, type MetricsRoute } from './metricsRoute';
import { Origins } from './origins';
import { servePages } from './pages';
import { logRequests } from './requestLog';
import type { StreamLimits } from './streams';
import { acceptStreams } from './streams';
import { twilioRoute, type ReceiveText } from './twilioRoute';

/** What the server answers with; a part that is left out has no route. */
export interface ServerOptions {
  readonly directLine: DirectLine;
  /** `POST /api/messages`; left out: there is no such route. Reads the parsed body and answers by itself. */
  readonly messages?: (req: Request, res: Response) => Promise<void>;
  /** `POST /channels/handoff`, for an agent hub; left out: there is no such route. */
  readonly agentHub?: HandoffReceiver | undefined;
  /** `POST /channels/twilio`: texts by Twilio; left out: there is no such route. */
  readonly texts?: ReceiveText | undefined;
  /** `POST /webhooks/booking`: what the practice's own booking system answers; left out: there is no such route. */
  readonly bookingAnswers?: Receive | undefined;
  /** Whether turns can be taken now: the store answers. */
  readonly ready: () => Promise<boolean>;
  /** `GET /metrics`; left out: there is no such route. */
  readonly metrics?: MetricsRoute;
  /** Folders of the widget's built scripts and of its pages. */
  readonly pageFolders: readonly string[];
  readonly widgetConfig: (language: string | undefined) => WidgetConfig;
  /** The page behind a booking's link, and what it asks for; left out: there is none. */
  readonly booking?: {
    readonly page: BookingPage;
    readonly config: (language: string | undefined) => BookingPageConfig;
    readonly limit?: Rate;
  };
  /** Where the server is reached, `https://chat.example.org`; left out: as each client calls it. */
  readonly publicUrl?: string | undefined;
  /** Origins of the pages that may hold the widget. */
  readonly widgetOrigins: readonly string[];
  /** Proxies of ours in front of the server; 0 for none. */
  readonly trustProxy: number;
  readonly limits?: Partial<FloodLimits & StreamLimits>;
  readonly logger: Logger;
  /**
   * More routes, behind the same guards: other channels, the staff console. Returns what ends the answers that would
   * stay open for ever, called when the server closes.
   */
  readonly mount?: (server: Server, around: { readonly origins: Origins }) => (() => void) | undefined;
}

/** The HTTP server, to be started and stopped. */
export interface TriageServer {
  /** Listens; resolves to the port, which the system picks for 0. */
  listen(port: number, host: string): Promise<number>;
  /** Takes nothing new, lets the turns under way finish, ends the streams with 1001; out within `graceMs`. */
  close(graceMs: number): Promise<void>;
}

const REQUEST_MS = 30_000;
const HEADERS_MS = 15_000;
/** Longer than the idle time of common load balancers, so that they close first. */
const KEEP_ALIVE_MS = 65_000;

/** The HTTP server: guards first, then the routes. It knows channels and pages, and nothing of what the bot does. */
export function createServer(options: ServerOptions): TriageServer {
  const { directLine, logger, messages } = options;
  const origins = new Origins(options.publicUrl, options.widgetOrigins, options.trustProxy > 0);
  const server = createRestify({ name: '', log: logger.child({}, { level: 'silent' }) as never });
  const http = server.server as HttpServer;
  const state = { draining: false };

  logRequests(server, logger);
  server.pre((_req, res, next) => {
    if (state.draining) res.setHeader('Connection', 'close');
    next();
  });
  server.pre(securityHeaders(origins), cors(origins));
  guard(server);
  answerErrors(server);
  health(server, async () => !state.draining && (await options.ready()));
  if (options.metrics) metricsRoute(server, options.metrics);
  directLineRoutes(server, { ...options, origins });
  if (messages) server.post('/api/messages', async (req, res) => messages(req, res));
  if (options.bookingAnswers) bookingWebhook(server, options.bookingAnswers);
  if (options.texts) twilioRoute(server, options.texts, options.trustProxy);
  if (options.agentHub) handoffRoute(server, options.agentHub, options.trustProxy);
  servePages(server, {
    ...{ folders: options.pageFolders, origins, config: options.widgetConfig },
    booking: options.booking?.config,
  });
  if (options.booking) bookingRoutes(server, { ...options.booking, origins, trustProxy: options.trustProxy });
  const unmount = options.mount?.(server, { origins });
  const cutStreams = acceptStreams(http, options);
  http.requestTimeout = REQUEST_MS;
  http.headersTimeout = HEADERS_MS;
  http.keepAliveTimeout = KEEP_ALIVE_MS;

  return {
    listen: (port, host) => listen(http, port, host),
    close: (graceMs) => {
      state.draining = true;
      unmount?.();
      return drain({ http, directLine, inFlight: () => server.inflightRequests(), cutStreams }, graceMs);
    },
  };
}

/** Gives every failure, whoever threw it, the one shape that clients know. */
function answerErrors(server: Server): void {
  server.on('restifyError', (_req: Request, res: Response, error: unknown, done: () => void) => {
    const fault = httpFault(error);
    if (fault.retryAfter !== undefined) res.setHeader('Retry-After', String(fault.retryAfter));
    if (!res.headersSent) res.send(fault.status, fault.body);
    done();
  });
}

function listen(http: HttpServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve((http.address() as AddressInfo).port);
    });
  });
}
