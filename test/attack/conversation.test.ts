import fc from 'fast-check';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { times } from '../support/long';
import { ConversationModel } from './conversationModel';
import { steps } from './steps';

/** Activities posted in all. */
const ACTIVITIES = times(600, 100_000);
/** The short form says the same at every run, so that it fails for whoever broke something; the long form explores. */
const SEED = times(1, Date.now());

let bot: Bot;
beforeAll(async () => (bot = await startBot()));
afterAll(() => bot.stop());

it(
  'whatever visitors do, in whatever order: help comes first, nothing is lost, nothing fails, one question is open',
  async () => {
    let posted = 0;
    let conversations = 0;
    const one = fc.asyncProperty(steps, async ({ locale, taken }) => {
      const model = new ConversationModel(bot.app);
      await model.begin(locale);
      for (const each of taken) await model.take(each);
      posted += model.posted;
      conversations += 1;
      if (model.broken.length > 0) process.stderr.write(`${model.broken.join('\n')}\n`);
      expect(model.broken).toEqual([]);
    });
    while (posted < ACTIVITIES)
      await fc.assert(one, { numRuns: 10, endOnFailure: true, seed: SEED + posted });
    process.stderr.write(
      `model of the conversation: ${posted} activities in ${conversations} conversations\n`,
    );
  },
  times(600_000, 10 * 3_600_000),
);
