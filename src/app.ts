import { join } from 'node:path';
import type { Logger } from 'pino';
import { BookingPage } from './booking/bookingPage';
import type { AzureChannel } from './channels/azure/azureChannel';
import { ActivityLog } from './channels/directLine/activityLog';
import type { DirectLine } from './channels/directLine/directLine';
import { transcriptOf } from './channels/directLine/transcript';
import { createBookingPageConfig } from './channels/widget/bookingPageConfig';
import { createWidgetConfig } from './channels/widget/widgetConfig';
import { keptInDist, keptLook, keptUnderstander } from './compiled';
import type { Config } from './config';
import { loadContent } from './content/loadContent';
import type { Content } from './content/types';
import type { Look } from './crisis/types';
import { alertsConfigured, secondContactConfigured } from './handoff/createCarriers';
import { nudgeOnCommit } from './handoff/nudgeOnCommit';
import { packForHub } from './handoff/hub/packForHub';
import { OutboxWorker } from './handoff/outboxWorker';
import type { TeamsChannel } from './handoff/teamsCarrier';
import { visitorCarrier } from './handoff/visitorCarrier';
import { createServer } from './server/createServer';
import type { TriageServer } from './server/createServer';
import { ROOT, contentFiles } from './places';
import { createConsole } from './staff/createConsole';
import { openDatabase } from './storage/openDatabase';
import { purge } from './storage/retention';
import type { Database } from './storage/types';
import { createBookingNews, newsWaits } from './turn/bookingNews';
import type { LiveDesk } from './turn/live/liveDesk';
import type { Understander } from './understanding/types';
import type { WarmingUnderstander } from './understanding/understander';
import { wireBooking, wireSystem } from './wire/booking';

import { wireCarriers } from './wire/carriers';
import { wireAzure, wireDirectLine, wireProactive } from './wire/channels';
import { wireHub, wireLive } from './wire/live';
import { wireMetrics } from './wire/metrics';
import { wireTurns } from './wire/turns';
import type { TurnParts } from './wire/turns';
import { wireTwilio } from './wire/twilio';

/** What tests put in the place of the real thing, to bring about a fault or a moment. */
export interface AppParts {
  readonly now?: () => number;
  readonly db?: Database;
  readonly understander?: Understander;
  readonly look?: Look;
  /** OpenID metadata of another token authority than the Bot Framework's. */
  readonly metadataUrl?: string;
  /** Where a server stands in for Twilio's API. */
  readonly twilioApi?: string;
}

export interface App {
  readonly content: Content;
  readonly db: Database;
  readonly server: TriageServer;
  /** What the website's visitors talk to, without HTTP around it. */
  readonly directLine: DirectLine;
  /** How staff join a visitor's conversation. */
  readonly live: LiveDesk;
  /** Takes nothing new, finishes the turns under way, and closes everything; out within `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

/** Wires everything together: the only place that decides who gets which object. */
export async function createApp(config: Config, log: Logger, parts: AppParts = {}): Promise<App> {
  const now = parts.now ?? Date.now;
  const kept = keptInDist((name, ms) => log.info({ name, ms }, 'compiled anew from resources'));
  const content = loadContent(contentFiles(config), kept);
  const system = wireSystem(config, content, now);
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = config;
  // Opens in a worker while the detector and the understander are read here.
  const opening = parts.db ?? openDatabase({ dataDir, databaseUrl, now });
  const look = parts.look ?? keptLook(kept);
  const understander: Understander & Partial<WarmingUnderstander> =
    parts.understander ?? keptUnderstander(kept, { currency: content.profile.currency });
  const store = await opening;
  const retention = keepClean(store, content, now, log);
  let nudge = (): void => undefined;
  const db = nudgeOnCommit(store, () => nudge());
  const booking = await wireBooking({ config, content, db, system, now, log });
  const transcript = transcriptOf(new ActivityLog(store));
  const channels: { azure?: AzureChannel | undefined } = {};
  const post: TeamsChannel['post'] = async (...letter) => channels.azure?.post(...letter);
  const pack = packForHub({ db: store, transcript, now });
  const carriers = [...wireCarriers(config, content, log, { post, pack }), ...booking.carriers];
  const metrics = wireMetrics({ db: store, queued: () => turns.escalations.size, now });
  const privately: TurnParts['privately'] = async (...told) => channels.azure?.tellPrivately(...told);
  const turns = wireTurns({
    ...{ content, look, understander, db, booking, carriers, metrics, privately, now, log },
  });
  const { directLine, adapter } = await wireDirectLine(config, db, turns, now, log);
  const around = { db, content, now, log, metadataUrl: parts.metadataUrl };
  const azure = (channels.azure = wireAzure(config, turns, around));
  const twilio = await wireTwilio(config, { db, turns, now, log, api: parts.twilioApi });
  const proactive = wireProactive(turns, adapter, { azure, twilio: twilio?.channel }, db);
  const live = wireLive({ turns, proactive, transcript, content, db, now, log });
  const news = { ...turns, db, proactive, now, log };
  const bring = { 'visitor.live': live.bring.bind(live), 'visitor.news': createBookingNews(news) };
  const toVisitors = [visitorCarrier(bring, newsWaits(news)), ...(twilio ? [twilio.carrier] : [])];
  const outbox = new OutboxWorker({ db: store, carriers: [...carriers, ...toVisitors], now, log });
  nudge = () => outbox.nudge();
  const server = createServer({
    directLine,
    ...(azure && { messages: (req, res) => azure.handle(req, res) }),
    texts: twilio && ((...text) => twilio.channel.receive(...text)),
    ready: () => db.ready(),
    pageFolders: [join(ROOT, 'dist', 'widget'), join(ROOT, 'src', 'widget', 'pages')],
    widgetConfig: createWidgetConfig(content),
    booking: {
      page: new BookingPage({ db, content, ...booking }),
      config: createBookingPageConfig(content),
    },
    agentHub: wireHub(config, content, live),
    metrics: { metrics, token: config.METRICS_TOKEN },
    publicUrl: config.PUBLIC_URL,
    widgetOrigins: config.WIDGET_ORIGINS,
    trustProxy: config.TRUST_PROXY,
    logger: log,
    bookingAnswers: booking.receive,
    mount: createConsole({
      ...{ content, db, system, live, now, log, trustProxy: config.TRUST_PROXY },
      alerts: { anybody: alertsConfigured(carriers), second: secondContactConfigured(carriers) },
      files: join(ROOT, 'dist', 'staff'),
    }),
  });
  void understander.ready?.();
  return {
    content,
    db,
    server,
    directLine,
    live,
    close: async (graceMs = 10_000) => {
      clearInterval(retention);
      await booking.stop();
      await server.close(graceMs - 1_500);
      await live.stop();
      await turns.escalations.close();
      await outbox.stop(500);
      await understander.close();
      await db.close();
    },
  };
}

/** Deletes what has been kept long enough, now and every few hours. */
function keepClean(db: Database, { profile }: Content, now: () => number, log: Logger): NodeJS.Timeout {
  const clean = (): void => {
    purge(db, profile.privacy, now()).catch((error: unknown) =>
      log.error({ err: error, code: 'PURGE_FAILED' }, 'purge failed'),
    );
  };
  clean();
  return setInterval(clean, PURGE_MS).unref();
}

const PURGE_MS = 6 * 3_600_000;
