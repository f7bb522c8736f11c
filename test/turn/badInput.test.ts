import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import type { Visitor } from '../support/visitor';
import { WAY, take } from '../support/way';

/** Where the visitor is: three questions answered, the fourth open. */
const ANSWERED = WAY.slice(0, 5);

describe('bad input gets a clear answer and loses nothing', () => {
  let bot: Bot;
  let visitor: Visitor;
  beforeAll(async () => {
    bot = await startBot();
  });
  afterAll(() => bot.stop());
  beforeEach(async () => {
    visitor = await bot.visitor('en');
    for (const step of ANSWERED) await take(visitor, step);
    expect(visitor.asks).toBe('sharing');
  });

  async function expectNothingLost(): Promise<void> {
    expect(visitor.asks).toBe('sharing');
    for (const step of WAY.slice(ANSWERED.length, 12)) await take(visitor, step);
    expect(visitor.keys).toEqual(expect.arrayContaining(['summary.answers', 'summary.answer']));
    expect(visitor.last[0]?.text).toContain('Me');
  }

  it.each([
    ['a message of nothing', '', 'flow.empty'],
    ['a message of blanks', '   \n ', 'flow.empty'],
    ['twenty thousand characters', 'qwrtz plgh '.repeat(1_900).slice(0, 20_000), 'flow.too_long'],
    ['nothing but emoji', '🙃🙃🙃', 'flow.not_understood.first'],
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>', 'flow.not_understood.first'],
    ['an option that is not there', '99', 'flow.not_understood.first'],
    ['words without sense', 'qwrtz plgh', 'flow.not_understood.first'],
  ])('%s: it is said, and the open question comes again', async (_what, text, key) => {
    await visitor.say(text);
    expect(visitor.keys).toContain(key);
    await expectNothingLost();
  });

  it('a file: it is said that it can not be opened', async () => {
    const attachments = [{ contentType: 'image/png', contentUrl: 'https://example.org/x.png' }];
    await visitor.say('', { attachments });
    expect(visitor.keys).toContain('flow.attachment');
    await expectNothingLost();
  });

  it('a card with fields that nobody asked for: they go nowhere', async () => {
    const value = JSON.parse(
      '{"answers":{"mode":"online"},"__proto__":{"asks":"way"},"constructor":{"x":1}}',
    ) as object;
    await visitor.say('', { value });
    await expectNothingLost();
  });

  it('a message while the last one is still being answered: both are, one after the other', async () => {
    const texts = ['that is fine', 'yes, extra privacy', 'my own pace'];
    await Promise.all(texts.map((text) => visitor.send({ type: 'message', text })));
    visitor.last = await visitor.read();
    expect(visitor.asks).toBe('budget');
  });

  it('the third message in a row that is not understood leads to a person, and back to the question', async () => {
    for (const text of ['qwrtz', 'plgh']) await visitor.say(text);
    await visitor.say('xxyyzz');
    expect(visitor.keys).toEqual(expect.arrayContaining(['flow.not_understood.third', 'handoff.reach']));
    await visitor.pick('handoff.back');
    await expectNothingLost();
  });
});

describe('a date in the past', () => {
  it('is never offered and can not be booked', async () => {
    const bot = await startBot();
    const visitor = await bot.visitor('en');
    await visitor.say('book an individual session');
    expect(visitor.asks).toBe('opening');
    await visitor.say('yesterday at 9');
    expect(visitor.asks).toBe('opening');
    expect(visitor.last.some(({ booking }) => booking)).toBe(false);
    await bot.stop();
  });
});
