import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContent } from '../../src/content/loadContent';
import { contentFiles } from '../../src/places';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { times } from '../support/long';
import { Visitor } from '../support/visitor';
import { WAY } from '../support/way';

const TURNS = times(3_000, 40_000);
/** Visitors at once. */
const SIDE_BY_SIDE = 16;
/** One conversation in so many is on Direct Line, the others come by the Bot Framework. */
const DIRECT_LINE_EVERY = 4;
/**
 * What the heap may grow by in the last third, in bytes: room for what is bounded and not yet full (the last 10,000 turns
 * are remembered against redeliveries) and for what V8 keeps. A turn's activities alone are more than a kilobyte.
 */
const MOST_GROWN = 1_000_000;
const MEMORY = join(__dirname, '..', 'support', 'memoryOnRequest.cjs');

const content = loadContent(contentFiles({}));
/** The whole way to the choice of a format, as texts; and at its end words that call for help. */
const SCRIPT = [
  'hi',
  'what happens in group therapy?',
  ...WAY.slice(0, 12).map(({ pick, typed }) => typed ?? content.text(String(pick), 'en')),
  'i want to die',
];

let bot: BotProcess;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'triage-soak-'));
  const env = { ALLOW_ANONYMOUS: '1', LOG_LEVEL: 'fatal' };
  bot = await startBotProcess(dataDir, env, ['--expose-gc', '-r', MEMORY]);
}, 120_000);

afterAll(async () => {
  await bot.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test(`the heap is flat over ${TURNS} turns: a conversation at rest is in the store and nowhere else`, async () => {
  const heaps: number[] = [];
  for (let third = 0; third < 3; third++) {
    await talk(third, Math.ceil(TURNS / 3 / SCRIPT.length));
    heaps.push(await heap());
  }
  const [, second = 0, last = 0] = heaps;
  expect(last - second).toBeLessThan(MOST_GROWN);
}, 3_600_000);

/** As many whole conversations; each message is answered. */
async function talk(third: number, conversations: number): Promise<void> {
  let next = 0;
  const visit = async (): Promise<void> => {
    for (let number = next++; number < conversations; number = next++) {
      if (number % DIRECT_LINE_EVERY === 0) await byDirectLine();
      else await byConnector(`${third}-${number}`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, visit));
}

async function byDirectLine(): Promise<void> {
  const visitor = await Visitor.open(bot.url, 'en', content);
  for (const text of SCRIPT) expect((await visitor.say(text)).length).toBeGreaterThan(0);
}

async function byConnector(conversation: string): Promise<void> {
  for (const [index, text] of SCRIPT.entries()) {
    const response = await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        id: `${conversation}-${index}`,
        channelId: 'webchat',
        serviceUrl: 'http://127.0.0.1:1',
        conversation: { id: conversation },
        from: { id: `u${conversation}` },
        recipient: { id: 'bot' },
        locale: 'en-US',
        deliveryMode: 'expectReplies',
        text,
      }),
    });
    const { activities } = (await response.json()) as { activities: unknown[] };
    expect(activities.length).toBeGreaterThan(0);
  }
}

/** Bytes on the heap after a collection, once the turns have come to rest. */
async function heap(): Promise<number> {
  bot.child.send('memory');
  const [{ heapUsed }] = (await once(bot.child, 'message')) as [NodeJS.MemoryUsage];
  return heapUsed;
}
