import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { Authority, makeKey, sign } from '../support/authority';
import { APP, claims, forgeries, makeKeys, SERVICE, TENANT } from './forgeries';

const REGISTERED = {
  ...{ MicrosoftAppId: APP, MicrosoftAppPassword: 'x', MicrosoftAppTenantId: TENANT },
};
const keys = makeKeys();
let authority: Authority;
let bot: Bot;
let now = Date.now();
beforeAll(async () => {
  authority = await Authority.start();
  authority.keys = Object.values(keys);
  bot = await startBot({ env: REGISTERED, parts: { metadataUrl: authority.metadataUrl, now: () => now } });
});
afterAll(async () => {
  await bot.stop();
  await authority.stop();
});

/** An activity in a new conversation, whose answers come in the body. */
function activity(part: object = {}): object {
  return {
    ...{ type: 'message', id: randomUUID(), text: 'how much is it', locale: 'en-US' },
    ...{ channelId: 'msteams', serviceUrl: SERVICE, deliveryMode: 'expectReplies' },
    conversation: { id: `c-${randomUUID()}` },
    ...{ from: { id: 'u1', name: 'A' }, recipient: { id: 'bot', name: 'B' } },
    ...part,
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Posts as anybody may; fetch would join two headers into one. */
function post(authorization: readonly string[], part: object = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    const req = request(`${bot.url}/api/messages`, { method: 'POST', headers }, (res) => {
      let body = '';
      res.on('data', (chunk: Buffer) => (body += chunk.toString()));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, body }));
    });
    req.on('error', reject);
    if (authorization.length > 0) req.setHeader('Authorization', authorization);
    req.end(JSON.stringify(activity(part)));
  });
}

const bearer = (token: string, part: object = {}) => post([`Bearer ${token}`], part);
const turns = async () => (await bot.app.db.query('SELECT id FROM turns')).length;

describe('a request that is not the Bot Framework’s', () => {
  const all = Object.entries(forgeries(keys));

  it('comes in at least 63 kinds', () => expect(all.length).toBeGreaterThanOrEqual(63));

  it.each(all)(
    'is refused with 401 and runs nothing: %s',
    async (_name, { authorization, activity: part }) => {
      const before = await turns();
      const { status, body } = await post(authorization, part);
      expect([status, JSON.parse(body)]).toEqual([
        401,
        { error: { code: 'CONNECTOR_UNAUTHORIZED', message: expect.any(String) } },
      ]);
      expect(await turns()).toBe(before);
    },
  );
});

describe('a request of the Bot Framework', () => {
  const signed: readonly (readonly [string, string, object?])[] = [
    ['RS256', sign(keys.good, claims())],
    ['RS384', sign(keys.good, claims(), { algorithm: 'RS384' })],
    ['PS256', sign(keys.good, claims(), { algorithm: 'PS256' })],
    ['another of its keys', sign(keys.other, claims())],
    ['the algorithm that its key is for', sign(keys.pinned, claims(), { algorithm: 'RS512' })],
    ['an EC key', sign(keys.ec, claims(), { algorithm: 'ES256' })],
    ['a key for one channel', sign(keys.webchatOnly, claims()), { channelId: 'webchat' }],
    ['the tenant of the practice', sign(keys.good, claims({ tid: TENANT }))],
    ['a header about its certificate', sign(keys.good, claims(), { header: { alg: 'RS256', x5t: 'good' } })],
    ['clocks that are four minutes apart', sign(keys.good, claims({ nbf: Math.floor(now / 1_000) + 240 }))],
  ];

  // Rows as long as the test's parameters: jest takes one that is missing for a callback, and waits for it.
  const rows = signed.map(([name, token, part = {}]) => [name, token, part] as const);

  it.each(rows)('is answered: %s', async (_name, token, part) => {
    const { status, body } = await bearer(token, part);
    const { activities } = JSON.parse(body) as { activities: { text?: string }[] };
    expect(status).toBe(200);
    expect(activities.some(({ text }) => text?.includes('$120'))).toBe(true);
  });
});

describe('the authority’s keys', () => {
  beforeEach(() => {
    authority.mood = 'well';
    authority.elsewhere = undefined;
    authority.asked.length = 0;
    // Long enough after the last look for another one.
    now += 60_000;
  });

  it('that are new are taken ten seconds after the last look, and those that are gone no longer', async () => {
    const [fresh, before] = [makeKey('fresh'), authority.keys];
    expect((await bearer(sign(fresh, claims()))).status).toBe(401);
    authority.keys = [...before.filter(({ kid }) => kid !== 'other'), fresh];
    now += 9_000;
    expect((await bearer(sign(fresh, claims()))).status).toBe(401);
    now += 1_000;
    expect((await bearer(sign(fresh, claims()))).status).toBe(200);
    expect((await bearer(sign(keys.other, claims()))).status).toBe(401);
    authority.keys = before;
  });

  it('are looked up once for all who wait, and not for every unknown name', async () => {
    const unknown = Array.from({ length: 30 }, (_, index) =>
      sign(makeKey(`u${index}`, 'P-256'), claims(), { algorithm: 'ES256' }),
    );
    const answers = await Promise.all(unknown.map((token) => bearer(token)));
    expect(answers.map(({ status }) => status)).toEqual(unknown.map(() => 401));
    expect(authority.asked).toEqual(['/metadata', '/keys']);
  });

  it('are not looked for at another host', async () => {
    authority.elsewhere = 'https://evil.example/keys';
    expect((await bearer(sign(makeKey('fresh-2'), claims()))).status).toBe(503);
    expect((await bearer(sign(keys.good, claims()))).status).toBe(200);
  });

  it.each([
    ['hangs', 'hanging' as const],
    ['fails', 500],
  ])('that are known count while the authority %s, and nothing else is held up', async (_how, mood) => {
    authority.mood = mood;
    const stranger = sign(makeKey('stranger', 'P-256'), claims(), { algorithm: 'ES256' });
    const waiting = Promise.all([bearer(stranger), bearer(stranger), bearer(stranger)]);
    const visitor = await bot.visitor();
    expect(await visitor.say('how much is it')).not.toEqual([]);
    expect((await fetch(`${bot.url}/health/ready`)).status).toBe(200);
    expect((await bearer(sign(keys.good, claims()))).status).toBe(200);
    expect((await bearer('a.b.c')).status).toBe(401);
    // Whether a name that it does not know is one of the authority's can not be said: sent again later.
    for (const { status } of await waiting) expect(status).toBe(503);
    expect((await bearer(stranger)).status).toBe(503);
    expect(authority.asked).toEqual(['/metadata']);
  });
});
