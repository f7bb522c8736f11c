import { startTextBot } from './texter';
import type { TextBot, Texter } from './texter';

describe('who wants no texts any more', () => {
  let texts: TextBot;
  beforeAll(async () => {
    texts = await startTextBot();
  }, 120_000);
  afterAll(() => texts.stop());
  beforeEach(() => {
    texts.api.answers = [];
  });

  const stops = async (): Promise<number> =>
    (await texts.bot.app.db.query('SELECT visitor FROM text_stops')).length;

  async function gone(texter: Texter): Promise<void> {
    expect((await texter.say('please stop texting me')).length).toBe(1);
  }

  it.each([
    ...['STOP', 'stopall', 'Unsubscribe', 'CANCEL', 'end', 'Quit', 'REVOKE', 'OptOut', 'Stop.'],
    ...[
      'please stop texting me',
      "Don't text me anymore!",
      'no more texts pls',
      'can you take me off your list',
    ],
    ...[
      'no me escriban más',
      'Por favor, dejen de mandarme mensajes',
      'ya no quiero recibir mensajes',
      'ALTO',
    ],
  ])('says so by %j, is told once, and is not answered again', async (words) => {
    const before = await stops();
    const texter = texts.texter();
    await texter.say('how much is it');
    const [confirmed = '', ...more] = await texter.say(words);
    expect(confirmed).toContain('Juniper Street');
    expect(more).toEqual([]);
    expect(await stops()).toBe(before + 1);
    for (const later of [words, 'thanks', 'ok', 'bye']) expect(await texter.say(later)).toEqual([]);
  });

  it.each([
    "my ex won't stop texting me",
    'how do i get him to stop texting me',
    'i want to stop drinking',
    'no me escriban más mis amigos, me siento sola',
  ])('is not somebody who only says %j', async (words) => {
    const before = await stops();
    expect((await texts.texter().say(words)).length).toBeGreaterThan(0);
    expect(await stops()).toBe(before);
  });

  it.each(['START', 'unstop', 'Yes', 'text me again please', 'escríbanme otra vez'])(
    'gets texts again after %j',
    async (words) => {
      const texter = texts.texter();
      await gone(texter);
      expect((await texter.say(words)).length).toBeGreaterThan(0);
      expect((await texter.say('how much is it')).join()).toContain('$120');
    },
  );

  it.each(['how much is group therapy?', 'i want to book an appointment', 'hello', 'can i talk to a person'])(
    'is answered again when they write because they want something: %j',
    async (words) => {
      const texter = texts.texter();
      await gone(texter);
      const [first = ''] = await texter.say(words);
      expect(first).toContain('"no more texts"');
      expect((await texter.say('how long is a session')).length).toBeGreaterThan(0);
    },
  );

  it('is helped in a crisis all the same, may answer that, and stays in peace otherwise', async () => {
    const texter = texts.texter();
    await gone(texter);
    expect((await texter.say('i want to kill myself'))[0]).toContain('988');
    expect((await texter.say('5')).length).toBeGreaterThan(0);
    expect(await texter.say('thanks')).toEqual([]);
  });

  it('is helped when they say both in one text', async () => {
    const texter = texts.texter();
    expect((await texter.say('i want to kill myself. stop texting me'))[0]).toContain('988');
  });

  it('is written to in a crisis although the carrier may block it, and staff learn of it where it does', async () => {
    const texter = texts.texter();
    expect((await texter.say('i want to kill myself'))[0]).toContain('988');
    expect(await texter.say('STOP', { OptOutType: 'STOP' })).toEqual([]);
    const cases = () => texts.bot.app.db.query("SELECT id FROM cases WHERE kind = 'escalation'");
    const before = (await cases()).length;
    const blocked = { status: 400, code: 21610 };
    texts.api.answers = [blocked, blocked, blocked, blocked];
    texts.api.requests.length = 0;
    expect(await texter.say('i have a gun and i will do it tonight')).toEqual([]);
    expect(texts.api.requests.length).toBeGreaterThan(0);
    expect(await cases()).toHaveLength(before + 1);
    texts.api.answers = [];
    expect((await texter.say('START', { OptOutType: 'START' })).length).toBeGreaterThan(0);
    expect((await texter.say('i want to kill myself'))[0]).toContain('988');
  });

  it('hears it from Twilio where Twilio has answered, and from us not a second time', async () => {
    const texter = texts.texter();
    await texter.say('hello');
    expect(await texter.say('STOP', { OptOutType: 'STOP' })).toEqual([]);
    // What Twilio blocks is not even tried.
    expect(await texter.say('how much is it')).toEqual([]);
    expect((await texter.say('START', { OptOutType: 'START' })).length).toBeGreaterThan(0);
    expect(await texter.say('HELP', { OptOutType: 'HELP' })).toEqual([]);
  });

  it('is known from the API too: 21610 is kept, and not tried again', async () => {
    const texter = texts.texter();
    await texter.say('hello');
    texts.api.answers = [{ status: 400, code: 21610 }];
    expect((await texter.say('how much is it')).join()).not.toContain('$120');
    texts.api.answers = [];
    expect(await texter.say('how long is a session')).toEqual([]);
    expect((await texter.say('START')).length).toBeGreaterThan(0);
  });

  it('stays so through "delete my data", of which nothing but a hash remains', async () => {
    const texter = texts.texter();
    await gone(texter);
    await texter.say('delete my data');
    await texter.say('1');
    await gone(texter);
    const [row] = await texts.bot.app.db.query('SELECT visitor FROM text_stops ORDER BY stopped_at DESC');
    expect(String(row?.['visitor'])).toMatch(/^visitor\/twilio\/[\w-]{43}$/);
  });

  it('is somebody else than who writes HELP, who learns who this is and how to reach a person', async () => {
    for (const words of ['HELP', 'info']) {
      const said = (await texts.texter().say(words)).join('\n');
      expect(said).toContain('(303) 555-0100');
      expect(said).toContain('911');
    }
  });

  it('may answer YES to a question, and START is no wish to start over', async () => {
    const texter = texts.texter();
    await texter.say('help me choose');
    expect((await texter.say('YES')).join()).toContain('Who is the support for?');
    expect((await texter.say('START')).join()).toContain('Who is the support for?');
  });
});
