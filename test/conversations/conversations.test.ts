import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import type { Visitor } from '../support/visitor';
import { act, transcripts } from './transcripts';
import type { Step } from './transcripts';

describe('conversations', () => {
  let bot: Bot;
  /** Minutes that visitors have let pass. */
  let passed = 0;
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => Date.now() + passed * 60_000 } });
  });
  afterAll(() => bot.stop());

  it.each(transcripts)('$file: $title', async ({ language, steps, at_most: most }) => {
    // From five past the hour on, so that no time that is held comes within the notice while minutes pass.
    passed += 65 - (new Date(Date.now() + passed * 60_000).getUTCMinutes() % 60);
    let visitor = await bot.visitor(language);
    let reference = '';
    if (most !== undefined) expect(steps.length).toBeLessThanOrEqual(most);
    for (const [index, one] of steps.entries()) {
      passed += one.after ?? 0;
      if (one.anew) visitor = await bot.visitor(language);
      await act(visitor, one, reference);
      reference = visitor.last.find(({ booking }) => booking)?.booking?.reference ?? reference;
      const at = `step ${index + 1} (${one.visitor ?? String(one.picks)}); the bot said: ${visitor.keys.join(', ')}`;
      check(visitor, one, at);
    }
  });

  function check(visitor: Visitor, expected: Step, at: string): void {
    const last = visitor.last.at(-1);
    const seen = {
      at,
      asks: visitor.asks,
      missing: (expected.says ?? []).filter((key) => !visitor.keys.includes(key)),
      unwanted: (expected.never ?? []).filter((key) => visitor.keys.includes(key)),
      unsaid: (expected.text ?? []).filter((words) => !visitor.last.some(({ text }) => text.includes(words))),
    };
    const asks = expected.asks === undefined ? visitor.asks : expected.asks;
    expect(seen).toEqual({ at, asks, missing: [], unwanted: [], unsaid: [] });
    const booked = visitor.last.find(({ booking }) => booking)?.booking;
    if (expected.booking) expect(booked).toMatchObject(expected.booking);
    for (const [format, reasons] of Object.entries(expected.reasons ?? {})) {
      expect(last?.comparison?.formats.find(({ id }) => id === format)).toMatchObject(reasons);
    }
  }
});
