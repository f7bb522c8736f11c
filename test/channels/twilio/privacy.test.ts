import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tables } from '../../../src/storage/tables';
import { until } from '../../handoff/receivers';
import { startTextBot } from './texter';
import type { TextBot } from './texter';

const NUMBER = '+13035557342';
const DIGITS = '3035557342';

describe('the number of who writes by text', () => {
  let texts: TextBot;
  beforeAll(async () => {
    texts = await startTextBot();
  }, 120_000);
  afterAll(() => texts.stop());

  /** Tables that hold the number. */
  async function holders(): Promise<string[]> {
    const { db } = texts.bot.app;
    const found: string[] = [];
    for (const table of tables()) {
      const rows = await db.query(`SELECT * FROM ${table}`);
      if (JSON.stringify(rows).includes(DIGITS)) found.push(table);
    }
    return found;
  }

  it('is kept nowhere while they only talk, and only as an address once somebody is to write back', async () => {
    const texter = texts.texter(NUMBER);
    await texter.say('how much is it');
    expect(await holders()).toEqual([]);
    await texter.say('can i talk to a person');
    await texter.say('my name is Ana, mail me at ana@example.org');
    await until(
      'the request',
      async () => (await texts.bot.app.db.query('SELECT conversation FROM addresses')).length > 0,
    );
    expect(await holders()).toEqual(['addresses']);
  });

  it('is gone from the files after "delete my data", and they are told so', async () => {
    const texter = texts.texter(NUMBER);
    await texter.say('delete my data');
    expect((await texter.say('1')).join()).toContain('deleted');
    expect(await holders()).toEqual([]);
    const files = (): string[] => readdirSync(texts.bot.dataDir, { recursive: true, encoding: 'utf8' });
    const holding = (): string[] =>
      files().filter((file) => {
        try {
          return readFileSync(join(texts.bot.dataDir, file)).includes(DIGITS);
        } catch {
          return false;
        }
      });
    await until('the bytes to go', () => holding().length === 0);
  }, 60_000);
});
