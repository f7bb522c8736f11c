import { startBot } from '../support/bot';
import { WAY, take } from '../support/way';

const HOUR = 3_600_000;

describe('a visitor who comes back', () => {
  it('after hours is asked whether to go on, and goes on at the very question, with every answer kept', async () => {
    let clock = Date.now();
    const bot = await startBot({ parts: { now: () => clock } });
    const visitor = await bot.visitor('en');
    for (const step of WAY.slice(0, 9)) await take(visitor, step);
    clock += 7 * HOUR;
    const back = await visitor.returning();
    await back.say('hi');
    expect(back.asks).toBe('resume');
    await back.pick('flow.resume.go_on');
    expect(back.asks).toBe(WAY[8]?.asks);
    clock += 7 * HOUR;
    const again = await back.returning();
    await again.say('weekday evenings');
    expect(again.asks).toBe('mode');
    clock += 7 * HOUR;
    const last = await again.returning();
    await last.say('hello');
    await last.pick('flow.resume.anew');
    expect(last.keys).toContain('flow.started_over');
    await bot.stop();
  });

  it('after minutes is not asked', async () => {
    let clock = Date.now();
    const bot = await startBot({ parts: { now: () => clock } });
    const visitor = await bot.visitor('en');
    for (const step of WAY.slice(0, 9)) await take(visitor, step);
    clock += HOUR / 4;
    await visitor.say('hi');
    expect(visitor.asks).toBe(WAY[8]?.asks);
    await bot.stop();
  });
});
