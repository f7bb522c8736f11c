import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity, DirectLineOptions } from 'botframework-directlinejs';
import { ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import WebSocket from 'ws';
import XMLHttpRequest from 'xhr2';
import type { Running } from './directLineServer';
import { startBot } from '../support/bot';
import { saidOf, type Wire } from '../support/visitor';
import { WAY } from '../support/way';
import { begin, call, run, say } from './directLineServer';

// The client of Azure's service, as it is, against our server. It looks for a browser's globals.
Object.assign(globalThis, { XMLHttpRequest, WebSocket });

let bot: Running;
const endings: (() => void)[] = [];
beforeAll(async () => (bot = await run()));
afterEach(() => endings.splice(0).forEach((end) => end()));
afterAll(() => bot.stop());

/** A client, and the activities it has shown so far. */
function client(options: Partial<DirectLineOptions>, url = bot.url) {
  const line = new DirectLine({ domain: `${url}/v3/directline`, pollingInterval: 200, ...options });
  const shown: Activity[] = [];
  const subscription = line.activity$.subscribe(
    (activity) => shown.push(activity),
    () => undefined,
  );
  endings.push(() => {
    subscription.unsubscribe();
    line.end();
  });
  const texts = () => shown.map((activity) => (activity.type === 'message' ? activity.text : activity.type));
  const post = (text: string) => line.postActivity({ type: 'message', from: { id: 'me' }, text }).toPromise();
  return { line, shown, texts, post };
}

const token = async () => (await call(`${bot.url}/widget/token`, { method: 'POST' })).body.token;

/** Waits until a thing is so; the test's own time limit ends what never comes. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe.each([
  ['by WebSocket', true],
  ['by polling', false],
])('the real botframework-directlinejs %s', (_way, webSocket) => {
  it('holds a conversation', async () => {
    const { texts, post, shown } = client({ token: await token(), webSocket });
    await until(() => texts().includes('hello'));
    const id = await post('one');
    await until(() => texts().includes('you said: one'));
    await post('two');
    await until(() => texts().includes('you said: two'));
    expect(texts()).toEqual(['hello', 'one', 'you said: one', 'two', 'you said: two']);
    expect(shown[1]?.id).toBe(id);
  });

  it('books an appointment with the real bot', async () => {
    const real = await startBot();
    endings.push(() => void real.stop());
    const { token: given } = (await call(`${real.url}/widget/token`, { method: 'POST' })).body;
    const { shown, post } = client({ token: given, webSocket }, real.url);
    const last = () => {
      const spoken = shown.filter(({ type, from }) => type === 'message' && from.id !== 'me');
      return saidOf((spoken.at(-1) ?? { type: 'none' }) as Wire);
    };
    await until(() => last().asks === 'menu');
    for (const { pick, typed, asks } of WAY) {
      const label =
        typeof pick === 'number' ? last().choices[pick - 1] : pick && real.app.content.text(pick, 'en');
      await post(label ?? typed ?? '');
      await until(() => last().asks === asks);
    }
    const booked = shown.map((activity) => saidOf(activity as Wire).booking).find((booking) => booking);
    expect(booked).toMatchObject({ kind: 'appointment', status: 'confirmed' });
  });

  it('starts in the language it is told', async () => {
    const { texts } = client({
      token: await token(),
      webSocket,
      conversationStartProperties: { locale: 'es' },
    });
    await until(() => texts().length > 0);
    expect(texts()).toEqual(['hello es']);
  });

  it('goes on with a conversation where it had left off', async () => {
    const at = await begin(bot.url);
    await say(bot.url, at, 'one');
    const { conversationId } = at;
    const { texts, post } = client({ token: at.token, conversationId, watermark: '2', webSocket });
    await until(() => texts().length > 0);
    await post('two');
    await until(() => texts().includes('you said: two'));
    expect(texts()).toEqual(['you said: one', 'two', 'you said: two']);
  });

  it('is told when its token has expired', async () => {
    const then = await run({ now: () => Date.now() - 2 * 3_600_000 });
    const old = await begin(then.url);
    await then.stop();
    const { line } = client({ token: old.token, webSocket });
    const states: ConnectionStatus[] = [];
    line.connectionStatus$.subscribe((state) => states.push(state));
    await until(() => states.includes(ConnectionStatus.FailedToConnect));
  });

  it('learns of a bot that fails', async () => {
    const broken = await run({
      bot: (context) =>
        context.activity.type === 'message' ? Promise.reject(new TypeError('no')) : Promise.resolve(),
    });
    const { body } = await call(`${broken.url}/widget/token`, { method: 'POST' });
    const { post } = client({ token: body.token, webSocket }, broken.url);
    expect(await post('hi')).toBe('retry');
    await broken.stop();
  });
});

it('comes back by itself after the server was restarted, and misses nothing', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'directline-'));
  const first = await run({ dataDir });
  const at = await begin(first.url);
  // The client waits for 3 to 15 s before it comes back; a constant for its random number makes that 3.
  const { texts } = client({ ...at, random: () => 0 } as DirectLineOptions, first.url);
  await until(() => texts().includes('hello'));
  await first.stop();
  const second = await run({ dataDir, port: Number(new URL(first.url).port) });
  await say(second.url, at, 'while you were away');
  await until(() => texts().length === 3);
  expect(texts()).toEqual(['hello', 'while you were away', 'you said: while you were away']);
  await second.stop();
  rmSync(dataDir, { recursive: true });
});
