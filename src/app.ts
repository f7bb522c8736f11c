import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Middleware, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { MainDialog } from '../dialogs/main';
import type { Services } from '../dialogs/services';
import { BookingPage } from './booking/bookingPage';
import { AzureChannel } from './channels/azure/azureChannel';
import { ActivityLog } from './channels/directLine/activityLog';
import { DirectLine } from './channels/directLine/directLine';
import { DirectLineAdapter } from './channels/directLine/directLineAdapter';
import { Tokens } from './channels/directLine/tokens';
import { transcriptOf } from './channels/directLine/transcript';
import { createRenderer } from './channels/renderer';
import { createBookingPageConfig } from './channels/widget/bookingPageConfig';
import { createWidgetConfig } from './channels/widget/widgetConfig';
import { keptDetector, keptInDist, keptUnderstander } from './compiled';
import type { Config } from './config';
import { loadContent } from './content/loadContent';
import type { Content } from './content/types';
import type { Detect } from './crisis/types';
import type { Carrier } from './handoff/carrier';
import { alertsConfigured, createCarriers, secondContactConfigured } from './handoff/createCarriers';
import { createDesk } from './handoff/createDesk';
import { nudgeOnCommit } from './handoff/nudgeOnCommit';
import { AgentHub } from './handoff/hub/agentHub';
import type { HubSettings } from './handoff/hub/hubCarrier';
import { packForHub } from './handoff/hub/packForHub';
import { OutboxWorker } from './handoff/outboxWorker';
import { promiseNow } from './handoff/promiseNow';
import type { Transcript } from './handoff/readLive';
import type { TeamsChannel } from './handoff/teamsCarrier';
import { visitorCarrier } from './handoff/visitorCarrier';
import { createServer } from './server/createServer';
import type { TriageServer } from './server/createServer';
import { ROOT, contentFiles } from './places';
import { createConsole } from './staff/createConsole';
import { openDatabase } from './storage/openDatabase';
import { purge } from './storage/retention';
import { secret } from './storage/secret';
import type { Database } from './storage/types';
import { createBookingNews } from './turn/bookingNews';
import { createBotLogic } from './turn/botLogic';
import { deliver } from './turn/deliver';
import { EscalationQueue } from './turn/escalationQueue';
import { LiveDesk } from './turn/live/liveDesk';
import { createTellLogic } from './turn/live/tellLogic';
import { Proactive } from './turn/proactive';
import type { Continue } from './turn/proactive';
import { Safety, safetyFinding } from './turn/safety';
import { TurnRunner } from './turn/turnRunner';
import type { Logic } from './turn/turnRunner';
import type { Understander } from './understanding/types';
import type { WarmingUnderstander } from './understanding/understander';
import { wireBooking, wireSystem } from './wireBooking';
import type { Booking } from './wireBooking';

/** What tests put in the place of the real thing, to bring about a fault or a moment. */
export interface AppParts {
  readonly now?: () => number;
  readonly db?: Database;
  readonly understander?: Understander;
  readonly detect?: Detect;
}

export interface App {
  readonly content: Content;
  readonly db: Database;
  readonly server: TriageServer;
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
  const detect = parts.detect ?? keptDetector(kept);
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
  const turns = wireTurns({ content, detect, understander, db, booking, carriers, now, log });
  const { directLine, adapter } = await wireDirectLine(config, db, turns, now, log);
  const azure = (channels.azure = wireAzure(config, turns));
  const proactive = wireProactive(turns, adapter, azure, db);
  const live = wireLive({ turns, proactive, transcript, content, db, now, log });
  const toVisitor = visitorCarrier({
    'visitor.live': (letter) => live.bring(letter),
    'visitor.news': createBookingNews({ ...turns, db, proactive, now, log }),
  });
  const outbox = new OutboxWorker({ db: store, carriers: [...carriers, toVisitor], now, log });
  nudge = () => outbox.nudge();
  const server = createServer({
    directLine,
    ...(azure && { messages: (req, res) => azure.handle(req, res) }),
    ready: () => db.ready(),
    pageFolders: [join(ROOT, 'dist', 'widget'), join(ROOT, 'src', 'widget', 'pages')],
    widgetConfig: createWidgetConfig(content),
    booking: {
      page: new BookingPage({ db, content, ...booking }),
      config: createBookingPageConfig(content),
    },
    agentHub: wireHub(config, content, live),
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

/** Whom the practice has told the bot to tell. That nobody hears of a crisis is said at every start. */
function wireCarriers(
  config: Config,
  content: Content,
  log: Logger,
  { post, pack }: Pick<TeamsChannel, 'post'> & Pick<HubSettings, 'pack'>,
): readonly Carrier[] {
  const { SMTP_URL: smtp, MAIL_FROM: from, WEBHOOK_URL: url, WEBHOOK_SECRET: secret } = config;
  const { HANDOFF_URL: hub, HANDOFF_SECRET: hubSecret, TEAMS_ALERT_CHANNEL: teams } = config;
  const carriers = createCarriers(content, {
    ...(smtp !== undefined && from !== undefined && { mail: { url: smtp, from } }),
    ...(url !== undefined && secret !== undefined && { webhook: { url, secret } }),
    ...(teams && { teams: { ...teams, post } }),
    ...(hub !== undefined && hubSecret !== undefined && { hub: { url: hub, secret: hubSecret, pack } }),
    publicUrl: config.PUBLIC_URL,
  });
  if (!alertsConfigured(carriers)) log.warn({ code: 'ALERTS_TO_NOBODY' }, 'nobody is alerted of a crisis');
  return carriers;
}

interface Turns {
  readonly escalations: EscalationQueue;
  readonly middleware: readonly Middleware[];
  readonly run: (context: TurnContext) => Promise<void>;
  readonly runner: TurnRunner;
  readonly main: MainDialog;
  readonly services: Services;
  /** Says what waits for a visitor, as a turn. */
  readonly tell: (occasion: string) => Logic;
}

interface TurnParts {
  readonly content: Content;
  readonly detect: Detect;
  readonly understander: Understander;
  readonly db: Database;
  readonly booking: Booking;
  readonly carriers: readonly Carrier[];
  readonly now: () => number;
  readonly log: Logger;
}

/** The turn that every channel shares: safety in front, the same logic behind. */
function wireTurns(parts: TurnParts): Turns {
  const { content, detect, understander, db, booking, carriers, now, log } = parts;
  const render = createRenderer(content);
  const safety = new Safety({ detect, content, render, now, log, told: alertsConfigured(carriers) });
  const secondContactMinutes = content.profile.alerts?.secondContact?.afterMinutes;
  const hub = carriers.some((carrier) => carrier.takes('hub.initiate'));
  const promiseAt = (at: number) => promiseNow(content.profile, at);
  const desk = createDesk({ now, secondContactMinutes, promiseAt, hub });
  const escalations = new EscalationQueue({ db, desk, now, log });
  const services = { content, ...booking, desk, understander };
  const main = new MainDialog(services);
  const logic = createBotLogic({ main, safety, content, desk, db, now, log });
  const runner = new TurnRunner({
    db,
    render,
    now,
    deliver,
  });
  const run = (context: TurnContext) => escalations.around(context, () => runner.run(context, logic));
  const tell = createTellLogic({ main, content, db, now, log });
  return { escalations, middleware: [safety], run, runner, main, services, tell };
}

interface LiveParts extends Pick<TurnParts, 'content' | 'db' | 'now' | 'log'> {
  readonly turns: Turns;
  readonly proactive: Proactive;
  readonly transcript: Transcript;
}

/** Turns that no visitor began, on every channel that can be written to first. */
function wireProactive(
  { runner }: Turns,
  adapter: DirectLineAdapter,
  azure: AzureChannel | undefined,
  db: Database,
): Proactive {
  const channel = (id: string): Continue | undefined => {
    if (id !== 'directline') return azure && azure.continueConversation.bind(azure);
    return (reference, occasion, run) => adapter.continueConversation(reference, run, occasion);
  };
  return new Proactive({ db, channel, run: (context, logic) => runner.run(context, logic) });
}

/** Staff in visitors' conversations. */
function wireLive({ turns, proactive, transcript, content, db, now, log }: LiveParts): LiveDesk {
  const { runner, tell } = turns;
  const { idleMinutes } = content.profile.live;
  return new LiveDesk({
    ...{ db, lanes: runner.lanes, proactive, tell, transcript, idleMinutes, now, log },
  });
}

async function wireDirectLine(config: Config, db: Database, turns: Turns, now: () => number, log: Logger) {
  const key = config.DIRECT_LINE_SECRET ?? (await secret(db, 'direct_line', newSecret));
  const onError = (error: unknown): void =>
    log.error({ err: error, code: 'DIRECT_LINE_FAULT' }, 'an activity was not filed, or a greeting failed');
  const adapter = new DirectLineAdapter({ log: new ActivityLog(db), now, onError });
  for (const middleware of turns.middleware) adapter.use(middleware);
  const tokens = new Tokens(key, now);
  return { adapter, directLine: new DirectLine({ adapter, tokens, logic: turns.run, now, onError }) };
}

/** What an agent hub says comes in here, where one is configured. */
function wireHub({ HANDOFF_SECRET: secret }: Config, { profile }: Content, live: LiveDesk) {
  return secret === undefined ? undefined : new AgentHub({ secret, live, nameless: profile.name });
}

function wireAzure(config: Config, turns: Turns): AzureChannel | undefined {
  const { MicrosoftAppId: id, MicrosoftAppType: type, MicrosoftAppPassword: password } = config;
  if (id === undefined && !config.ALLOW_ANONYMOUS) return undefined;
  return new AzureChannel({
    ...(id !== undefined && { app: { id, type, password, tenantId: config.MicrosoftAppTenantId } }),
    serviceUrlHosts: config.SERVICE_URL_HOSTS,
    middleware: turns.middleware,
    logic: turns.run,
    answered: (context) => safetyFinding(context)?.sent === true,
  });
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
