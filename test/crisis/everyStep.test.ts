import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connector } from '../azure/connector';
import { loadPhrases } from '../../src/content/phrases';
import { resource } from '../../src/places';
import { openDatabase } from '../../src/storage/openDatabase';
import { createUnderstander } from '../../src/understanding/understander';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { WAY } from '../support/way';
import { switchableDatabase, switchableUnderstander } from './faults';
import { step, talker } from './talker';
import type { Talker } from './talker';

const CHANNELS = ['directline', 'msteams', 'sms', 'webchat', 'telegram'];

/** What people write, with the number that has to come first in the US. */
const URGENT: readonly (readonly [text: string, number: string])[] = [
  ['i am going to kill myself tonight', '988'],
  ['i want to kill myself', '988'],
  ['i have been cutting myself', '988'],
  ['i am going to hurt my boss', '911'],
  ['my husband hits me', '1-800-799-7233'],
  ['my dad has chest pain and can not breathe', '911'],
  ['my sister wants to kill herself', '988'],
  ['me voy a matar esta noche', '988'],
  ['me corto los brazos', '988'],
  ['mi marido me pega', '1-800-799-7233'],
];
const urgent = (index: number) => URGENT[index % URGENT.length] ?? ['', ''];

/** Steps on which every fault is tried: at the menu, before consent, in the questions, in the booking. */
const TRIED = [0, 1, 7, 14];

/** A fault: brings it about around a message, or changes the message. */
interface Fault {
  readonly name: string;
  readonly only?: (channel: string) => boolean;
  /** Laid over the activity, with the text that it would have had. */
  readonly more?: (text: string) => object;
  readonly around?: (tell: () => Promise<void>, visitor: Talker) => Promise<void>;
  /** Where the locale names the country. */
  readonly number?: string;
}

let bot: Bot;
let connector: Connector;
let dataDir: string;
const switches = { store: { down: false }, reading: { hangs: false, release: () => undefined as void } };
const cases: string[] = [];
const missed: string[] = [];
const twice: string[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'triage-steps-'));
  connector = await Connector.start();
  const db = switchableDatabase(await openDatabase({ dataDir }), switches.store);
  const reader = createUnderstander(loadPhrases(resource('understanding')), { currency: 'USD' });
  const understander = switchableUnderstander(reader, switches.reading);
  bot = await startBot({ env: { ALLOW_ANONYMOUS: '1' }, parts: { db, understander }, dataDir });
});
afterAll(async () => {
  const folder = join(__dirname, '../.artifacts');
  mkdirSync(folder, { recursive: true });
  const lines = [`${cases.length} cases, ${missed.length} not answered first`, '', ...cases];
  writeFileSync(join(folder, 'crisis-steps.md'), lines.join('\n'));
  process.stderr.write(`crisis messages: ${lines[0]}\n`);
  await bot.stop();
  await connector.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Says it and looks at what comes first, whether the turn ever ends or not. */
async function tell(visitor: Talker, index: number, where: string, fault: Fault): Promise<void> {
  const [text, number] = urgent(index);
  await visitor.heard();
  let first: string | undefined;
  let more: string[] = [];
  const saying = async (): Promise<void> => {
    const turn = visitor.send(fault.more ? '' : text, fault.more?.(text));
    for (let tries = 0; tries < 200 && first === undefined; tries += 1) {
      [first, ...more] = await visitor.heard();
      if (first === undefined) await sleep(10);
    }
    switches.reading.release();
    await turn;
  };
  await (fault.around ?? ((run) => run()))(saying, visitor);
  const name = [where, visitor.channel, fault.name, text].join(' · ');
  cases.push(name);
  if (!first?.includes(fault.number ?? number)) missed.push(`${name}: ${first ?? 'nothing'}`);
  // Said once: nobody reads the same help twice for one message.
  if ([...more, ...(await visitor.heard())].includes(first ?? '')) twice.push(name);
}

const NONE: Fault = { name: 'no fault' };
const FAULTS: readonly Fault[] = [
  {
    name: 'store down',
    around: async (run) => {
      switches.store.down = true;
      await run();
      switches.store.down = false;
    },
  },
  {
    name: 'reading hangs',
    // The message before it is the one that hangs, and holds the conversation's lane.
    around: async (run, visitor) => {
      switches.reading.hangs = true;
      const hanging = visitor.send('how much is it');
      await sleep(50);
      await run();
      switches.reading.hangs = false;
      await hanging;
    },
  },
  {
    name: 'connector answers 500 at first',
    only: (channel) => channel !== 'directline',
    around: async (run) => {
      connector.failures = [500];
      await run();
    },
  },
  { name: 'locale unknown', more: (text) => ({ text, locale: 'xx-Xxxx' }) },
  { name: 'language without resources', more: (text) => ({ text, locale: 'fr' }) },
  { name: 'country without its language', more: (text) => ({ text, locale: 'fr-FR' }), number: '112' },
  { name: 'card submit', more: (text) => ({ value: { answers: [{ note: text }] } }) },
  {
    name: 'edited message',
    only: (channel) => channel !== 'directline',
    more: (text) => ({ text, type: 'messageUpdate' }),
  },
  { name: '20,000 characters', more: (text) => ({ text: `${'so it goes. '.repeat(1_700)}${text}` }) },
];

describe.each(CHANNELS)('on %s, a message that calls for help', (channel) => {
  it(`is answered first in each of the ${WAY.length + 1} steps, and the conversation goes on`, async () => {
    const visitor = await talker(bot, connector, channel);
    if (channel !== 'directline') await visitor.send('hello');
    for (const [index, next] of [...WAY, undefined].entries()) {
      await tell(visitor, index, `step ${index}`, NONE);
      await visitor.send(bot.app.content.text('crisis.choice.continue', 'en'));
      const [went] = await visitor.heard();
      // By SMS what a turn says goes out in as few messages as hold it.
      const continues = went?.split('\n', 1)[0];
      expect([index, continues]).toEqual([index, bot.app.content.text('crisis.reply.continue', 'en')]);
      if (next) await step(visitor, bot, next);
    }
    const booked = await bot.app.db.query('SELECT id FROM bookings WHERE visitor LIKE ?', [
      `visitor/${channel}/%`,
    ]);
    expect(booked.length).toBeGreaterThan(0);
    expect({ missed, twice }).toEqual({ missed: [], twice: [] });
  }, 60_000);

  it.each(TRIED)(
    'is answered first under every fault, after %i steps',
    async (steps) => {
      const visitor = await talker(bot, connector, channel);
      if (channel !== 'directline') await visitor.send('hello');
      for (const one of WAY.slice(0, steps)) await step(visitor, bot, one);
      const faults = FAULTS.filter(({ only }) => only?.(channel) !== false);
      for (const [index, fault] of faults.entries())
        await tell(visitor, index + steps, `step ${steps}`, fault);
      expect({ missed, twice }).toEqual({ missed: [], twice: [] });
    },
    60_000,
  );
});
