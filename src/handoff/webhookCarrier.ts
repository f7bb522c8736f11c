import { Webhook } from 'standardwebhooks';
import { isInternal, type Carrier } from './carrier';
import { postJson } from './postJson';

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
 * same at every attempt; the timestamp and so the signature are each attempt's own.
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
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': webhook.sign(id, sentAt, body),
      };
      await postJson(url, body, headers, signal);
    },
  };
}
