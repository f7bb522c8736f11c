import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START } from '../../src/channels/directLine/watermark';
import type { Body, Running } from './directLineServer';
import { begin, call, heard, listen, run, say, SECRET } from './directLineServer';

let bot: Running;
beforeAll(async () => (bot = await run()));
afterAll(() => bot.stop());

describe('a stream', () => {
  it('shows the history, then what comes, each once', async () => {
    const at = await begin(bot.url);
    const stream = listen(at.streamUrl);
    await stream.until('hello');
    await say(bot.url, at, 'hi');
    await stream.until('you said: hi');
    expect(stream.shown).toEqual(['hello', 'hi', 'you said: hi']);
    expect(stream.watermark()).toBe('3');
    stream.socket.close();
  });

  it('shows typing, which is nowhere in the history', async () => {
    const { adapter } = bot;
    const at = await begin(bot.url);
    const stream = listen(at.streamUrl);
    await stream.until('hello');
    await adapter.continueConversation(
      {
        channelId: 'directline',
        conversation: { id: at.conversationId },
        user: { id: 'dl_x' },
        bot: { id: 'bot' },
      } as never,
      async (context) =>
        void (await context.sendActivities([{ type: 'typing' }, { type: 'message', text: 'news' }])),
    );
    await stream.until('news');
    expect(stream.shown).toEqual(['hello', 'typing', 'news']);
    expect(await heard(bot.url, at)).toEqual(['hello', 'news']);
    stream.socket.close();
  });

  it('is opened by a ticket once', async () => {
    const at = await begin(bot.url);
    const first = listen(at.streamUrl);
    await first.until('hello');
    expect(await listen(at.streamUrl).ended).toBe(403);
    first.socket.close();
  });

  it('knows a used ticket in another process on the same store', async () => {
    const at = await begin(bot.url);
    const ticket = new URL(at.streamUrl).searchParams.get('t') ?? '';
    const { jti, expiresAt } = bot.tokens.readTicket(ticket, at.conversationId);
    expect(await bot.adapter.log.useTicket(jti, expiresAt, Date.now())).toBe(true);
    expect(await listen(at.streamUrl).ended).toBe(403);
  });

  it.each([
    ['a token in place of a ticket', (at: Body) => at.streamUrl.replace(/t=.*/, `t=${at.token}`)],
    ['the secret', (at: Body) => at.streamUrl.replace(/t=.*/, `t=${SECRET}`)],
    ['no ticket', (at: Body) => at.streamUrl.replace(/&t=.*/, '')],
    ["another conversation's ticket", (at: Body) => at.streamUrl.replace(at.conversationId, 'another')],
  ])('is refused with %s', async (_what, change) => {
    const at = await begin(bot.url);
    expect(await listen(change(at)).ended).toBe(403);
  });

  it('is refused when its ticket has expired', async () => {
    const at = await begin(bot.url);
    const old = new (bot.tokens.constructor as new (secret: string, now: () => number) => typeof bot.tokens)(
      SECRET,
      () => Date.now() - 61_000,
    ).ticket(at.conversationId);
    expect(await listen(at.streamUrl.replace(/t=.*/, `t=${old}`)).ended).toBe(403);
  });

  it('is nowhere else: other upgrades are refused', async () => {
    const ws = bot.url.replace('http', 'ws');
    expect(await listen(`${ws}/api/messages`).ended).toBe(404);
    expect(await listen(`${ws}/`).ended).toBe(404);
  });

  it('is closed when its client sends more than a sign of life', async () => {
    const at = await begin(bot.url);
    const stream = listen(at.streamUrl);
    await stream.until('hello');
    stream.socket.send('');
    stream.socket.send('x'.repeat(5_000));
    expect(await stream.ended).toBe(1009);
  });

  it('makes room for a new one when a conversation has eight', async () => {
    const at = await begin(bot.url);
    const first = listen(at.streamUrl);
    await first.until('hello');
    const path = `${bot.url}/v3/directline/conversations/${at.conversationId}`;
    const others = [];
    for (let count = 0; count < 8; count++) {
      const { body } = await call(path, { token: at.token });
      const other = listen(body.streamUrl);
      await other.until('hello');
      others.push(other);
    }
    expect(await first.ended).toBe(1013);
    others.forEach((other) => other.socket.close());
  });
});

it('a stream that has to make room is asked once, however slowly it goes', async () => {
  const at = await begin(bot.url);
  const closed = Array.from({ length: 12 }, () => 0);
  const leave = closed.map((_, index) => {
    const close = () => void (closed[index] = (closed[index] ?? 0) + 1);
    return bot.directLine.listen(
      at.conversationId,
      { bufferedAmount: 0, send: () => undefined, close },
      START,
    );
  });
  expect(closed).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  leave.forEach((one) => one());
});

describe('a client that reads too slowly', () => {
  it('is sent away, to come back with its watermark, and holds up nobody else', async () => {
    const at = await begin(bot.url);
    const closed: number[] = [];
    const slow = {
      bufferedAmount: 2_000_000,
      send: () => closed.push(0),
      close: (code: number) => closed.push(code),
    };
    const leave = bot.directLine.listen(at.conversationId, slow, START);
    const stream = listen(at.streamUrl);
    await say(bot.url, at, 'hi');
    await stream.until('you said: hi');
    expect(closed[0]).toBe(1013);
    expect(closed).not.toContain(0);
    leave();
    stream.socket.close();
  });
});

describe('two processes on one store', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'directline-'));
  afterAll(() => rmSync(dataDir, { recursive: true }));

  it('share conversations and tokens; a stream in one shows what is said in the other, in order', async () => {
    const [here, there] = [await run({ dataDir, pollMs: 30 }), await run({ dataDir, pollMs: 30 })];
    const at = await begin(here.url);
    const stream = listen(at.streamUrl);
    await stream.until('hello');
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    await Promise.all(numbers.map((index) => say((index % 2 ? here : there).url, at, `m${index}`)));
    await Promise.all(numbers.map((index) => stream.until(`you said: m${index}`)));
    expect(stream.shown).toEqual(await heard(there.url, at));
    expect(stream.shown).toHaveLength(41);
    stream.socket.close();
    await Promise.all([here.stop(), there.stop()]);
  });
});
