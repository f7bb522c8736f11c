import { request } from 'node:http';
import type { Running } from '../directLine/directLineServer';
import { begin, call, run } from '../directLine/directLineServer';

let bot: Running;
beforeAll(async () => {
  bot = await run({
    server: { publicUrl: 'https://chat.example', widgetOrigins: ['https://practice.example'] },
  });
});
afterAll(() => bot.stop());

const ask = (headers: Record<string, string>, url = bot.url) =>
  call(`${url}/widget/token`, { method: 'POST', headers });

/** The status for a page that calls us by a name; fetch always sends the name in the address. */
const named = (host: string, origin: string, url: string) =>
  new Promise<number>((resolve, reject) => {
    const headers = { Host: host, Origin: origin };
    request(`${url}/widget/token`, { method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('a token without the secret', () => {
  it.each([
    ['our own page', { Origin: 'https://chat.example' }],
    ["the practice's page", { Origin: 'https://practice.example' }],
    ['a program that is no browser', {}],
  ])('is given to %s', async (_who, headers) => {
    const { status, body } = await ask(headers);
    expect(status).toBe(200);
    expect(body).toEqual({
      token: expect.any(String),
      conversationId: expect.any(String),
      userId: expect.stringMatching(/^dl_/),
      expires_in: 1800,
    });
  });

  it.each([
    ['another page', { Origin: 'https://evil.example' }],
    ['a page whose name begins alike', { Origin: 'https://practice.example.evil.example' }],
    ['the same host without encryption', { Origin: 'http://chat.example' }],
    ['a page without an origin', { Origin: 'null' }],
    ['a page that hides its origin', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('is not given to %s', async (_who, headers) => {
    const { status, body } = await ask(headers);
    expect([status, body.error.code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
  });

  it('is not given to a page whose host we are said to be', async () => {
    expect(await named('evil.example', 'http://evil.example', bot.url)).toBe(403);
  });

  it("is given on a developer's machine by either of its names, and to no other local server's page", async () => {
    const local = await run({ server: { publicUrl: 'http://127.0.0.1:3978' } });
    const { port } = new URL(local.url);
    expect(await named(`localhost:${port}`, `http://localhost:${port}`, local.url)).toBe(200);
    expect(await named(`127.0.0.1:${port}`, `http://127.0.0.1:${port}`, local.url)).toBe(200);
    expect(await named(`localhost:${port}`, 'http://localhost:1', local.url)).toBe(403);
    await local.stop();
  });

  it('opens the conversation of an earlier visit, given its token', async () => {
    const { body: first } = await ask({});
    const again = await ask({ Authorization: `Bearer ${first.token}` });
    expect(again.body).toMatchObject({ conversationId: first.conversationId, userId: first.userId });
    const inBody = await call(`${bot.url}/widget/token`, { body: { token: first.token } });
    expect(inBody.body.conversationId).toBe(first.conversationId);
  });

  it('is for a new conversation when the earlier token is none of ours', async () => {
    const { status, body } = await ask({ Authorization: 'Bearer nonsense' });
    expect([status, body.userId.startsWith('dl_')]).toEqual([200, true]);
  });
});

describe('the browser', () => {
  const preflight = (origin: string) =>
    fetch(`${bot.url}/v3/directline/conversations`, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,x-ms-bot-agent',
      },
    });

  it('may let listed pages read our answers', async () => {
    const answer = await preflight('https://practice.example');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://practice.example');
    expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('x-ms-bot-agent');
  });

  it('may not let other pages read them', async () => {
    const answer = await preflight('https://evil.example');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    const asked = await call(`${bot.url}/widget/config`, { headers: { Origin: 'https://evil.example' } });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is told on every answer not to guess types, not to pass addresses on and not to keep anything', async () => {
    for (const path of ['/health/live', '/nowhere', '/v3/directline/conversations']) {
      const { headers } = await call(bot.url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('strict-transport-security')).toContain('max-age');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });
});

it('goes by what a proxy of ours says when no public address is set', async () => {
  const behind = await run({ server: { trustProxy: 1 } });
  const host = new URL(behind.url).host;
  const headers = { 'X-Forwarded-Proto': 'https', Origin: `https://${host}` };
  const { status, body } = await call(`${behind.url}/widget/token`, { method: 'POST', headers });
  expect(status).toBe(200);
  const conversations = `${behind.url}/v3/directline/conversations`;
  const started = await call(conversations, { method: 'POST', token: body.token, headers });
  expect(started.body.streamUrl).toMatch(`wss://${host}/`);
  await behind.stop();
});

it('calls its streams by the public address', async () => {
  expect((await begin(bot.url)).streamUrl).toMatch(/^wss:\/\/chat\.example\/v3\/directline\//);
});
