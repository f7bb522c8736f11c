import { readReport } from '../../src/commands/report';
import { acknowledge } from '../../src/handoff/acknowledge';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { WAY, take } from '../support/way';

const DAY = 86_400_000;

describe('the report, for the practice', () => {
  let bot: Bot;
  let now = Date.parse('2026-11-25T15:00:00Z');
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => now } });
  });
  afterAll(() => bot.stop());
  const report = (days: number) => readReport(bot.app.db, bot.app.content.profile, { days, now });

  it('counts how far conversations came, each once a step, and forgets nobody who left early', async () => {
    const booked = await bot.visitor();
    for (const step of WAY) await take(booked, step);
    const left = await bot.visitor('es');
    await left.say('hola');
    const { steps } = await report(30);
    expect(steps.began).toEqual({ directline: 2 });
    expect(steps.answering).toEqual({ directline: 1 });
    expect(steps.appointment).toEqual({ directline: 1 });
    expect(steps.waitlist).toEqual({ directline: 0 });
  });

  it('says how many crises were found by tier, and how soon somebody took them on', async () => {
    const visitor = await bot.visitor();
    await visitor.say('I want to kill myself');
    const [alert] = await bot.app.db.query("SELECT reference FROM cases WHERE kind = 'escalation'");
    now += 7 * 60_000;
    await acknowledge(bot.app.db, String(alert?.['reference']), { by: 'ana', now });
    const { safety } = await report(30);
    expect(safety.tiers).toEqual([{ tier: 'ideation', found: 1, taken: 1, medianMinutes: 7 }]);
    expect(safety.secondContact).toBe(0);
  });

  it('holds the days that were asked for, and nothing that leads back to a person', async () => {
    const whole = JSON.stringify(await report(30));
    expect(whole).not.toMatch(/robin|vale|kill|conversation\/|visitor\//i);
    now += 40 * DAY;
    const later = await report(30);
    expect(later.steps.began).toEqual({});
    expect(later.safety.tiers).toEqual([]);
  });
});
