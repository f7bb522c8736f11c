import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { launcherConfig } from '../../src/channels/widget/launcherConfig';
import { inlined } from '../../src/server/inlined';
import { pageConfig } from '../../src/channels/widget/pageConfig';
import type { WidgetConfig } from '../../src/widget/config';
import { widgetConfig } from './widgetConfig';

const root = join(__dirname, '..', '..');
const page = (name: string) => readFileSync(join(root, 'src/widget/pages', name), 'utf8');
const built = (name: string) => readFileSync(join(root, 'dist/widget', name), 'utf8');

export interface Said {
  readonly text?: string;
  readonly choices?: readonly string[];
  readonly actions?: readonly object[];
  readonly triage?: object;
  readonly attachments?: readonly object[];
  readonly type?: string;
  /** Left out: the language of the message that it answers. */
  readonly locale?: string;
}
type Stored = Record<string, unknown>;

export interface ScriptedOptions {
  /** What the bot says to a text; '' is the start of the conversation. */
  readonly bot: (text: string, locale: string) => readonly Said[];
  readonly rtl?: boolean;
  readonly accent?: string;
  /** What becomes of the widget's own words. */
  readonly words?: (text: string) => string;
}

/**
 * A Direct Line server whose bot follows a script, so that a test can bring the widget into any state: the server
 * gone, a message refused, an answer that never comes. It serves the real pages of the widget, under the headers that
 * the real server sends.
 */
export class ScriptedServer {
  /** What visitors sent, in order, as often as it came. */
  readonly posted: Stored[] = [];
  /** Status to answer the next posts with, one each. */
  readonly refusals: number[] = [];
  /** No WebSocket gets through, as behind some proxies; `silently`: it is not even refused. */
  noStreams: boolean | 'silently' = false;
  /** Nothing is answered, as on a line that hangs. */
  hangs = false;
  tokensAsked = 0;
  port = 0;
  private server: Server | undefined;
  private conversations = new Map<string, Stored[]>();
  private sockets = new Map<WebSocket, string>();
  private readonly mute = new Set<WebSocket>();
  /** Upgrades that are left without an answer. */
  private readonly held: Duplex[] = [];

  constructor(private readonly options: ScriptedOptions) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts, or starts again on the same port with the conversations kept. */
  async start(): Promise<void> {
    this.server = createServer((req, res) => void this.answer(req, res));
    const streams = new WebSocketServer({ noServer: true });
    this.server.on('upgrade', (req, socket, head) => {
      if (this.hangs || this.noStreams === 'silently') return void this.held.push(socket);
      if (this.noStreams) return void socket.destroy();
      streams.handleUpgrade(req, socket, head, (stream) => {
        const { pathname, searchParams } = new URL(String(req.url), this.url);
        const id = pathname.split('/')[4] ?? '';
        this.sockets.set(stream, id);
        stream.on('close', () => this.sockets.delete(stream));
        stream.send(JSON.stringify(this.since(id, Number(searchParams.get('watermark')))));
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Goes away as a killed process does. */
  async stop(): Promise<void> {
    this.dropStreams();
    for (const socket of this.held.splice(0)) socket.destroy();
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** The streams that are open stay so and say nothing any more, as after a change of network. */
  muteStreams(): void {
    for (const socket of this.sockets.keys()) this.mute.add(socket);
  }

  dropStreams(): void {
    for (const socket of this.sockets.keys()) socket.terminate();
  }

  /** Loses all conversations, as after a change of the secret. */
  forget(): void {
    this.conversations.clear();
    this.dropStreams();
  }

  /** Lets the bot say something by itself, in every conversation. */
  say(...said: Said[]): void {
    for (const id of this.conversations.keys()) for (const one of said) this.log(id, activity(one));
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (this.hangs) return;
    const { pathname, searchParams } = new URL(String(req.url), this.url);
    const lang = searchParams.get('lang') ?? 'en';
    const parts = pathname.split('/').slice(1);
    const body = await bodyOf(req);
    res.setHeader('Access-Control-Allow-Origin', '*');
    if (pathname.startsWith('/v3/directline')) return this.directLine(req, res, parts, searchParams, body);
    if (pathname === '/widget/token') return this.token(res, req.headers.authorization, body);
    if (pathname === '/widget/config') return send(res, 200, this.config(lang));
    if (pathname === '/widget/launcher') return send(res, 200, launcherConfig(this.config(lang)));
    res.setHeader('Content-Security-Policy', policy());
    if (pathname === '/widget') {
      const config = JSON.stringify(pageConfig(this.config(lang), ['*'])).replace(/</g, '\\u003c');
      const { html: whole, scripts, styles } = inlined(page('widget.html'), built);
      res.setHeader('Content-Security-Policy', policy(scripts, styles));
      return html(
        res,
        whole.replace('id="config"></script>', () => `id="config">${config}</script>`),
      );
    }
    if (pathname === '/')
      return html(res, page('example.html').replace('<html lang="en"', `<html lang="${lang}"`));
    if (pathname === '/widget.js') return text(res, 'text/javascript', built('loader.js'));
    const name = parts[1] ?? '';
    if (name.endsWith('.js')) return text(res, 'text/javascript', built(name));
    if (name.endsWith('.css')) return text(res, 'text/css', built(name));
    if (name.endsWith('.svg')) return text(res, 'image/svg+xml', page(name));
    send(res, 404, {});
  }

  private config(lang: string): WidgetConfig {
    const { rtl = false, accent = '#2f6f6a', words } = this.options;
    return widgetConfig(lang, { rtl, accent, ...(words && { words }) });
  }

  private token(res: ServerResponse, authorization: string | undefined, { start }: Stored): void {
    this.tokensAsked += 1;
    const old = authorization?.slice('Bearer '.length);
    const conversationId = old !== undefined && this.conversations.has(old) ? old : randomUUID();
    const answer = { token: conversationId, conversationId, userId: 'dl_visitor', expires_in: 1800 };
    if (start === undefined) return send(res, 200, answer);
    this.begin(conversationId, (start as { locale?: string }).locale);
    send(res, 200, { ...answer, ...this.since(conversationId, 0) });
  }

  private directLine(
    req: IncomingMessage,
    res: ServerResponse,
    parts: string[],
    query: URLSearchParams,
    body: Stored,
  ): void {
    const id = req.headers.authorization?.slice('Bearer '.length) ?? '';
    if (parts[2] === 'tokens') return send(res, 200, { token: id, conversationId: id, expires_in: 1800 });
    const streamUrl = `ws://127.0.0.1:${this.port}/v3/directline/conversations/${id}/stream?watermark=${query.get('watermark') ?? 0}`;
    if (parts.length === 3) {
      const created = this.begin(id, typeof body.locale === 'string' ? body.locale : 'en');
      return send(res, created ? 201 : 200, { conversationId: id, token: id, streamUrl, expires_in: 1800 });
    }
    if (!this.conversations.has(id)) return send(res, 403, {});
    if (parts.length === 4)
      return send(res, 200, { conversationId: id, token: id, streamUrl, expires_in: 1800 });
    if (req.method === 'GET') return send(res, 200, this.since(id, Number(query.get('watermark') ?? 0)));
    this.post(res, id, body);
  }

  /** Starts a conversation with its greeting; false when it was there. */
  private begin(id: string, locale = 'en'): boolean {
    if (this.conversations.has(id)) return false;
    this.conversations.set(id, []);
    this.reply(id, '', locale);
    return true;
  }

  private post(res: ServerResponse, id: string, body: Stored): void {
    this.posted.push(body);
    const refusal = this.refusals.shift();
    if (refusal !== undefined) return send(res, refusal, {});
    const clientId = (body.channelData as { clientActivityID?: string } | undefined)?.clientActivityID;
    const activityId = `${id}|${clientId ?? randomUUID()}`;
    if (!this.conversations.get(id)?.some((one) => one.id === activityId)) {
      this.log(id, { ...body, id: activityId });
      this.reply(id, String(body.text), String(body.locale));
    }
    send(res, 200, { id: activityId });
  }

  private reply(id: string, said: string, locale: string): void {
    for (const one of this.options.bot(said, locale)) this.log(id, { locale, ...activity(one) });
  }

  private log(id: string, one: Stored): void {
    const list = this.conversations.get(id) ?? [];
    list.push({ timestamp: new Date().toISOString(), ...one });
    const set = { activities: list.slice(-1), watermark: String(list.length) };
    for (const [socket, owner] of this.sockets)
      if (owner === id && !this.mute.has(socket)) socket.send(JSON.stringify(set));
  }

  private since(id: string, from: number): object {
    const list = this.conversations.get(id) ?? [];
    return { activities: list.slice(from), watermark: String(list.length) };
  }
}

function policy(scripts: readonly string[] = [], styles: readonly string[] = []): string {
  const [script, style] = [scripts, styles].map((hashes) => ["'self'", ...hashes].join(' '));
  return `default-src 'none'; script-src ${script}; style-src ${style}; img-src 'self'; connect-src 'self' ws:; frame-src 'self'`;
}

function activity(said: Said): Stored {
  const { type = 'message', text: words, choices, actions, triage, locale, attachments } = said;
  const all = actions ?? choices?.map((title) => ({ type: 'imBack', title, value: title }));
  return {
    id: randomUUID(),
    type,
    from: { id: 'bot', role: 'bot' },
    text: words,
    ...(locale !== undefined && { locale }),
    ...(attachments && { attachments }),
    ...(all && { suggestedActions: { actions: all } }),
    entities: [{ type: 'triage', keys: [], asks: null, ...triage }],
  };
}

async function bodyOf(req: IncomingMessage): Promise<Stored> {
  let all = '';
  for await (const part of req) all += String(part);
  return all === '' ? {} : (JSON.parse(all) as Stored);
}

function send(res: ServerResponse, status: number, body: object): void {
  // Not chained: restify, loaded by another suite in this process, changes what writeHead returns.
  res.writeHead(status, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify(body));
}

function text(res: ServerResponse, type: string, body: string): void {
  res.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` });
  res.end(body);
}

function html(res: ServerResponse, body: string): void {
  text(res, 'text/html', body);
}
