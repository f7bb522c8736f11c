import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { WAY, take } from '../support/way';

describe('a code that carries a conversation to another device', () => {
  let bot: Bot;
  let clock: number;
  beforeAll(async () => {
    clock = Date.now();
    bot = await startBot({ parts: { now: () => clock } });
  }, 120_000);
  afterAll(() => bot.stop());

  async function offered(): Promise<string> {
    const visitor = await bot.visitor('en');
    for (const step of WAY.slice(0, 9)) await take(visitor, step);
    await visitor.say('code');
    expect(visitor.asks).toBe(WAY[8]?.asks);
    return /\b[2-9A-Z]{6}\b/.exec(visitor.last[0]?.text ?? '')?.[0] ?? '';
  }

  it('brings the answers along, and goes on at the question that is open', async () => {
    const phone = await bot.visitor('es');
    await phone.say((await offered()).toLowerCase());
    expect(phone.keys).toContain('flow.carry.carried');
    expect(phone.asks).toBe('availability');
  });

  it('works once, also for two who type it at the same moment', async () => {
    const code = await offered();
    const [one, two] = [await bot.visitor('en'), await bot.visitor('en')];
    await Promise.all([one.say(code), two.say(code)]);
    const carried = [one, two].filter(({ keys }) => keys.includes('flow.carry.carried'));
    expect(carried).toHaveLength(1);
  });

  it('is no good after a quarter of an hour', async () => {
    const code = await offered();
    clock += 16 * 60_000;
    const phone = await bot.visitor('en');
    await phone.say(code);
    expect(phone.keys).toContain('flow.carry.unknown');
  });

  it('can not be found by trying: after five wrong ones no code is looked up', async () => {
    const code = await offered();
    const phone = await bot.visitor('en');
    for (let index = 0; index < 5; index++) await phone.say('222222');
    await phone.say(code);
    expect(phone.keys).toContain('flow.carry.too_many');
  });
});
