import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity, TurnContext } from 'botbuilder';
import { TriageError } from '../errors';

/** How long all replies of a turn may take: a channel delivers an activity again after 15 s without an answer. */
const MOST_MS = 10_000;

/**
 * Sends replies by the channel's adapter, in order, within a time-out; the SDK's client itself tries again after 429 and
 * 5xx. Rejects with DELIVERY_FAILED; the replies stay stored, so that the redelivered activity brings them.
 */
export async function deliver(outer: TurnContext, replies: Partial<Activity>[]): Promise<void> {
  const over = new AbortController();
  const late = sleep(MOST_MS, 'late' as const, { signal: over.signal, ref: false });
  try {
    const sent = outer.sendActivities(replies);
    if ((await Promise.race([sent, late])) === 'late') throw failed();
  } catch (error) {
    throw error instanceof TriageError ? error : failed(error);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}

function failed(cause?: unknown): TriageError {
  return new TriageError('DELIVERY_FAILED', 'The channel did not take the replies in time; they are kept.', {
    cause,
    status: 502,
  });
}
