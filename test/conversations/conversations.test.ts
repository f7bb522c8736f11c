import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import type { Visitor } from '../support/visitor';

/** One turn of a transcript; README.md beside this file explains each field to those who write them. */
const step = z
  .strictObject({
    visitor: z.string().optional(),
    picks: z.union([z.string(), z.int().positive()]).optional(),
    after: z.int().positive().optional(),
    anew: z.literal(true).optional(),
    asks: z.string().nullable().optional(),
    says: z.array(z.string()).optional(),
    never: z.array(z.string()).optional(),
    text: z.array(z.string()).optional(),
    booking: z.record(z.string(), z.string()).optional(),
    reasons: z
      .record(z.string(), z.strictObject({ for: z.array(z.string()), against: z.array(z.string()) }))
      .optional(),
  })
  .refine(
    ({ visitor, picks }) => (visitor === undefined) !== (picks === undefined),
    'visitor or picks, one of them',
  );
const transcript = z.strictObject({
  title: z.string(),
  why: z.string(),
  language: z.string(),
  at_most: z.int().positive().optional(),
  steps: z.array(step).min(1),
});

const files = readdirSync(__dirname).filter((name) => name.endsWith('.yaml'));
const transcripts = files.map((file) => ({
  file,
  ...transcript.parse(load(readFileSync(join(__dirname, file), 'utf8'))),
}));

describe('conversations', () => {
  let bot: Bot;
  /** Minutes that visitors have let pass. */
  let passed = 0;
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => Date.now() + passed * 60_000 } });
  });
  afterAll(() => bot.stop());

  it.each(transcripts)('$file: $title', async ({ language, steps, at_most: most }) => {
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

  async function act(
    visitor: Visitor,
    { visitor: typed, picks }: z.infer<typeof step>,
    reference: string,
  ): Promise<void> {
    if (typeof picks === 'number') await visitor.pickAt(picks - 1);
    else if (picks !== undefined) await visitor.pick(picks);
    else await visitor.say((typed ?? '').replace('{reference}', reference));
  }

  function check(visitor: Visitor, expected: z.infer<typeof step>, at: string): void {
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
