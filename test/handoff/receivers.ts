import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a webhook was told in one request. */
export interface Told {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver does with a request. */
export type Behaviour = 'take' | 'busy' | 'fail' | 'hang' | 'reset' | 'redirect' | 'takeAndReset';

export interface HttpReceiver {
  readonly url: string;
  /** Every request, also those that were not taken. */
  readonly told: Told[];
  close(): Promise<void>;
}

/** An HTTP server on loopback that behaves, request by request, as `next` says. */
export async function httpReceiver(next: (told: Told) => Behaviour = () => 'take'): Promise<HttpReceiver> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(chunks).toString() };
      told.push(one);
      behave(next(one), response);
    });
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
  return {
    url: `http://127.0.0.1:${port}/hook`,
    told,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const STATUS: Partial<Record<Behaviour, number>> = { take: 204, busy: 429, fail: 500, redirect: 307 };

/** In single steps: restify, in the same process, replaces `writeHead`, which then returns nothing. */
function behave(behaviour: Behaviour, response: ServerResponse): void {
  const status = STATUS[behaviour];
  if (status !== undefined) {
    response.statusCode = status;
    if (behaviour === 'busy') response.setHeader('Retry-After', '2');
    if (behaviour === 'redirect') response.setHeader('Location', '/elsewhere');
    response.end();
  } else if (behaviour !== 'hang') (response.socket as Socket).resetAndDestroy();
}

export interface MailReceiver {
  readonly url: string;
  /** Every mail that was taken: the whole source, and who it was for. */
  readonly mails: { readonly to: string; readonly source: string }[];
  close(): Promise<void>;
}

/** An SMTP server on loopback; `refuse` may answer a mail with a code of failure. Without a port that is `wanted`, any that is free. */
export async function mailReceiver(
  refuse: (to: string) => number | undefined = () => undefined,
  wanted = 0,
): Promise<MailReceiver> {
  const mails: { to: string; source: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const code = refuse(to);
        if (code === undefined) mails.push({ to, source: Buffer.concat(chunks).toString() });
        done(code === undefined ? null : Object.assign(new Error('not now'), { responseCode: code }));
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Waits for something that comes about by itself, and looks every so many ms. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  every = 10,
): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += every) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  throw new Error(`never came about: ${what}`);
}
