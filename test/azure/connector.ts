import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';

/** A connector on loopback, as the Bot Framework's: takes replies under /v3/conversations/…/activities. */
export class Connector {
  /** What the bot has sent, in order. */
  readonly taken: Partial<Activity>[] = [];
  /** The paths that it sent them to. */
  readonly paths: string[] = [];
  /** What to do next: answer with a status, cut the line, or never answer; 200 once they are used up. */
  failures: (number | 'reset' | 'hang')[] = [];
  /** Where a failure of 3xx points. */
  elsewhere = '';
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Connector> {
    const server = createServer();
    const connector = new Connector(server);
    server.on('request', (req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        const status = connector.failures.shift() ?? 200;
        if (status === 'hang') return;
        if (status === 'reset') return void req.socket.destroy();
        if (status === 200) connector.taken.push(JSON.parse(Buffer.concat(chunks).toString()) as Activity);
        if (status === 200) connector.paths.push(req.url ?? '');
        res.writeHead(status, {
          'Content-Type': 'application/json',
          ...(status === 429 && { 'Retry-After': '1' }),
          ...(status >= 300 && status < 400 && { Location: connector.elsewhere }),
        });
        res.end(JSON.stringify({ id: `r${connector.taken.length}` }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return connector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets what it has taken, and answers 200 again. */
  clear(): void {
    this.taken.length = 0;
    this.paths.length = 0;
    this.failures = [];
  }

  /** Texts of what was taken since the last call. */
  texts(): string[] {
    return this.taken.splice(0).map(({ text }) => text ?? '');
  }

  /** Breaks every connection, and goes on listening. */
  hangUp(): void {
    this.server.closeAllConnections();
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
