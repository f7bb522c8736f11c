import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { purge } from '../../src/storage/retention';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';

/** Words that stand nowhere else, so that finding one means that it was kept. */
const CANARIES = ['Quillfeather', 'zebrawood', '555-0199', 'quill@example.org'];

function tracesIn(bot: Bot): string[] {
  const files = readdirSync(bot.dataDir).map((name) =>
    readFileSync(join(bot.dataDir, name)).toString('latin1'),
  );
  return CANARIES.filter((canary) => files.some((file) => file.includes(canary)));
}

describe('"delete my data"', () => {
  it('leaves no trace of a visitor in the database files, the log or the stored replies', async () => {
    const bot = await startBot();
    const visitor = await bot.visitor('en');
    await visitor.say('my name is Quillfeather, I have anxiety since the zebrawood thing');
    await visitor.say('my number is 303-555-0199 and quill@example.org');
    await visitor.say('what do you know about me');
    expect(visitor.keys).toContain('flow.known');
    await bot.app.db.query('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(tracesIn(bot)).toEqual(CANARIES);
    await visitor.say('delete my data');
    expect(visitor.keys).toContain('sure.delete_my_data');
    await visitor.pick('sure.do.delete_my_data');
    expect(visitor.keys).toContain('flow.deleted');
    await bot.app.db.query('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(tracesIn(bot)).toEqual([]);
    await visitor.say('what do you know about me');
    expect(visitor.keys).toContain('flow.nothing_known');
    await bot.stop();
  });
});

describe('what has been kept long enough', () => {
  it('is deleted, and what is younger stays', async () => {
    const bot = await startBot();
    const visitor = await bot.visitor('en');
    await visitor.say('my name is Quillfeather');
    const { db } = bot.app;
    const keep = { keepConversationsDays: 30, keepBookingsDays: 365 };
    await purge(db, keep, Date.now() + 29 * 86_400_000);
    const [young] = await db.query('SELECT count(*) AS n FROM documents');
    expect(young?.['n']).toBe(2);
    await purge(db, keep, Date.now() + 31 * 86_400_000);
    for (const table of ['documents', 'turns', 'dl_activities', 'dl_conversations']) {
      const [left] = await db.query(`SELECT count(*) AS n FROM ${table}`);
      expect({ table, left: left?.['n'] }).toEqual({ table, left: 0 });
    }
    expect(tracesIn(bot)).toEqual([]);
    await bot.stop();
  });
});
