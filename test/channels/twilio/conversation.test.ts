import { WAY } from '../../support/way';
import { PRACTICE, startTextBot } from './texter';
import type { TextBot, Texter } from './texter';

describe('a conversation by Twilio', () => {
  let texts: TextBot;
  beforeAll(async () => {
    texts = await startTextBot();
  }, 120_000);
  afterAll(() => texts.stop());

  /** What a visitor types for a step of the way: the label itself, in the language. */
  const typed = (step: (typeof WAY)[number], language: string): string => {
    if (step.typed !== undefined) return step.typed;
    if (typeof step.pick === 'number') return String(step.pick);
    return texts.bot.app.content.text(step.pick ?? '', language);
  };
  const booked = async (name: string): Promise<unknown[]> =>
    texts.bot.app.db.query("SELECT id FROM bookings WHERE name = ? AND status = 'confirmed'", [name]);

  // `say` counts the messages and the parts of every turn.
  it.each([
    ['en', 'hello', 'Robin Vale'],
    ['es', 'hola, busco ayuda para mí', 'Rocío Vega'],
  ])(
    'goes from hello to a booked time in %s, in words, with no turn too long',
    async (language, hello, name) => {
      const texter = texts.texter();
      await texter.say(hello);
      if (language === 'es') await texter.say('en español por favor');
      for (const step of WAY.map((one) => (one.typed === 'Robin Vale' ? { ...one, typed: name } : one)))
        await texter.say(typed(step, language));
      expect(await booked(name)).toHaveLength(1);
    },
    90_000,
  );

  it.each(['2', '2.', 'two', 'the second', 'option 2', 'My partner and me'])(
    'understands %j as the second of the choices',
    async (words) => {
      const texter = texts.texter();
      await texter.say('help me choose');
      expect((await texter.say('ok')).join()).toContain('\n2. My partner and me');
      expect((await texter.say(words)).join()).toContain('What brings you here?');
      expect((await texter.say('what do you know about me')).join()).toMatch(/My partner and me/);
    },
  );

  it('gives the rest of what is long when asked for more, and then the question', async () => {
    const texter = texts.texter();
    await texter.say('hello');
    const read: string[] = [];
    let said = await texter.say('compare individual and group therapy');
    for (let turns = 0; said.at(-1)?.includes('Write "more"') && turns < 10; turns++) {
      read.push(...said);
      said = await texter.say('more');
      expect(said).not.toEqual([]);
    }
    expect(said.at(-1)).toMatch(/\d\. /);
  }, 60_000);
});

describe('texts as Twilio sends them', () => {
  let texts: TextBot;
  beforeAll(async () => {
    texts = await startTextBot();
  }, 120_000);
  afterAll(() => texts.stop());

  const picture = { NumMedia: '1', MediaContentType0: 'image/jpeg', MediaUrl0: 'https://api.twilio.com/x' };
  const first = async (texter: Texter, body: string, more = {}): Promise<string> =>
    (await texter.say(body, more)).join('\n');

  it.each([
    ['a picture alone', '', picture, /cannot open files or pictures. Please write/],
    ['a picture with words', 'how much is it', picture, /read only your words[\s\S]*\$120/],
    ['nothing', '', {}, /automated assistant/],
    ['spaces', '   ', {}, /automated assistant/],
    ['an emoji', '👍', {}, /1\. /],
    ['a picture and a cry for help', 'i want to kill myself', picture, /988/],
    [
      'a long text in parts',
      `how much is it? ${'I have been busy. '.repeat(70)}`,
      { NumSegments: '8' },
      /\S/,
    ],
    ['words under a service', 'how much is it', { MessagingServiceSid: `MG${'0'.repeat(32)}` }, /\$120/],
    ['parameters that are new', 'how much is it', { SomethingNew: 'x', ChannelMetadata: '{}' }, /\$120/],
    ['WhatsApp', 'how much is it', { From: 'whatsapp:+13035554321', To: `whatsapp:${PRACTICE}` }, /./],
  ])('%s: are answered rightly', async (_what, body, more, expected) => {
    const from = (more as { From?: string }).From;
    expect(await first(texts.texter(...(from === undefined ? [] : [from])), body, more)).toMatch(expected);
  });

  it('an empty one in the middle is named, and the question comes again', async () => {
    const texter = texts.texter();
    await texter.say('hello');
    expect((await texter.say('')).join('\n')).toMatch(/empty message[\s\S]*1\. /);
  });

  it('help comes first and whole, in one text, with the number in its first part', async () => {
    const texter = texts.texter();
    const [help = ''] = await texter.say('i want to kill myself');
    expect(help.slice(0, 153)).toContain('988');
    expect(help).toContain('911');
    expect(help).toContain('findahelpline.com');
  });

  it.each([
    ['+525512345678', { FromCountry: 'MX' }, '911'],
    ['+447911123456', { FromCountry: 'GB' }, '999'],
    ['+34612345678', { FromCountry: 'ES' }, '112'],
    ['12345', { FromCountry: 'GB' }, '999'],
  ])('help for %s is that of its country', async (number, more, emergency) => {
    const [help = ''] = await texts.texter(number, more).say('i want to kill myself');
    expect(help).toContain(emergency);
    if (emergency !== '911') expect(help).not.toContain('988');
  });
});
