import type { TurnContext } from 'botbuilder';
import WebSocket from 'ws';
import type { Body, Running } from './directLineServer';
import { begin, call, heard, run, say } from './directLineServer';

let bot: Running;

/** A bot with a look at safety in front: it answers "help" at once, whatever the store does. */
beforeEach(async () => {
  bot = await run();
  bot.adapter.use(async (context: TurnContext, next) => {
    if (context.activity.text === 'help') await context.sendActivity('call 988');
    await next();
  });
});
afterEach(() => bot.stop());

const path = (at: Body, rest = '') => `${bot.url}/v3/directline/conversations/${at.conversationId}${rest}`;

describe('while the store is down', () => {
  it('a cry for help is answered: to a stream, and to a client that polls', async () => {
    const at = await begin(bot.url);
    const stream = new WebSocket(at.streamUrl);
    const got: string[] = [];
    const help = new Promise<void>((resolve) => {
      stream.on('message', (data: Buffer) => {
        got.push(...(JSON.parse(data.toString()) as Body).activities.map((activity) => activity.text));
        if (got.includes('call 988')) resolve();
      });
    });
    await new Promise((resolve) => stream.on('open', resolve));
    bot.database.down = true;
    expect((await say(bot.url, at, 'help')).status).toBe(200);
    await help;
    expect(await heard(bot.url, at, '1')).toEqual(['call 988']);
    stream.close();
  });

  it('a client that polls gets the help once', async () => {
    const at = await begin(bot.url);
    bot.database.down = true;
    await say(bot.url, at, 'help');
    const { body } = await call(path(at, '/activities?watermark=1'), { token: at.token });
    expect(body.activities.map((activity) => activity.text)).toEqual(['call 988']);
    expect(await heard(bot.url, at, body.watermark)).toEqual([]);
    bot.database.down = false;
    await say(bot.url, at, 'again');
    expect(await heard(bot.url, at, body.watermark)).toEqual(['again', 'you said: again']);
  });

  it('a cry for help that is sent twice is answered once', async () => {
    const at = await begin(bot.url);
    bot.database.down = true;
    await Promise.all([say(bot.url, at, 'help', 'same'), say(bot.url, at, 'help', 'same')]);
    expect(await heard(bot.url, at, '1')).toEqual(['call 988']);
  });

  it('another message is refused with 503 and a time to come back, and is answered then', async () => {
    const at = await begin(bot.url);
    bot.database.down = true;
    const { status, body, headers } = await say(bot.url, at, 'hi', 'c1');
    expect([status, body.error.code]).toEqual([503, 'ServiceError']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    bot.database.down = false;
    expect((await say(bot.url, at, 'hi', 'c1')).status).toBe(200);
    expect(await heard(bot.url, at)).toEqual(['hello', 'hi', 'you said: hi']);
  });

  it('a visitor who comes only now can still start, listen and be helped', async () => {
    bot.database.down = true;
    const at = await begin(bot.url);
    const stream = new WebSocket(at.streamUrl);
    const first = new Promise<Body>((resolve) => {
      stream.on('message', (data: Buffer) => resolve(JSON.parse(data.toString()) as Body));
    });
    await new Promise((resolve) => stream.on('open', resolve));
    expect((await say(bot.url, at, 'help')).status).toBe(200);
    expect((await first).activities[0]?.text).toBe('call 988');
    stream.close();
    bot.database.down = false;
    expect((await say(bot.url, at, 'hi')).status).toBe(200);
  });

  it('a ticket still opens one stream only', async () => {
    const at = await begin(bot.url);
    bot.database.down = true;
    const open = (url: string) =>
      new Promise<number>((resolve) => {
        const stream = new WebSocket(url);
        stream.on('error', () => undefined);
        stream.on('open', () => resolve(101));
        stream.on('unexpected-response', (_req, answer) => resolve(answer.statusCode ?? 0));
      });
    expect(await open(at.streamUrl)).toBe(101);
    expect(await open(at.streamUrl)).toBe(403);
  });

  it('says that it is alive and not ready', async () => {
    bot.database.down = true;
    expect((await call(`${bot.url}/health/live`)).status).toBe(200);
    expect((await call(`${bot.url}/health/ready`)).status).toBe(503);
  });
});

it('help that was sent while the store was up is not sent again with the same message', async () => {
  const at = await begin(bot.url);
  await say(bot.url, at, 'help', 'same');
  await say(bot.url, at, 'help', 'same');
  expect(await heard(bot.url, at)).toEqual(['hello', 'help', 'call 988', 'you said: help']);
});
