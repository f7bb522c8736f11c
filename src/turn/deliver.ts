import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { TriageError } from '../errors';

/** How often and how long a reply is tried before the turn's sender is asked to come again. */
const ATTEMPTS = 3;
const PAUSE_MS = 300;
const MOST_MS = 10_000;

/**
 * Sends replies by the channel's adapter: with a time-out, and again after a fault that may pass (429, 5xx, no answer),
 * after as long as the connector asks for. Rejects with DELIVERY_FAILED; the replies stay stored, so that the redelivered
 * activity brings them.
 */
export async function deliver(outer: TurnContext, replies: Partial<Activity>[], log: Logger): Promise<void> {
  const deadline = Date.now() + MOST_MS;
  for (const reply of replies) await send(outer, reply, deadline, log);
}

async function send(
  outer: TurnContext,
  reply: Partial<Activity>,
  deadline: number,
  log: Logger,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await withTimeout(outer.sendActivity(reply), deadline - Date.now());
      return;
    } catch (error) {
      const wait = pauseAfter(error, attempt);
      const over = attempt >= ATTEMPTS || wait === undefined || Date.now() + wait > deadline;
      log.warn({ code: 'DELIVERY_FAULT', status: statusOf(error), attempt }, 'a reply was not taken');
      if (over) {
        throw new TriageError('DELIVERY_FAILED', 'A reply could not be delivered; it is kept.', {
          cause: error,
          status: 502,
        });
      }
      await sleep(wait);
    }
  }
}

/** How long to wait before the next try, in ms; undefined when another try is of no use. */
function pauseAfter(error: unknown, attempt: number): number | undefined {
  const status = statusOf(error);
  if (status !== undefined && status < 500 && status !== 429) return undefined;
  const headers = (error as { response?: { headers?: { get?(name: string): string | undefined } } }).response
    ?.headers;
  const asked = Number(headers?.get?.('retry-after'));
  return asked > 0 ? asked * 1_000 : PAUSE_MS * attempt;
}

function statusOf(error: unknown): number | undefined {
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  const over = new AbortController();
  const late = sleep(Math.max(ms, 0), undefined, { signal: over.signal, ref: false }).then(() => {
    throw new TriageError('DELIVERY_TIMEOUT', 'The channel did not answer in time.', { status: 504 });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}
