import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity, TurnContext } from 'botbuilder';
import { MessageFactory } from 'botbuilder';
import pino from 'pino';
import WebSocket from 'ws';
import { ActivityLog } from '../../src/channels/directLine/activityLog';
import { Audience } from '../../src/channels/directLine/audience';
import { DirectLine } from '../../src/channels/directLine/directLine';
import { DirectLineAdapter } from '../../src/channels/directLine/directLineAdapter';
import { OutageBuffer } from '../../src/channels/directLine/outageBuffer';
import { Tokens } from '../../src/channels/directLine/tokens';
import type { ServerOptions, TriageServer } from '../../src/server/createServer';
import { createServer } from '../../src/server/createServer';
import { openDatabase } from '../../src/storage/openDatabase';
import { storageError } from '../../src/storage/storageError';
import type { Database } from '../../src/storage/types';
import { TurnRunner } from '../../src/turn/turnRunner';
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
  /** What the bot does, inside the real turn runner. */
  readonly bot?: (context: TurnContext) => Promise<void>;
  readonly dataDir?: string;
  readonly databaseUrl?: string;
  readonly port?: number;
  /** How often streams look for what another process wrote. */
  readonly pollMs?: number;
  readonly now?: () => number;
  readonly server?: Partial<ServerOptions>;
}

/** The real server on a real port with a real SQLite file, around the real turn runner and a bot of a few lines. */
export async function run(options: RunOptions = {}): Promise<Running> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'directline-'));
  const database = new Breakable(await openDatabase({ dataDir, databaseUrl: options.databaseUrl }));
  const clock = options.now ? { now: options.now } : {};
  const log = new ActivityLog(database);
  const outage = new OutageBuffer(options.now);
  const audience = new Audience(log, outage, options.pollMs);
  const adapter = new DirectLineAdapter({ log, outage, audience, ...clock });
  const tokens = new Tokens(SECRET, options.now);
  const turns = new TurnRunner({
    db: database,
    render: (activity) => activity,
    deliver: () => Promise.resolve(),
    now: options.now ?? Date.now,
  });
  const answer = options.bot ?? echo;
  const directLine = new DirectLine({
    adapter,
    tokens,
    logic: (outer) => turns.run(outer, (context) => answer(context)),
    ...clock,
  });
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

/** A bot that repeats what it hears; "twice" twice. */
export async function echo(context: TurnContext): Promise<void> {
  const { type, text, locale } = context.activity;
  const said = type === 'conversationUpdate' ? `hello ${locale ?? ''}`.trim() : `you said: ${text}`;
  await context.sendActivities(
    (text === 'twice' ? [said, said] : [said]).map((words) => MessageFactory.text(words)),
  );
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
  const body = (json && text !== '' ? JSON.parse(text) : {}) as Body;
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

/** What a stream shows: texts and types of the activities, and how it ended. */
export function listen(url: string, headers = {}) {
  const socket = new WebSocket(url, { headers });
  const shown: string[] = [];
  let watermark = '';
  const seen = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    const set = JSON.parse(data.toString()) as Body;
    shown.push(...set.activities.map((activity) => activity.text ?? activity.type));
    watermark = set.watermark;
    seen.forEach((look) => look());
  });
  socket.on('error', () => undefined);
  const ended = new Promise<number>((resolve) => {
    socket.on('close', (code) => resolve(code));
    socket.on('unexpected-response', (_req, answer) => resolve(answer.statusCode ?? 0));
  });
  const until = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => shown.includes(text) && resolve();
      seen.add(look);
      look();
    });
  return { socket, shown, ended, until, watermark: () => watermark };
}
