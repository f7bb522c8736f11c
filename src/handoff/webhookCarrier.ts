import { Webhook } from 'standardwebhooks';
import { CarrierError, isInternal, type Carrier } from './carrier';

/** Where a practice's own system listens. */
export interface WebhookReceiver {
  /** HTTPS, or HTTP on this machine. */
  readonly url: string;
  /** `whsec_…`, as the Standard Webhooks have it. */
  readonly secret: string;
}

const TIMEOUT_MS = 10_000;

/**
 * The practice's webhook, signed as https://www.standardwebhooks.com describes. The `webhook-id` and the body are the
 * same at every attempt; the timestamp and so the signature are each attempt's own. A redirect counts as a failure:
 * the secret's receiver is the one that was configured.
 */
export function webhookCarrier({ url, secret }: WebhookReceiver): Carrier {
  const webhook = new Webhook(secret);
  return {
    id: 'webhook',
    timeoutMs: TIMEOUT_MS,
    takes: (topic) => !isInternal(topic),
    async deliver({ id, topic, at, facts }, signal) {
      const body = JSON.stringify({ type: topic, timestamp: new Date(at).toISOString(), data: facts });
      const sentAt = new Date();
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal,
        headers: {
          'Content-Type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
          'webhook-signature': webhook.sign(id, sentAt, body),
        },
        body,
      });
      await response.body?.cancel();
      if (response.ok) return;
      const retryAfterMs = retryAfter(response.headers.get('retry-after'));
      throw new CarrierError(`HTTP ${response.status}`, { retryAfterMs });
    },
  };
}

/** Seconds or a date, in ms from now. */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
