import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The website of a practice: another origin than the chat server, with a policy and a head of its own. */
export class PracticePage {
  policy = '';
  /** What stands in the body under the heading: the one line, and what a test adds. */
  body = '';
  private readonly server: Server = createServer((_req, res) => {
    res.writeHead(200, {
      'Content-Type': 'text/html',
      ...(this.policy && { 'Content-Security-Policy': this.policy }),
    });
    res.end(`<!doctype html><html lang="en"><head><title>Practice</title><link rel="icon" href="data:,">
      </head><body><h1>Practice</h1><p>Words of the practice.</p>${this.body}</body></html>`);
  });

  /** @param host by which browsers call it: `localhost` and `127.0.0.1` are two sites */
  constructor(private readonly host = 'localhost') {}

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    return `http://${this.host}:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
