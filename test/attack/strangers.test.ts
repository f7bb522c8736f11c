import type { Body, Running } from '../directLine/directLineServer';
import { begin, call, heard, listen, run, say, SECRET } from '../directLine/directLineServer';

const MINUTE = 60_000;
let now = Date.now();
let bot: Running;
let ann: Body;
let eve: Body;
beforeAll(async () => {
  bot = await run({ now: () => now });
  [ann, eve] = [await begin(bot.url), await begin(bot.url)];
  await say(bot.url, ann, 'a secret of ann');
});
afterAll(() => bot.stop());

const of = (id: string, path = '') => `${bot.url}/v3/directline/conversations/${id}${path}`;
const ticketOf = ({ streamUrl }: Body) => new URL(streamUrl).searchParams.get('t') ?? '';
const streamOf = (id: string, query: string) => `${of(id, '/stream').replace(/^http/, 'ws')}?${query}`;

describe('somebody else’s conversation', () => {
  /** Everything that eve may have or make up, to show at ann's conversation. */
  const bearers = (): Record<string, string | undefined> => ({
    'no token': undefined,
    'her own token': eve.token,
    'her own ticket': ticketOf(eve),
    'a ticket of ann’s': ticketOf(ann),
    'a token of another server': eve.token.replace(/\.[^.]+$/, `.${'A'.repeat(43)}`),
    'her token with ann’s name in it': [
      eve.token.split('.')[0],
      Buffer.from(JSON.stringify({ conv: ann.conversationId, user: 'dl_x', exp: 9_999_999_999 })).toString(
        'base64url',
      ),
      eve.token.split('.')[2],
    ].join('.'),
    'a guess at the secret': SECRET.toUpperCase(),
    'ann’s conversation for a token': ann.conversationId,
  });

  it('is neither read nor written with anything but its own token', async () => {
    const statuses: number[] = [];
    for (const token of Object.values(bearers())) {
      const init = token === undefined ? {} : { token };
      for (const watermark of ['', '0', '1', '-', '999999', '0.0', '%00'])
        statuses.push(
          (await call(of(ann.conversationId, `/activities?watermark=${watermark}`), init)).status,
        );
      statuses.push((await call(of(ann.conversationId), init)).status);
      const body = { type: 'message', text: 'by eve', from: { id: ann.userId } };
      statuses.push((await call(of(ann.conversationId, '/activities'), { ...init, body })).status);
      statuses.push(
        (
          await call(`${bot.url}/v3/directline/conversations`, {
            ...init,
            body: { conversationId: ann.conversationId },
          })
        ).status,
      );
    }
    // Starting leads eve to her own conversation, whatever she names.
    expect(statuses.filter((status) => status !== 401 && status !== 403)).toEqual([200]);
    expect(await heard(bot.url, ann, '0')).not.toContain('by eve');
  });

  it('shows nothing to a socket without a ticket of its own', async () => {
    for (const query of [
      '',
      `t=${ticketOf(eve)}`,
      `t=${eve.token}`,
      `t=${ann.conversationId}`,
      't=',
      `t=${ticketOf(eve)}&watermark=0&t=${ticketOf(eve)}`,
    ]) {
      const { ended, shown } = listen(streamOf(ann.conversationId, query));
      expect(await ended).toBe(403);
      expect(shown).toEqual([]);
    }
  });

  it('can not be silenced by a stranger who floods it', async () => {
    const small = await run({
      server: { limits: { posts: { burst: 3, perSecond: 0.01 }, starts: { burst: 99, perSecond: 9 } } },
    });
    const [visitor, stranger] = [await begin(small.url), await begin(small.url)];
    for (let count = 0; count < 10; count++) {
      const posted = await say(small.url, { ...visitor, token: stranger.token }, 'x');
      expect(posted.status).toBe(403);
    }
    expect((await say(small.url, visitor, 'help')).status).toBe(200);
    await small.stop();
  });
});

describe('a token', () => {
  const refreshed = async (token: string) =>
    call(`${bot.url}/v3/directline/tokens/refresh`, { token, method: 'POST' });

  it('leads to the same conversation however often it is refreshed, and ends half an hour after the last time', async () => {
    let { token } = await begin(bot.url);
    const { conversationId } = (await refreshed(token)).body;
    const used = [token];
    for (let hops = 0; hops < 5; hops++) {
      now += 29 * MINUTE;
      const { status, body } = await refreshed(token);
      expect([status, body.conversationId]).toEqual([200, conversationId]);
      token = body.token;
      used.push(token);
    }
    // The last but one has a minute left.
    for (const old of used.slice(0, -2)) expect((await refreshed(old)).status).toBe(403);
    now += 30 * MINUTE;
    expect([
      (await refreshed(token)).status,
      (await call(of(conversationId, '/activities'), { token })).status,
    ]).toEqual([403, 403]);
  });

  it('and a ticket are refused when they come again, later, or for each other', async () => {
    const at = await begin(bot.url);
    const ticket = ticketOf(at);
    const opened = listen(streamOf(at.conversationId, `t=${ticket}`));
    await opened.until('hello');
    expect(await listen(streamOf(at.conversationId, `t=${ticket}`)).ended).toBe(403);
    opened.socket.close();
    expect(await listen(streamOf(at.conversationId, `t=${ticket}`)).ended).toBe(403);
    expect((await refreshed(ticket)).status).toBe(403);
    const late = (await call(of(at.conversationId), { token: at.token })).body;
    now += 61_000;
    expect(await listen(streamOf(at.conversationId, `t=${ticketOf(late)}`)).ended).toBe(403);
  });
});

it.each([
  'https://PRACTICE.example',
  'https://practice.example:444',
  'https://www.practice.example',
  'http://practice.example',
  'https://practice.example.',
  'https://practice.example/',
  'https://practice.example evil',
  'https://practiceXexample',
  'null',
  'file://',
  '*',
  'https://practice.example, https://evil.example',
  'chrome-extension://abc',
  '',
])('a page at %s gets no token, and may read no answer', async (origin) => {
  const { status, headers } = await call(`${bot.url}/widget/token`, {
    method: 'POST',
    headers: { Origin: origin },
  });
  expect([status, headers.get('access-control-allow-origin')]).toEqual([403, null]);
});

it('a flood is known by its address, whatever it says it is forwarded for, and is told when to come back', async () => {
  const small = await run({
    server: { limits: { posts: { burst: 9, perSecond: 1 }, starts: { burst: 4, perSecond: 0.01 } } },
  });
  const { token } = await begin(small.url);
  const ways: [string, string | undefined][] = [
    ['/widget/token', undefined],
    ['/v3/directline/tokens/refresh', token],
    ['/v3/directline/tokens/refresh', token],
    ['/widget/token', undefined],
    ['/v3/directline/conversations', token],
  ];
  const answers = [];
  for (const [index, [path, bearer]] of ways.entries())
    answers.push(
      await call(small.url + path, {
        ...{
          method: 'POST',
          headers: {
            'X-Forwarded-For': `192.0.2.${index}`,
            Forwarded: `for=192.0.2.${index}`,
            'X-Real-IP': `192.0.2.${index}`,
          },
        },
        ...(bearer !== undefined && { token: bearer }),
      }),
    );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429, 429]);
  expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(1);
  await small.stop();
});
