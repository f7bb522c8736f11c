import { Agent, request } from 'node:http';
import type { TurnContext } from 'botbuilder';
import WebSocket from 'ws';
import type { Running } from '../directLine/directLineServer';
import { begin, echo, heard, run, say } from '../directLine/directLineServer';

/** A promise and how to keep it. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** A bot that thinks about "slow" until it is let go on. */
async function thinker(): Promise<{ bot: Running; started: Promise<void>; goOn: () => void }> {
  const [started, released] = [gate(), gate()];
  const bot: Running = await run({
    bot: async (context: TurnContext) => {
      if (context.activity.text === 'slow') {
        started.open();
        await released.opened;
      }
      await echo(context);
    },
  });
  return { bot, started: started.opened, goOn: released.open };
}

function get(url: string, agent: Agent): Promise<{ status?: number; connection?: string }> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      const { statusCode: status, headers } = response;
      response.resume().on('end', () =>
        resolve({
          ...(status !== undefined && { status }),
          ...(headers.connection !== undefined && { connection: headers.connection }),
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('when the server is told to stop', () => {
  it('the turn under way is finished and answered, and nothing new is taken', async () => {
    const { bot, started, goOn } = await thinker();
    const at = await begin(bot.url);
    const answer = say(bot.url, at, 'slow');
    await started;
    const closed = bot.server.close(5_000);
    await expect(begin(bot.url)).rejects.toThrow();
    goOn();
    expect((await answer).status).toBe(200);
    await closed;
    const logged = await bot.adapter.log.after(at.conversationId, 0, 10);
    expect(logged.map((one) => one.activity.text)).toEqual(['hello', 'slow', 'you said: slow']);
    await bot.database.close();
  });

  it('a message that is on its way over an open connection is still answered, and the connection ends', async () => {
    const bot = await run();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = await get(`${bot.url}/health/live`, agent);
    expect(first).toEqual({ status: 200, connection: 'keep-alive' });
    const closed = bot.server.close(5_000);
    expect(await get(`${bot.url}/health/live`, agent)).toEqual({ status: 200, connection: 'close' });
    await closed;
    await bot.database.close();
  });

  it('streams get the last answer and are told to come back (1001)', async () => {
    const { bot, started, goOn } = await thinker();
    const at = await begin(bot.url);
    const stream = new WebSocket(at.streamUrl);
    const frames: string[] = [];
    stream.on('message', (data: Buffer) => frames.push(data.toString()));
    const ended = new Promise<number>((resolve) => stream.on('close', resolve));
    await new Promise((resolve) => stream.on('open', resolve));
    const answer = say(bot.url, at, 'slow');
    await started;
    const closed = bot.server.close(5_000);
    goOn();
    expect(await ended).toBe(1001);
    expect(frames.join()).toContain('you said: slow');
    await Promise.all([answer, closed]);
    await bot.database.close();
  });

  it('it does not wait for a turn that never ends', async () => {
    const { bot, started, goOn } = await thinker();
    const at = await begin(bot.url);
    const answer = say(bot.url, at, 'slow').catch(() => 'cut off');
    await started;
    await bot.server.close(400);
    expect(await answer).toBe('cut off');
    goOn();
    await bot.directLine.idle();
    await bot.database.close();
  });

  it('a stream whose client is gone does not hold it up', async () => {
    const bot = await run();
    const at = await begin(bot.url);
    const stream = new WebSocket(at.streamUrl);
    await new Promise((resolve) => stream.on('open', resolve));
    (stream as unknown as { _socket: { pause(): void } })._socket.pause();
    await bot.stop();
    stream.terminate();
  });
});

it('a visitor who leaves before the answer finds it when they come back', async () => {
  const { bot, started, goOn } = await thinker();
  const at = await begin(bot.url);
  const leave = new AbortController();
  const path = `${bot.url}/v3/directline/conversations/${at.conversationId}/activities`;
  const answer = fetch(path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${at.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: 'message', text: 'slow' }),
    signal: leave.signal,
  });
  await started;
  leave.abort();
  await expect(answer).rejects.toThrow();
  goOn();
  await bot.directLine.idle();
  expect(await heard(bot.url, at)).toEqual(['hello', 'slow', 'you said: slow']);
  await bot.stop();
});

describe('the log', () => {
  it('has one line a request, with an id, and nothing that anybody wrote', async () => {
    const bot = await run({
      bot: async (context: TurnContext) => {
        if (context.activity.text?.includes('fail')) JSON.parse(context.activity.text);
        await echo(context);
      },
    });
    const at = await begin(bot.url);
    const answer = await say(bot.url, at, 'my secret');
    expect((await say(bot.url, at, 'my secret, fail')).status).toBe(502);
    const lines = bot.lines.filter((line) => line.route === '/v3/directline/conversations/:id/activities');
    expect(lines).toMatchObject([
      { method: 'POST', status: 200, request: answer.headers.get('x-request-id'), ms: expect.any(Number) },
      {
        method: 'POST',
        status: 502,
        error: { code: 'DIRECT_LINE_BOT_ERROR', cause: { name: 'SyntaxError' } },
      },
    ]);
    const all = JSON.stringify(bot.lines);
    for (const word of ['secret', at.token, at.conversationId, 'watermark']) expect(all).not.toContain(word);
    await bot.stop();
  });
});

describe('a greeting that fails', () => {
  it('does not keep the visitor out', async () => {
    const bot = await run({
      bot: (context) =>
        context.activity.type === 'message' ? echo(context) : Promise.reject(new TypeError('no')),
    });
    const at = await begin(bot.url);
    expect((await say(bot.url, at, 'hi')).status).toBe(200);
    expect(await heard(bot.url, at)).toEqual(['hi', 'you said: hi']);
    await bot.stop();
  });
});
