import { Webhook } from 'standardwebhooks';

/** A message that is signed as https://www.standardwebhooks.com describes. */
export interface SignedMessage {
  /** The same at every attempt. */
  readonly id: string;
  readonly body: string;
}

/**
 * The headers of a signed message. Id and body are the same at every attempt; the timestamp, and so the signature, are
 * each attempt's own.
 * @param secret `whsec_…`
 */
export function signedHeaders(secret: string, { id, body }: SignedMessage): Record<string, string> {
  const sentAt = new Date();
  return {
    'Content-Type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
  };
}
