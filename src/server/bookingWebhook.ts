import type { Request, Response, Server } from 'restify';
import { headerOf } from './http';

/** Takes one signed message; rejects with what its sender did wrong. */
export type Receive = (message: {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}) => Promise<void>;

const SIGNED = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

/** `POST /webhooks/booking`: the answers of the practice's other booking system. 204 also for one that came before. */
export function bookingWebhook(server: Server, receive: Receive): void {
  server.post('/webhooks/booking', async (req: Request, res: Response) => {
    // The body byte for byte, as the JSON parser leaves it beside what it made of it.
    const { rawBody, body } = req as { rawBody?: unknown; body?: unknown };
    const text = [rawBody, body].find((one) => typeof one === 'string') ?? '';
    const headers = Object.fromEntries(SIGNED.map((name) => [name, headerOf(req, name)]));
    await receive({ headers, body: String(text) });
    res.send(204);
  });
}
