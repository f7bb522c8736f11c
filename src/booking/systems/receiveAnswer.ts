import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { TriageError } from '../../errors';
import type { Database } from '../../storage/types';
import { readReference } from '../reference';
import type { Answers } from './answers';
import type { Answer } from './bookingSystem';

/** A message as the server got it. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Byte for byte, as it was signed. */
  readonly body: string;
}

const message = z.object({
  type: z.enum(['booking.confirmed', 'booking.declined', 'booking.moved', 'booking.cancelled']),
  data: z.object({
    reference: z.string().max(40),
    startsAt: z.iso.datetime({ offset: true }).optional(),
  }),
});

/**
 * What the practice's own system answers, at `POST /webhooks/booking`: signed as the Standard Webhooks have it, not
 * older than five minutes, and taken in once for each `webhook-id`, however often it comes.
 */
export class AnswersByWebhook {
  private readonly webhook: Webhook;

  constructor(
    secret: string,
    private readonly db: Database,
    private readonly answers: Answers,
  ) {
    this.webhook = new Webhook(secret);
  }

  /** @throws `WEBHOOK_UNAUTHORIZED` (401), `WEBHOOK_INVALID` (400), `WEBHOOK_UNKNOWN` (404) */
  async receive({ headers, body }: SignedRequest): Promise<void> {
    const id = headers['webhook-id'] ?? '';
    const { type, data } = this.read(headers, body);
    const reference = readReference(data.reference) ?? '';
    const [row] = await this.db.query('SELECT id FROM bookings WHERE reference = ?', [reference]);
    if (!row) throw refused('WEBHOOK_UNKNOWN', 'There is no booking with that reference.', 404);
    await this.answers.take(String(row['id']), answerOf(type, data.startsAt), { received: { id } });
  }

  private read(headers: SignedRequest['headers'], body: string): z.infer<typeof message> {
    let said: unknown;
    try {
      said = this.webhook.verify(body, headers as Record<string, string>);
    } catch (cause) {
      const because = 'The signature or its time is not right; see https://www.standardwebhooks.com.';
      throw refused('WEBHOOK_UNAUTHORIZED', because, 401, cause);
    }
    const parsed = message.safeParse(said);
    const moved = parsed.success && parsed.data.type === 'booking.moved';
    if (parsed.success && (!moved || parsed.data.data.startsAt !== undefined)) return parsed.data;
    const shape =
      'The body is { type: booking.confirmed, .declined, .moved or .cancelled, data: { reference, startsAt? } }; a move says where to.';
    throw refused('WEBHOOK_INVALID', shape, 400);
  }
}

function answerOf(type: z.infer<typeof message>['type'], startsAt?: string): Answer {
  const at = startsAt === undefined ? undefined : Date.parse(startsAt);
  switch (type) {
    case 'booking.confirmed':
      return { outcome: 'confirmed', ...(at !== undefined && { startsAt: at }) };
    case 'booking.moved':
      return { outcome: 'moved', startsAt: at ?? 0 };
    case 'booking.declined':
      return { outcome: 'declined' };
    case 'booking.cancelled':
      return { outcome: 'cancelled' };
  }
}

function refused(code: string, message: string, status: number, cause?: unknown): TriageError {
  return new TriageError(code, message, { status, cause });
}
