import type { Running, Started } from './directLineServer';
import { begin, call, heard, run, say, SECRET } from './directLineServer';

const API = '/v3/directline';
let bot: Running;
beforeAll(async () => (bot = await run()));
afterAll(() => bot.stop());

const activities = (at: Started, watermark = '') =>
  call(`${bot.url}${API}/conversations/${at.conversationId}/activities?watermark=${watermark}`, {
    token: at.token,
  });

describe('a conversation over Direct Line 3.0', () => {
  it('starts with 201, a token of half an hour, a stream and the greeting', async () => {
    const { body: made } = await call(`${bot.url}${API}/tokens/generate`, { method: 'POST', token: SECRET });
    expect(made.expires_in).toBe(1800);
    const { status, body } = await call(`${bot.url}${API}/conversations`, {
      token: made.token,
      body: { locale: 'es-MX' },
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      conversationId: made.conversationId,
      token: expect.any(String),
      expires_in: 1800,
      streamUrl: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/.*\/stream\?watermark=-&t=/),
    });
    expect(await heard(bot.url, body)).toEqual(['hello es-MX']);
  });

  it('answers 200 when it had been started, and greets once', async () => {
    const at = await begin(bot.url);
    const again = await call(`${bot.url}${API}/conversations`, { token: at.token, body: {} });
    expect([again.status, again.body.conversationId]).toEqual([200, at.conversationId]);
    expect(await heard(bot.url, at)).toEqual(['hello']);
  });

  it('takes the language of the browser when the client names none', async () => {
    const { body } = await call(`${bot.url}/widget/token`, { method: 'POST' });
    const headers = { 'Accept-Language': 'es-AR,es;q=0.9' };
    await call(`${bot.url}${API}/conversations`, { method: 'POST', token: body.token, headers });
    expect(await heard(bot.url, body)).toEqual(['hello es-AR']);
  });

  it('starts along with its token where the window asks for that, and brings the greeting', async () => {
    const ask = (body: object, token = '') => call(`${bot.url}/widget/token`, { token, body });
    const { status, body } = await ask({ start: { locale: 'es-MX' } });
    expect([status, body.activities.map((one) => one.text)]).toEqual([200, ['hello es-MX']]);
    expect((await activities(body, body.watermark)).body.activities).toEqual([]);
    // Neither asking again nor starting in the usual way greets twice.
    const again = await ask({ start: {} }, body.token);
    expect([again.body.conversationId, again.body.activities.length]).toEqual([body.conversationId, 1]);
    const started = await call(`${bot.url}${API}/conversations`, { token: body.token, body: {} });
    expect([started.status, await heard(bot.url, body)]).toEqual([200, ['hello es-MX']]);
    expect((await ask({})).body).not.toHaveProperty('activities');
  });

  it('shows what was said on both sides, in order, each with an id', async () => {
    const at = await begin(bot.url);
    const { status, body } = await say(bot.url, at, 'twice', 'c1');
    expect(status).toBe(200);
    const { activities: all, watermark } = (await activities(at)).body;
    expect(all.map((one) => [one.from.role, one.text])).toEqual([
      ['bot', 'hello'],
      ['user', 'twice'],
      ['bot', 'you said: twice'],
      ['bot', 'you said: twice'],
    ]);
    expect(all[1]).toMatchObject({
      id: body.id,
      channelId: 'directline',
      channelData: { clientActivityID: 'c1' },
    });
    expect(all[2]?.replyToId).toBe(body.id);
    expect(new Set(all.map((one) => one.id)).size).toBe(4);
    expect(all.every((one) => one.serviceUrl === undefined && one.recipient === undefined)).toBe(true);
    expect(watermark).toBe('4');
  });

  it('gives what comes after a watermark and nothing else', async () => {
    const at = await begin(bot.url);
    await say(bot.url, at, 'one');
    await say(bot.url, at, 'two');
    expect(await heard(bot.url, at, '3')).toEqual(['two', 'you said: two']);
    expect((await activities(at, '5')).body).toEqual({ activities: [], watermark: '5' });
    expect((await activities(at, 'nonsense')).status).toBe(400);
  });

  it('reconnects with a new token and a stream that goes on at the watermark', async () => {
    const at = await begin(bot.url);
    const path = `${API}/conversations/${at.conversationId}?watermark=1`;
    const { status, body } = await call(bot.url + path, { token: at.token });
    expect(status).toBe(200);
    expect(body.conversationId).toBe(at.conversationId);
    expect(body.streamUrl).toContain('watermark=1&');
    expect(await heard(bot.url, body)).toEqual(['hello']);
  });

  it('refreshes a token for the same conversation', async () => {
    const at = await begin(bot.url);
    const { status, body } = await call(`${bot.url}${API}/tokens/refresh`, {
      method: 'POST',
      token: at.token,
    });
    expect([status, body.conversationId]).toEqual([200, at.conversationId]);
    expect(await heard(bot.url, body)).toEqual(['hello']);
  });

  it('lets a server hold conversations with the secret itself', async () => {
    const { body: at } = await call(`${bot.url}${API}/conversations`, { method: 'POST', token: SECRET });
    const bySecret = { ...at, token: SECRET };
    expect((await say(bot.url, bySecret, 'hi')).status).toBe(200);
    expect(await heard(bot.url, at)).toEqual(['hello', 'hi', 'you said: hi']);
  });

  it('runs a message that is sent twice once', async () => {
    const at = await begin(bot.url);
    const [first, second] = await Promise.all([
      say(bot.url, at, 'hi', 'same'),
      say(bot.url, at, 'hi', 'same'),
    ]);
    const third = await say(bot.url, at, 'hi', 'same');
    expect(new Set([first.body.id, second.body.id, third.body.id]).size).toBe(1);
    expect(await heard(bot.url, at)).toEqual(['hello', 'hi', 'you said: hi']);
  });

  it('counts a hundred messages at once, and loses and doubles none', async () => {
    const at = await begin(bot.url);
    const sent = Array.from({ length: 100 }, (_, index) => `m${index}`);
    const answers = await Promise.all(sent.map((text) => say(bot.url, at, text)));
    expect(answers.map((answer) => answer.status)).toEqual(sent.map(() => 200));
    const first = (await activities(at)).body;
    const rest = (await activities(at, first.watermark)).body;
    const texts = [...first.activities, ...rest.activities].map((one) => one.text);
    expect(texts.sort()).toEqual(['hello', ...sent, ...sent.map((text) => `you said: ${text}`)].sort());
  });
});

describe('what a client may not do', () => {
  it('speaks only for the visitor of its token', async () => {
    const at = await begin(bot.url);
    const { body } = await call(`${bot.url}${API}/conversations/${at.conversationId}/activities`, {
      token: at.token,
      body: {
        type: 'message',
        text: 'x',
        id: 'mine',
        from: { id: 'bot', name: 'Ann', role: 'bot' },
        recipient: { id: 'someone' },
        conversation: { id: 'another' },
        serviceUrl: 'https://evil.example',
        channelId: 'msteams',
        deliveryMode: 'expectReplies',
      },
    });
    const [, user] = (await activities(at)).body.activities;
    expect(user?.id).toBe(body.id);
    expect(user?.from).toEqual({ id: expect.stringMatching(/^dl_/), name: 'Ann', role: 'user' });
    expect(user).toMatchObject({ conversation: { id: at.conversationId }, channelId: 'directline' });
    expect(user?.deliveryMode).toBeUndefined();
  });

  it.each([
    ['an activity of the channel', { type: 'conversationUpdate', membersAdded: [{ id: 'x' }] }],
    ['no type', { text: 'hi' }],
    ['a text that is none', { type: 'message', text: { a: 1 } }],
    ['a list', [{ type: 'message' }]],
    ['nothing', undefined],
  ])('is told 400 for %s', async (_what, body) => {
    const at = await begin(bot.url);
    const path = `${bot.url}${API}/conversations/${at.conversationId}/activities`;
    const answer = await call(path, { method: 'POST', token: at.token, body });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'BadArgument']);
  });

  it('may not upload files, and is told so', async () => {
    const at = await begin(bot.url);
    const form = new FormData();
    form.append('file', new Blob(['x']), 'x.txt');
    const answer = await fetch(`${bot.url}${API}/conversations/${at.conversationId}/upload?userId=x`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${at.token}` },
      body: form,
    });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ error: { code: 'NotSupported' } });
  });

  it.each(['GET', 'POST'] as const)("may not %s another visitor's activities", async (method) => {
    const [mine, theirs] = [await begin(bot.url), await begin(bot.url)];
    const path = `${bot.url}${API}/conversations/${theirs.conversationId}/activities`;
    const body = method === 'POST' ? { body: { type: 'message', text: 'x' } } : {};
    const answer = await call(path, { method, token: mine.token, ...body });
    expect([answer.status, answer.body.error.code]).toEqual([403, 'BadArgument']);
    const reconnect = `${bot.url}${API}/conversations/${theirs.conversationId}`;
    expect((await call(reconnect, { token: mine.token })).status).toBe(403);
    expect(await heard(bot.url, theirs)).toEqual(['hello']);
  });

  it('needs a bearer (401), and one of ours (403)', async () => {
    const path = `${bot.url}${API}/conversations`;
    expect((await call(path, { method: 'POST' })).status).toBe(401);
    expect((await call(path, { method: 'POST', token: 'nonsense' })).status).toBe(403);
    expect((await call(`${bot.url}${API}/tokens/generate`, { method: 'POST', token: 'wrong' })).status).toBe(
      403,
    );
    const at = await begin(bot.url);
    expect((await call(`${bot.url}${API}/tokens/generate`, { method: 'POST', token: at.token })).status).toBe(
      403,
    );
  });

  it('is told 404 for a conversation that was never started', async () => {
    const { body } = await call(`${bot.url}/widget/token`, { method: 'POST' });
    expect((await activities(body)).status).toBe(404);
    const path = `${bot.url}${API}/conversations/${body.conversationId}`;
    expect((await call(path, { token: body.token })).status).toBe(404);
  });

  it('gets a token for a user of its choice only as dl_…', async () => {
    const generate = (id: string) =>
      call(`${bot.url}${API}/tokens/generate`, { token: SECRET, body: { user: { id } } });
    expect((await generate('dl_ann')).status).toBe(200);
    expect((await generate('ann')).body.error.code).toBe('BadArgument');
  });
});
