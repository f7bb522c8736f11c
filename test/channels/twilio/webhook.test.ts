import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../handoff/receivers';
import { ENV, PRACTICE, signatureOf, startTextBot } from './texter';
import type { TextBot } from './texter';

describe('POST /channels/twilio', () => {
  let texts: TextBot;
  beforeAll(async () => {
    texts = await startTextBot();
  }, 120_000);
  afterAll(() => texts.stop());
  beforeEach(() => {
    texts.api.answers = [];
    texts.api.requests.length = 0;
  });

  const codeOf = async (response: Response) =>
    ((await response.json()) as { error: { code: string } }).error.code;

  describe('takes what Twilio has signed for the public URL, and nothing else', () => {
    it.each([
      ['without a signature', () => ({ 'X-Twilio-Signature': '' })],
      ['signed with another token', (form: object) => sign(form, undefined, 'another-token-of-somebody')],
      ['signed for another address', (form: object) => sign(form, 'https://evil.example/channels/twilio')],
      ['signed for another path', (form: object) => sign(form, 'https://chat.example.org/channels/other')],
      ['whose words were changed', (form: object) => sign({ ...form, Body: 'something else' })],
    ])('not one %s', async (_what, headers) => {
      const texter = texts.texter();
      const form = texter.form('hello');
      const response = await texter.post(form, headers(form));
      expect(response.status).toBe(403);
      expect(await codeOf(response)).toBe('TWILIO_UNAUTHORIZED');
      await texter.quiet();
      expect(texter.mine()).toEqual([]);
    });

    const sign = (form: object, url?: string, token?: string) => ({
      'X-Twilio-Signature': signatureOf(form as Record<string, string>, url, token),
    });

    it('whatever host the request itself claims to be for', async () => {
      const texter = texts.texter();
      const form = texter.form('hello');
      const claimed = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' };
      expect((await texter.post(form, claimed)).status).toBe(200);
      const foolish = sign(form, `${texts.bot.url}/channels/twilio`);
      expect((await texter.post(texter.form('hello'), foolish)).status).toBe(403);
    });
  });

  it.each([
    ['JSON', 415, 'FORM_ONLY', { 'Content-Type': 'application/json' }, '{}'],
    ['several parts', 415, 'FORM_ONLY', { 'Content-Type': 'multipart/form-data; boundary=x' }, '--x--'],
    ['a compressed body', 415, 'CONTENT_ENCODING', { 'Content-Encoding': 'gzip' }, 'Body=x'],
    ['more than a text can be', 413, 'BODY_TOO_LARGE', {}, `Body=${'x'.repeat(300_000)}`],
  ])('refuses %s', async (_what, status, code, headers, body) => {
    const response = await fetch(`${texts.bot.url}/channels/twilio`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
    expect(response.status).toBe(status);
    expect(await codeOf(response)).toBe(code);
  });

  it('says of what is signed and no text that it is none, without repeating it', async () => {
    const texter = texts.texter();
    const form = { CallSid: 'CA1', From: 'secret words' };
    const response = await texter.post(form);
    expect(response.status).toBe(400);
    const body = await response.text();
    expect(body).toContain('TWILIO_INVALID');
    expect(body).not.toContain('secret words');
  });

  it('answers Twilio with empty TwiML, and the visitor by the API, from the number that was written to', async () => {
    const texter = texts.texter();
    const response = await texter.post(texter.form('how much is it', { To: '+13035550177' }));
    expect(response.headers.get('content-type')).toContain('text/xml');
    expect(await response.text()).toMatch(/<Response\/>$/);
    await texter.quiet();
    expect(texter.mine().join()).toContain('$120');
    const [{ path, headers } = { path: '', headers: {} }] = texts.api.requests;
    expect(path).toBe(`/2010-04-01/Accounts/${ENV.TWILIO_ACCOUNT_SID}/Messages.json`);
    expect(headers['authorization']).toMatch(/^Basic /);
    const mine = texts.api.sent.filter(({ To }) => To === texter.number);
    expect(new Set(mine.map(({ From }) => From))).toEqual(new Set(['+13035550177']));
  });

  it('is done with a text before the API has taken the answer', async () => {
    texts.api.answers = ['hang', 'hang'];
    const texter = texts.texter();
    expect((await texter.post(texter.form('how much is it'))).status).toBe(200);
    expect(texter.mine()).toEqual([]);
    texts.api.answers = [];
    await texter.quiet();
    expect(texter.mine().join()).toContain('$120');
  }, 30_000);

  it('answers a text that is delivered again, or twice at once, only once', async () => {
    const texter = texts.texter();
    const form = texter.form('how much is it');
    await Promise.all([texter.post(form), texter.post(form)]);
    await texter.post(form);
    await texter.quiet();
    const first = texter.mine();
    expect(first.length).toBeGreaterThan(0);
    expect(new Set(first).size).toBe(first.length);
  });

  it.each([
    ['is down for a moment', [{ status: 503 }]],
    ['asks to wait', [{ status: 429, retryAfter: 1 }]],
    ['breaks the connection', ['reset' as const]],
    ['takes the first and then falters', [{ status: 201 }, { status: 500 }, { status: 500 }]],
  ])(
    'brings the whole answer, in order and once, when the API %s',
    async (_what, answers) => {
      texts.api.answers = [...answers];
      const texter = texts.texter();
      const said = await texter.say('how much is it');
      expect(said.join('\n')).toMatch(/automated assistant[\s\S]*\$120/);
      expect(new Set(said).size).toBe(said.length);
    },
    30_000,
  );

  it('does not send again what the API will never take', async () => {
    texts.api.answers = [
      { status: 400, code: 21211 },
      { status: 400, code: 21211 },
      { status: 400, code: 21211 },
    ];
    const texter = texts.texter();
    await texter.say('how much is it');
    const asked = texts.api.requests.length;
    await sleep(200);
    expect(texts.api.requests.length).toBe(asked);
    expect(asked).toBeLessThanOrEqual(3);
  });

  it.each([
    ['knows another token', { status: 401, code: 20003 }],
    ['does not let us in', { status: 403, code: 20403 }],
    ['does not know the account', { status: 404, code: 20404 }],
  ])(
    'brings the answers later, in the order of the texts, when the API %s for a time',
    async (_what, refusal) => {
      const texter = texts.texter();
      await texter.say('hello');
      const before = texter.mine().length;
      texts.api.answers = [refusal, refusal, refusal, refusal];
      await texter.post(texter.form('how much is it'));
      await until('a refusal', () => texts.api.answers.length <= 2);
      await texter.post(texter.form('where are you located'));
      texts.api.answers = [];
      await texter.quiet();
      const said = texter.mine().slice(before).join('\n');
      expect(said.indexOf('$120')).toBeGreaterThanOrEqual(0);
      expect(said.indexOf('$120')).toBeLessThan(said.indexOf('80203'));
    },
    60_000,
  );

  it('takes texts no longer, and says so to Twilio, while the store is down, but help goes out', async () => {
    const { db } = texts.bot.app;
    const texter = texts.texter();
    jest
      .spyOn(db, 'transaction')
      .mockRejectedValue(Object.assign(new Error('gone'), { code: 'STORAGE_DOWN' }));
    expect((await texter.post(texter.form('how much is it'))).status).toBeGreaterThanOrEqual(500);
    expect((await texter.post(texter.form('i want to kill myself'))).status).toBe(200);
    expect(texter.mine().join()).toContain('988');
    jest.restoreAllMocks();
    await until('the escalation', async () => {
      const sql = "SELECT id FROM cases WHERE kind = 'escalation' AND channel = 'twilio'";
      return (await db.query(sql)).length > 0;
    });
  }, 60_000);
});

describe('Twilio', () => {
  it('sends by the messaging service where one is named, but WhatsApp from its own number', async () => {
    const service = `MG${'0123456789abcdef'.repeat(2)}`;
    const texts = await startTextBot({ env: { TWILIO_FROM: service } });
    await texts.texter('+13035551999').say('hello', { MessagingServiceSid: service });
    expect(texts.api.sent[0]).toMatchObject({ MessagingServiceSid: service });
    expect(texts.api.sent[0]?.From).toBeUndefined();
    const whatsApp = texts.texter('whatsapp:+13035551999');
    expect((await whatsApp.say('hello', { To: `whatsapp:${PRACTICE}` })).length).toBeGreaterThan(0);
    expect(texts.api.sent.at(-1)?.From).toBe(`whatsapp:${PRACTICE}`);
    await texts.stop();
  }, 90_000);
});
