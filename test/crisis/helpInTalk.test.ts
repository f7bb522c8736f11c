import { Connector } from '../azure/connector';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { switchableDatabase } from './faults';
import { talker } from './talker';
import type { Talker } from './talker';

const CHANNELS = ['directline', 'msteams', 'sms', 'webchat', 'telegram'];
const URGENT = 'i want to kill myself';

let bot: Bot;
let connector: Connector;
let minutes = 0;
beforeAll(async () => {
  connector = await Connector.start();
  const now = () => Date.now() + minutes * 60_000;
  bot = await startBot({ env: { ALLOW_ANONYMOUS: '1' }, parts: { now } });
});
afterAll(async () => {
  await bot.stop();
  await connector.stop();
});

/** Someone at the first question of the preferences, which is open beneath whatever comes. */
async function atConsent(channel: string): Promise<{ visitor: Talker; question: string }> {
  const visitor = await talker(bot, connector, channel);
  if (channel !== 'directline') await visitor.send('hello');
  await visitor.send(words('menu.preferences'));
  const question = (await visitor.heard()).at(-1) ?? '';
  return { visitor, question };
}

const words = (key: string, language = 'en'): string => bot.app.content.text(key, language);

async function ask(visitor: Talker, text: string, more: object = {}): Promise<string[]> {
  await visitor.heard();
  await visitor.send(text, more);
  return visitor.heard();
}

async function outcome(): Promise<unknown> {
  const rows = await bot.app.db.query(
    "SELECT outcome FROM cases WHERE kind = 'escalation' ORDER BY updated_at DESC, created_at DESC LIMIT 1",
  );
  return rows[0]?.['outcome'];
}

describe.each(CHANNELS)('after help on %s, the visitor chooses', (channel) => {
  it.each([
    ['call', 'call', '988', 'asked_to_call'],
    ['text', 'Text 988', '988', 'asked_to_text'],
    ['reach the practice', 'practice', 'day and night', 'asked_for_practice'],
    ['keep going', 'keep going', 'we can go on', 'continued'],
    ['"I am safe"', "I'm safe", 'Thank you for letting me know', 'safe'],
  ])(
    'to %s: it is answered, recorded, and the open question is asked again',
    async (_what, says, answer, recorded) => {
      minutes += 1;
      const { visitor, question } = await atConsent(channel);
      await ask(visitor, URGENT);
      const [first, ...rest] = await ask(visitor, says);
      expect(first).toContain(answer);
      expect(rest.at(-1)).toBe(question);
      expect(await outcome()).toBe(recorded);
    },
  );

  it('by its number or by its button too', async () => {
    const { visitor, question } = await atConsent(channel);
    const [help = ''] = await ask(visitor, URGENT);
    const number = /(\d)\.? (?:Keep going here|Go on)/.exec(help)?.[1];
    const [, again] = await ask(visitor, number ?? words('crisis.choice.continue'));
    expect(again).toBe(question);
  });

  it('or none of it: the conversation goes on, and nobody is held', async () => {
    const { visitor } = await atConsent(channel);
    await ask(visitor, URGENT);
    const answers = await ask(visitor, words('consent.yes'));
    expect(answers.join()).toContain(words('question.for_whom.ask'));
  });
});

describe('right after help', () => {
  it.each(['help', 'ayuda', 'no one can help me'])(
    '"%s" brings it again, and not how the chat is used',
    async (wish) => {
      const { visitor, question } = await atConsent('telegram');
      await ask(visitor, URGENT);
      const answers = (await ask(visitor, wish)).join('\n');
      expect(answers).toContain('988');
      expect(answers).not.toContain(words('flow.help'));
      expect((await ask(visitor, 'keep going')).at(-1)).toBe(question);
    },
  );

  it.each(['no', 'no thanks', 'not really', 'yes', 'ok'])(
    '"%s" consents to nothing and refuses nothing: what was asked before is asked again',
    async (words) => {
      const { visitor, question } = await atConsent('telegram');
      await ask(visitor, URGENT);
      expect((await ask(visitor, words)).at(-1)).toBe(question);
    },
  );

  it.each(['start over', 'delete my data'])('"%s" is asked about at once, not put off', async (wish) => {
    const { visitor } = await atConsent('telegram');
    await ask(visitor, words('consent.yes'));
    await ask(visitor, words('choice.for_whom.self'));
    await ask(visitor, URGENT);
    const answers = (await ask(visitor, wish)).join('\n');
    const key = wish === 'start over' ? 'sure.start_over' : 'sure.delete_my_data';
    expect(answers).toContain(words(key));
  });
});

it('the words of two buttons, pressed one after the other, are never read as one sentence', async () => {
  const visitor = await talker(bot, connector, 'telegram');
  const press = (key: string) => ask(visitor, words(key, 'es'));
  await ask(visitor, 'hola');
  for (const key of ['menu.preferences', 'consent.yes', 'choice.for_whom.self', 'choice.concerns.stress'])
    await press(key);
  const asked = await press('choice.attention.unsure');
  expect(asked.join()).toContain(words('question.sharing.ask', 'es'));
  await ask(visitor, 'quiero llamar');
  // "Seguir aquí", "No es para mí".
  await press('handoff.back');
  const answers = await press('choice.sharing.uncomfortable');
  expect(answers.join()).not.toContain('988');
  expect(answers.join()).toContain(words('question.privacy.ask', 'es'));
});

describe('the same help', () => {
  it('is short the second time, in full for another or a more urgent tier, and in full again after half an hour', async () => {
    const { visitor } = await atConsent('telegram');
    const full = words('crisis.ideation.acknowledge');
    const short = 'Help is still there for you';
    expect((await ask(visitor, URGENT))[0]).toContain(full);
    expect((await ask(visitor, URGENT))[0]).toContain(short);
    expect((await ask(visitor, 'my husband hits me'))[0]).toContain(words('crisis.abuse.acknowledge'));
    expect((await ask(visitor, URGENT))[0]).toContain(short);
    const imminent = 'i am going to kill myself tonight';
    expect((await ask(visitor, imminent))[0]).toContain(words('crisis.imminent.acknowledge'));
    expect((await ask(visitor, URGENT))[0]).toContain(short);
    expect((await ask(visitor, imminent))[0]).toContain(words('crisis.imminent.acknowledge'));
    expect((await ask(visitor, imminent))[0]).toContain(short);
    minutes += 31;
    expect((await ask(visitor, URGENT))[0]).toContain(full);
  });

  it('is said in full when it is due for the first time with the messages before', async () => {
    const { visitor } = await atConsent('telegram');
    await ask(visitor, 'i want to');
    const [first] = await ask(visitor, 'kill myself');
    expect(first).toContain('988');
    expect(first).not.toContain('Help is still there');
  });
});

describe('the help lines', () => {
  it('are those of the country that the visitor names with it, and later messages keep to it', async () => {
    const { visitor } = await atConsent('telegram');
    const [first] = await ask(visitor, "I'm in Mexico and i want to kill myself");
    expect(first).toContain('800 911 2000');
    expect(first).not.toContain('988');
    expect((await ask(visitor, 'my husband hits me'))[0]).toContain('800 911 2000');
  });

  it('are those of the country that the visitor named long before', async () => {
    const { visitor } = await atConsent('telegram');
    await ask(visitor, 'estoy en España');
    const [first] = await ask(visitor, URGENT);
    expect(first).toContain('024');
    expect(first).not.toContain('988');
  });

  it('are said again for the country that the visitor names in answer to them, without a second alert', async () => {
    const { visitor, question } = await atConsent('telegram');
    await ask(visitor, URGENT);
    const count = async () =>
      (await bot.app.db.query("SELECT id FROM cases WHERE kind = 'escalation'")).length;
    const before = await count();
    const [first] = await ask(visitor, 'Ireland');
    expect(first).toContain('50808');
    expect(first).toContain('116 123');
    expect(await count()).toBe(before);
    expect((await ask(visitor, 'keep going')).at(-1)).toBe(question);
  });

  it('are by the phone number before the locale, and by the locale before the practice', async () => {
    const { visitor } = await atConsent('sms');
    const from = { id: '+5215512345678', name: '' };
    expect((await ask(visitor, URGENT, { from, locale: 'en-GB' }))[0]).toContain('800 911 2000');
    const other = await talker(bot, connector, 'msteams');
    expect((await ask(other, URGENT, { locale: 'en-GB' }))[0]).toContain('116 123');
    const third = await talker(bot, connector, 'msteams');
    expect((await ask(third, URGENT, { locale: 'en' }))[0]).toContain('988');
  });

  it('are those of the United States in Puerto Rico, and none but 112 and the directory where none are known', async () => {
    const { visitor } = await atConsent('telegram');
    expect((await ask(visitor, `i am in puerto rico and ${URGENT}`))[0]).toContain('988');
    const [first] = await ask(visitor, `i live in colombia and ${URGENT}`);
    expect(first).toContain('112');
    expect(first).toContain('findahelpline.com');
    expect(first).not.toContain('988');
  });

  it('follow the state of the conversation where this process did not hear where the visitor is', async () => {
    const { visitor } = await atConsent('telegram');
    await ask(visitor, 'estoy en España');
    const db = switchableDatabase(bot.app.db, { down: false });
    const shared = { ...db, close: () => Promise.resolve() };
    const other = await startBot({ env: { ALLOW_ANONYMOUS: '1' }, parts: { db: shared } });
    const moved = await talker({ ...bot, url: other.url }, connector, 'telegram', visitor.id);
    const said = await ask(moved, URGENT);
    expect(said[0]).toContain('988');
    expect(said[1]).toContain('024');
    expect(said[1]).not.toContain('988');
    await other.stop();
  });
});
