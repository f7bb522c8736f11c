import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { httpReceiver } from '../../handoff/receivers';
import type { Behaviour, HttpReceiver } from '../../handoff/receivers';

/** A request as the practice's own system got it. */
export interface Requested {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>> & { readonly reference: string };
}

/** How the system answers. */
export interface SignedAnswer {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * A practice's own booking system behind a webhook, on loopback: believes nothing that is not signed, and knows each
 * request by its `webhook-id`, so that one that comes again is not another.
 */
export class PracticeSystem {
  /** Each request once. */
  readonly requests: Requested[] = [];
  /** What becomes of the next requests. */
  behaviours: Behaviour[] = [];
  private readonly ids = new Set<string>();
  private readonly webhook: Webhook;
  private receiver: HttpReceiver | undefined;

  constructor(readonly secret: string) {
    this.webhook = new Webhook(secret);
  }

  async open(): Promise<void> {
    this.receiver = await httpReceiver(({ headers, body }) => {
      const behaviour = this.behaviours.shift() ?? 'take';
      if (behaviour !== 'take' && behaviour !== 'takeAndReset') return behaviour;
      const signed = this.webhook.verify(body, headers as Record<string, string>) as Requested;
      const id = String(headers['webhook-id']);
      if (!this.ids.has(id)) this.requests.push(signed);
      this.ids.add(id);
      return behaviour;
    });
  }

  get url(): string {
    return this.receiver?.url ?? '';
  }

  /** Attempts, also those that were not taken. */
  get attempts(): number {
    return this.receiver?.told.length ?? 0;
  }

  /** A signed message to the bot. */
  answer(type: string, data: object, { id = `msg_${randomUUID()}`, at = new Date() } = {}): SignedAnswer {
    const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
    return {
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': this.webhook.sign(id, at, body),
      },
      body,
    };
  }

  async close(): Promise<void> {
    await this.receiver?.close();
  }
}
