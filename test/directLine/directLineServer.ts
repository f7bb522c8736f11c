import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity, TurnContext } from 'botbuilder';
import pino from 'pino';
import { ActivityLog } from '../../src/channels/directLine/activityLog';
import { Audience } from '../../src/channels/directLine/audience';
import { DirectLine } from '../../src/channels/directLine/directLine';
import { DirectLineAdapter } from '../../src/channels/directLine/directLineAdapter';
import type { Logic } from '../../src/channels/directLine/directLineAdapter';
import { OutageBuffer } from '../../src/channels/directLine/outageBuffer';
import { replyLogOf } from '../../src/channels/directLine/replyLog';
import { Tokens } from '../../src/channels/directLine/tokens';
import type { ServerOptions, TriageServer } from '../../src/server/createServer';
import { createServer } from '../../src/server/createServer';
import { openDatabase } from '../../src/storage/openDatabase';
import { storageError } from '../../src/storage/storageError';
import type { Database } from '../../src/storage/types';
import type { WidgetConfig } from '../../src/widget/config';

export const SECRET = 'a-secret-of-the-tests';

/** A database that can be taken away, as when the disk is gone: everything else is the real one. */
export class Breakable implements Database {
  down = false;

  constructor(private readonly inner: Database) {}

  get engine() {
    return this.inner.engine;
  }
  query: Database['query'] = (sql, params) => this.up() ?? this.inner.query(sql, params);
  transaction: Database['transaction'] = (statements) => this.up() ?? this.inner.transaction(statements);
  ready = async () => !this.down && (await this.inner.ready());
  close = () => this.inner.close();

  private up(): Promise<never> | undefined {
    return this.down ? Promise.reject(storageError('STORAGE_DOWN', 'taken away by a test')) : undefined;
  }
}

export interface Running {
  readonly url: string;
  readonly server: TriageServer;
  readonly directLine: DirectLine;
  readonly adapter: DirectLineAdapter;
  readonly database: Breakable;
  readonly tokens: Tokens;
  /** What was logged, one object a line. */
  readonly lines: readonly Record<string, unknown>[];
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly logic?: Logic;
  readonly dataDir?: string;
  readonly port?: number;
  /** How often streams look for what another process wrote. */
  readonly pollMs?: number;
  readonly now?: () => number;
  readonly server?: Partial<ServerOptions>;
}

/** The real server on a real port with a real SQLite file, around a bot that repeats what it hears. */
export async function run(options: RunOptions = {}): Promise<Running> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'directline-'));
  const database = new Breakable(await openDatabase({ dataDir }));
  const clock = options.now ? { now: options.now } : {};
  const log = new ActivityLog(database);
  const outage = new OutageBuffer(options.now);
  const audience = new Audience(log, outage, options.pollMs);
  const adapter = new DirectLineAdapter({ log, outage, audience, ...clock });
  const tokens = new Tokens(SECRET, options.now);
  const logic = options.logic ?? ((context: TurnContext) => echo(context, database));
  const directLine = new DirectLine({ adapter, tokens, logic, ...clock });
  const lines: Record<string, unknown>[] = [];
  const logger = pino(
    { level: 'debug' },
    { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const server = createServer({
    directLine,
    ready: () => database.ready(),
    pageFolders: [],
    widgetConfig: (language) => ({ language: language ?? 'en' }) as WidgetConfig,
    widgetOrigins: ['https://practice.example'],
    trustProxy: 0,
    logger,
    ...options.server,
  });
  const port = await server.listen(options.port ?? 0, '127.0.0.1');
  const stop = async () => {
    await server.close(2_000);
    await database.close();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, server, directLine, adapter, database, tokens, lines, stop };
}

/** A bot as the turn runner is one: its replies are committed in one transaction. "twice" gets two replies. */
export async function echo(context: TurnContext, database: Database): Promise<void> {
  const { type, text } = context.activity;
  const said =
    type === 'conversationUpdate' ? [`hello ${context.activity.locale ?? ''}`.trim()] : [`you said: ${text}`];
  const replies = (text === 'twice' ? [...said, ...said] : said).map((words): Partial<Activity> => ({
    type: 'message',
    text: words,
  }));
  const staged = replyLogOf(context)?.stage(replies);
  await database.transaction(staged?.statements ?? []);
  staged?.committed();
}

/** All that the answers of the server can hold; each has some of it. */
export interface Body {
  readonly conversationId: string;
  readonly userId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly streamUrl: string;
  readonly id: string;
  readonly activities: readonly Activity[];
  readonly watermark: string;
  readonly status: string;
  readonly error: { readonly code: string; readonly message: string };
}

/** One JSON request. */
export async function call(
  url: string,
  init: { method?: string; token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: Body; headers: Headers; text: string }> {
  const response = await fetch(url, {
    method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(init.token !== undefined && { Authorization: `Bearer ${init.token}` }),
      ...(init.body !== undefined && { 'Content-Type': 'application/json' }),
      ...init.headers,
    },
    ...(init.body !== undefined && {
      body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body),
    }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  const body = (json ? JSON.parse(text) : {}) as Body;
  return { status: response.status, body, headers: response.headers, text };
}

export type Started = Pick<Body, 'conversationId' | 'token'>;

/** A new conversation, started as a client does it. */
export async function begin(url: string, body: unknown = {}): Promise<Body> {
  const { body: token } = await call(`${url}/widget/token`, { method: 'POST' });
  const started = await call(`${url}/v3/directline/conversations`, { token: token.token, body });
  return started.body;
}

/** Posts a message. */
export function say(url: string, at: Started, text: string, clientActivityID?: string) {
  return call(`${url}/v3/directline/conversations/${at.conversationId}/activities`, {
    token: at.token,
    body: { type: 'message', text, channelData: { ...(clientActivityID && { clientActivityID }) } },
  });
}

/** What a client that polls has got by now: the texts, oldest first. */
export async function heard(url: string, at: Started, watermark = ''): Promise<string[]> {
  const path = `/v3/directline/conversations/${at.conversationId}/activities?watermark=${watermark}`;
  const { body } = await call(url + path, { token: at.token });
  return body.activities.map((activity) => activity.text);
}
