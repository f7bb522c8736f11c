import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A text that was handed to the API. */
export interface Sent {
  readonly To: string;
  readonly From?: string;
  readonly MessagingServiceSid?: string;
  readonly Body: string;
}

/** What the API does with the next request; 201 once these are used up. */
export type Answer =
  { readonly status: number; readonly code?: number; readonly retryAfter?: number } | 'hang' | 'reset';

/** Twilio's Messages resource on loopback: takes texts as the real one does, and refuses them as it does. */
export class TwilioApi {
  readonly sent: Sent[] = [];
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  answers: Answer[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TwilioApi> {
    const server = createServer();
    const api = new TwilioApi(server);
    server.on('request', (req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        api.requests.push({ path: req.url ?? '', headers: req.headers });
        const answer = api.answers.shift() ?? { status: 201 };
        if (answer === 'hang') return;
        if (answer === 'reset') return void req.socket.destroy();
        const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
        const { status, code, retryAfter } = answer;
        if (status === 201) api.sent.push(body as unknown as Sent);
        res.statusCode = status;
        res.setHeader('Content-Type', 'application/json');
        if (retryAfter !== undefined) res.setHeader('Retry-After', String(retryAfter));
        // As the real API does, the refusal quotes the number.
        const refusal = { code, message: `refused for ${body['To'] ?? ''}`, more_info: '', status };
        res.end(JSON.stringify(status === 201 ? { sid: `SM${api.sent.length}` } : refusal));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
