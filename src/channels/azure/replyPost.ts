import { request as http } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as https } from 'node:https';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity, ResourceResponse } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { TriageError } from '../../errors';

/** A channel delivers an activity again after 15 s: a reply is tried no longer than this, in ms. */
const MOST_MS = 10_000;
const ATTEMPTS = 4;
/** Before the second attempt, unless the connector says how long; then twice as long each time, in ms. */
const WAIT_MS = 500;
/** An answer holds the id of what was taken; whatever is longer is not read to its end. */
const MOST_CHARACTERS = 65_536;

/**
 * Posts replies to a connector in place of the SDK, whose client checks every field against a description of all
 * activities and takes seven times the processor time. As with the SDK, what a connector refuses with 429 or 5xx, or by
 * a connection that breaks, is tried again, and `Retry-After` is kept to; unlike it, there is an end to the waiting, and
 * no redirect is followed to where nobody allowed replies to go.
 */
export class ReplyPost {
  private readonly base: string;

  constructor(
    serviceUrl: string,
    private readonly credentials: ConnectorClient['credentials'],
  ) {
    this.base = `${serviceUrl.replace(/\/$/, '')}/v3/conversations/`;
  }

  /** Answers an activity. Rejects with {@link NotTaken}, or with the error of the connection. */
  replyToActivity(conversation: string, id: string, reply: Partial<Activity>): Promise<ResourceResponse> {
    return this.post(`${encodeURIComponent(conversation)}/activities/${encodeURIComponent(id)}`, reply);
  }

  /** Says something that answers nothing. Rejects as {@link replyToActivity} does. */
  sendToConversation(conversation: string, said: Partial<Activity>): Promise<ResourceResponse> {
    return this.post(`${encodeURIComponent(conversation)}/activities`, said);
  }

  private async post(path: string, activity: Partial<Activity>): Promise<ResourceResponse> {
    const end = Math.min(performance.now() + MOST_MS, latest.getStore() ?? Infinity);
    const url = new URL(this.base + path);
    const body = JSON.stringify(activity);
    for (let attempt = 1; ; attempt++) {
      try {
        return await exchange(url, await this.authorization(), body, end - performance.now());
      } catch (error) {
        const wait = waitAfter(error, attempt);
        if (wait === undefined || performance.now() + wait >= end) throw error;
        await sleep(wait);
      }
    }
  }

  /** The token as a header; the SDK keeps it until shortly before it expires. None without an app id. */
  private async authorization(): Promise<Record<string, string>> {
    const headers = new Map<string, string>();
    await this.credentials.signRequest({ headers } as never);
    return Object.fromEntries(headers);
  }
}

/** When what is being sent has to be over, by `performance.now()`: the SDK between hands no such thing on. */
const latest = new AsyncLocalStorage<number>();

/**
 * Sends several replies that have `ms` together: what is under way then is cut off, and nothing more is begun, so that it
 * does not meet the redelivery of what it answers.
 */
export function sendingWithin<T>(ms: number, send: () => Promise<T>): Promise<T> {
  return latest.run(performance.now() + ms, send);
}

/** A connector answered with something other than 2xx. */
export class NotTaken extends TriageError {
  /** @param statusCode what it answered; @param retryAfterMs how long it wants to be left alone */
  constructor(
    readonly statusCode: number,
    readonly retryAfterMs: number | undefined,
  ) {
    super('DELIVERY_FAILED', `The connector answered ${statusCode}; the replies are kept.`, { status: 502 });
  }
}

/** Milliseconds until the next attempt; undefined when there is none. */
function waitAfter(error: unknown, attempt: number): number | undefined {
  if (attempt === ATTEMPTS) return undefined;
  const growing = WAIT_MS * 2 ** (attempt - 1);
  // Mostly a kept connection that was just being closed at the other end: a new one will do.
  if (!(error instanceof NotTaken)) return attempt === 1 ? 0 : growing;
  const { statusCode, retryAfterMs = growing } = error;
  return statusCode === 429 || statusCode >= 500 ? retryAfterMs : undefined;
}

function exchange(
  url: URL,
  token: Record<string, string>,
  body: string,
  ms: number,
): Promise<ResourceResponse> {
  if (ms <= 0) return Promise.reject(late());
  const length = Buffer.byteLength(body);
  const headers = { ...token, 'Content-Type': 'application/json', 'Content-Length': length };
  // Node's own agents keep connections open for the next reply.
  const request = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const req = request(url, { method: 'POST', headers }, (res) => {
      read(res).then(resolve, reject);
    });
    const timer = setTimeout(() => req.destroy(late()), ms);
    req.on('error', reject);
    req.on('close', () => clearTimeout(timer));
    // As text it goes out in one piece with the headers.
    req.end(body);
  });
}

function late(): TriageError {
  const message = 'The connector did not answer in time; the replies are kept.';
  return new TriageError('DELIVERY_FAILED', message, { status: 502 });
}

function read(res: IncomingMessage): Promise<ResourceResponse> {
  let text = '';
  res.setEncoding('utf8');
  res.on('data', (chunk: string) => {
    if (text.length < MOST_CHARACTERS) text += chunk;
  });
  return new Promise((resolve, reject) => {
    res.on('error', reject);
    res.on('end', () => {
      const status = res.statusCode ?? 0;
      if (status >= 200 && status < 300) resolve({ id: idIn(text) });
      else reject(new NotTaken(status, retryAfter(res.headers['retry-after'])));
    });
  });
}

/** The id of what was taken; some connectors answer without one. */
function idIn(text: string): string {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' ? id : '';
  } catch {
    return '';
  }
}

/** What `Retry-After` asks for (seconds or a date), in ms from now; undefined when there is none that can be read. */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
