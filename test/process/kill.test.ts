import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentFiles } from '../../src/places';
import { loadContent } from '../../src/content/loadContent';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { Visitor } from '../support/visitor';
import { WAY, take } from '../support/way';

describe('a bot that is killed in the middle', () => {
  const content = loadContent(contentFiles({}));
  let dataDir: string;
  let bot: BotProcess;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'triage-kill-'));
    bot = await startBotProcess(dataDir);
  });
  afterAll(async () => {
    await bot.kill();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('goes on after kill -9 in every step, from the greeting to the reference, with every answer kept', async () => {
    let visitor = await Visitor.open(bot.url, 'en', content);
    for (const step of WAY) {
      await bot.kill();
      bot = await startBotProcess(dataDir);
      visitor = visitor.movedTo(bot.url);
      await take(visitor, step);
      expect({ step, asks: visitor.asks }).toEqual({ step, asks: step.asks });
    }
    const booked = visitor.last.find(({ booking }) => booking)?.booking;
    expect(booked).toMatchObject({ kind: 'appointment', status: 'confirmed' });
  }, 300_000);

  it('lets a turn in flight finish when it is told to stop, and is out within 10 seconds', async () => {
    const visitor = await Visitor.open(bot.url, 'en', content);
    const turn = visitor.send({ type: 'message', text: 'how much is it' });
    const [code] = await Promise.all([bot.stop(), turn]);
    expect(code).toBe(0);
    bot = await startBotProcess(dataDir);
    const said = await visitor.movedTo(bot.url).read();
    expect(said.flatMap(({ keys }) => keys)).toContain('faq.cost.individual');
  });

  it('writes nothing of what was said, and no name or number, into its log', () => {
    for (const secret of ['Robin', 'Vale', '5550117', '555 0117', 'how much'])
      expect(bot.log()).not.toContain(secret);
  });
});
