import type { Activity, TurnContext } from 'botbuilder';
import { sendingWithin } from '../channels/azure/replyPost';
import { within } from '../channels/directLine/within';
import { TriageError } from '../errors';

/** How long all replies of a turn may take: a channel delivers an activity again after 15 s without an answer. */
const MOST_MS = 10_000;

/**
 * Sends replies by the channel's adapter, in order, within a time-out; what tries again after 429 and 5xx is below it
 * (replyPost.ts). Rejects with DELIVERY_FAILED; the replies stay stored, so that the redelivered activity brings them.
 */
export async function deliver(outer: TurnContext, replies: Partial<Activity>[]): Promise<void> {
  try {
    const sending = sendingWithin(MOST_MS, () => outer.sendActivities(replies));
    await within(sending, MOST_MS, () => {
      throw failed();
    });
  } catch (error) {
    throw error instanceof TriageError ? error : failed(error);
  }
}

function failed(cause?: unknown): TriageError {
  return new TriageError('DELIVERY_FAILED', 'The channel did not take the replies in time; they are kept.', {
    cause,
    status: 502,
  });
}
