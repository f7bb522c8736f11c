import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Body, Running } from '../directLine/directLineServer';
import { begin, call, heard, listen, run, say } from '../directLine/directLineServer';

let bot: Running;
let at: Body;
beforeAll(async () => {
  bot = await run({ server: { messages: async (_req, res) => Promise.resolve(void res.send(200)) } });
  at = await begin(bot.url);
});
afterAll(() => bot.stop());

const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
  fetch(`${bot.url}/v3/directline/conversations/${at.conversationId}/activities`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${at.token}`, 'Content-Type': 'application/json', ...headers },
    body: body as string,
  });
const nested = (depth: number) =>
  `{"type":"message","value":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
const message = (text: string) => JSON.stringify({ type: 'message', text });

describe('what is let in', () => {
  it.each([
    ['JSON that is nested 32 deep', nested(32)],
    ['brackets in a text', message('['.repeat(1_000))],
    ['20,000 characters', message('x'.repeat(20_000))],
    ['only emoji', message('🙂🙂')],
    ['HTML', message('<script>alert(1)</script>')],
    ['an empty text', message('')],
  ])('%s', async (_what, body) => {
    expect((await post(body)).status).toBe(200);
  });
});

describe('what is kept out', () => {
  it.each<[string, number, string | Buffer, Record<string, string>?]>([
    ['a body that is gzip', 415, gzipSync(message('hi')), { 'Content-Encoding': 'gzip' }],
    ['a body that says it is gzip and is not', 415, 'no', { 'Content-Encoding': 'gzip' }],
    ['an encoding nobody knows', 415, 'no', { 'Content-Encoding': 'nonsense' }],
    ['JSON that is nested 33 deep', 400, nested(33)],
    ['100,000 brackets', 400, '['.repeat(100_000)],
    ['JSON that ends too soon', 400, '{"type":"mess'],
    ['no JSON at all', 400, 'my own words'],
    ['a list in place of an activity', 400, '[]'],
    ['null', 400, 'null'],
    ['more than 256 KB', 413, message('x'.repeat(256 * 1_024))],
    ['a form', 415, 'type=message', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['plain text', 415, 'hello', { 'Content-Type': 'text/plain' }],
    ['many parts', 415, '--x--', { 'Content-Type': 'multipart/form-data; boundary=x' }],
  ])('%s', async (...[, status, body, headers]) => {
    const answer = await post(body, headers);
    const told = (await answer.json()) as Body;
    expect(answer.status).toBe(status);
    expect(told).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
    expect(JSON.stringify(told)).not.toMatch(/my own words| at |node_modules/);
  });

  it('more than 256 KB that come without a length', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1_024));
    let count = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull: (to) => (count++ < 8 ? to.enqueue(chunk) : to.close()),
    });
    const answer = await fetch(`${bot.url}/v3/directline/conversations/${at.conversationId}/activities`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${at.token}`, 'Content-Type': 'application/json' },
      body: stream,
      duplex: 'half',
    });
    expect(answer.status).toBe(413);
  });

  it('keys that would change every object of the process', async () => {
    const body =
      '{"type":"message","text":"proto","value":{"__proto__":{"bad":1},"constructor":{"prototype":{"bad":1}}}}';
    expect((await post(body)).status).toBe(200);
    const { body: set } = await call(
      `${bot.url}/v3/directline/conversations/${at.conversationId}/activities?watermark=0`,
      { token: at.token },
    );
    expect(({} as { bad?: number }).bad).toBeUndefined();
    expect(set.activities.find((activity) => activity.text === 'proto')?.value).toEqual({});
  });

  it('a route that is not there, and a method that is not allowed', async () => {
    expect((await call(`${bot.url}/nowhere`)).body).toEqual({
      error: { code: 'NotFound', message: 'Not found' },
    });
    const wrong = await call(`${bot.url}/health/live`, { method: 'DELETE' });
    expect([wrong.status, wrong.body.error.code]).toEqual([405, 'MethodNotAllowed']);
  });

  it('bytes that are no HTTP', async () => {
    const { port, hostname } = new URL(bot.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write('\x16\x03\x01nonsense\r\n\r\n'));
      socket.on('data', (data) => resolve(data.toString()));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
  });

  afterAll(async () => {
    // After all of that the server is well, and the conversation too.
    expect((await say(bot.url, at, 'still here')).status).toBe(200);
    expect((await heard(bot.url, at, '0')).slice(-1)).toEqual(['you said: still here']);
  });
});

describe('/api/messages', () => {
  it('is there when somebody answers it', async () => {
    expect((await call(`${bot.url}/api/messages`, { body: {} })).status).toBe(200);
  });

  it('is not there otherwise', async () => {
    const without = await run();
    expect((await call(`${without.url}/api/messages`, { body: {} })).status).toBe(404);
    await without.stop();
  });
});

describe('floods', () => {
  it('of messages to one conversation are told to slow down; other visitors are not', async () => {
    const limits = { posts: { burst: 3, perSecond: 0.01 }, starts: { burst: 100, perSecond: 1 } };
    const small = await run({ server: { limits } });
    const [loud, quiet] = [await begin(small.url), await begin(small.url)];
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await say(small.url, loud, 'x')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const { headers, body } = await say(small.url, loud, 'x');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(1);
    expect(body.error.code).toBe('TOO_MANY_REQUESTS');
    expect((await say(small.url, quiet, 'x')).status).toBe(200);
    await small.stop();
  });

  it('of new conversations from one address are told to slow down', async () => {
    const limits = { posts: { burst: 9, perSecond: 1 }, starts: { burst: 2, perSecond: 0.01 } };
    const small = await run({ server: { limits, trustProxy: 1 } });
    const from = (address: string) =>
      call(`${small.url}/widget/token`, { method: 'POST', headers: { 'X-Forwarded-For': address } });
    const statuses = [];
    for (const address of ['192.0.2.1', '6.6.6.6, 192.0.2.1', '7.7.7.7, 192.0.2.1', '192.0.2.2'])
      statuses.push((await from(address)).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
    await small.stop();
  });

  it('of new connections to conversations count as new ones do, from one address', async () => {
    const small = await run({ server: { limits: { starts: { burst: 3, perSecond: 0.01 } } } });
    const at = await begin(small.url);
    const path = `${small.url}/v3/directline/conversations/${at.conversationId}`;
    const statuses = [];
    for (let count = 0; count < 2; count++) statuses.push((await call(path, { token: at.token })).status);
    expect(statuses).toEqual([200, 429]);
    await small.stop();
  });

  it('of reads are told to slow down: by conversation, whichever token asks, and by address', async () => {
    const reads = { burst: 2, perSecond: 0.01 };
    const small = await run({ server: { limits: { reads, readers: { burst: 4, perSecond: 0.01 } } } });
    const read = async ({ conversationId, token }: Body) => {
      const path = `${small.url}/v3/directline/conversations/${conversationId}/activities`;
      const { status, headers } = await call(path, { token });
      return [status, Number(headers.get('retry-after')) > 1];
    };
    const [loud, quiet] = [await begin(small.url), await begin(small.url)];
    const { body } = await call(`${small.url}/v3/directline/tokens/refresh`, {
      ...{ method: 'POST', token: loud.token },
    });
    expect([await read(loud), await read(loud)]).toEqual(Array(2).fill([200, false]));
    expect(await read({ ...loud, token: body.token })).toEqual([429, true]);
    expect(await read(quiet)).toEqual([200, false]);
    expect(await read(quiet)).toEqual([429, true]);
    await small.stop();
  });

  it('of streams are refused: too many opened in a short time, or held open, from one address', async () => {
    for (const limits of [{ upgrades: { burst: 2, perSecond: 0.01 } }, { streams: 2 }]) {
      const small = await run({ server: { limits } });
      const streams = [];
      for (let count = 0; count < 3; count++) streams.push(listen((await begin(small.url)).streamUrl));
      const [first, second, third] = streams;
      await Promise.all([first?.until('hello'), second?.until('hello')]);
      expect(await third?.ended).toBe(429);
      first?.socket.close();
      await first?.ended;
      const again = listen((await begin(small.url)).streamUrl);
      if (limits.streams === undefined) expect(await again.ended).toBe(429);
      else await again.until('hello');
      await small.stop();
    }
  });
});
