import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentFiles } from '../../src/places';
import { loadContent } from '../../src/content/loadContent';
import { openDatabase } from '../../src/storage/openDatabase';
import { tables } from '../../src/storage/tables';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { runCli } from '../support/cli';
import { describePostgres, startPostgres } from '../support/postgres';
import type { Postgres } from '../support/postgres';
import { Visitor } from '../support/visitor';
import { WAY, take } from '../support/way';

describePostgres('npm run storage:copy', () => {
  const content = loadContent(contentFiles({}));
  let postgres: Postgres;
  let dataDir: string;
  let databaseUrl: string;
  let bot: BotProcess | undefined;
  beforeAll(async () => {
    postgres = await startPostgres();
    dataDir = mkdtempSync(join(tmpdir(), 'triage-copy-'));
    databaseUrl = await postgres.database();
  });
  afterAll(async () => {
    await bot?.kill();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('takes a practice with its visitors to PostgreSQL: they go on where they were, with what they had booked', async () => {
    bot = await startBotProcess(dataDir);
    const visitor = await Visitor.open(bot.url, 'en', content);
    for (const step of WAY) await take(visitor, step);
    const { reference } = visitor.last.find(({ booking }) => booking)?.booking ?? {};
    expect(reference).toBeDefined();
    const other = await Visitor.open(bot.url, 'es', content);
    await other.pick('menu.preferences');
    await bot.stop();

    const { code, out } = await copy({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
    expect(code).toBe(0);
    const counts = new Map(out.map((line) => line.trim().split(/ {2}/).reverse() as [string, string]));
    expect([...counts.keys()].slice(0, -1)).toEqual(tables());
    expect(counts.get('bookings')).toBe('1');
    expect(counts.get('dl_conversations')).toBe('2');
    expect(out.at(-1)).toContain(
      String([...counts.values()].slice(0, -1).reduce((sum, n) => sum + Number(n), 0)),
    );

    bot = await startBotProcess(join(dataDir, 'unused'), { DATABASE_URL: databaseUrl });
    const moved = other.movedTo(bot.url);
    await moved.pick('consent.yes');
    expect(moved.asks).toBe('for_whom');
    const back = visitor.movedTo(bot.url);
    await back.say('what do you know about me');
    expect(back.last.map(({ text }) => text).join('\n')).toContain('Robin Vale');
    const db = await openDatabase({ dataDir, databaseUrl });
    expect(await db.query('SELECT reference, name FROM bookings')).toEqual([
      { reference, name: 'Robin Vale' },
    ]);
    await db.close();
  }, 60_000);

  it('says what is wrong and copies nothing: no target, no file, a target that is in use', async () => {
    const used = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
    for (const [env, because] of [
      [{ DATA_DIR: dataDir }, /^CONFIG_INVALID: .*\n.*DATABASE_URL/],
      [{ ...used, DATA_DIR: join(dataDir, 'elsewhere') }, /^CONFIG_INVALID: .*\n.*DATA_DIR/],
      [used, /^STORAGE_COPY: .*\n.*empty database/],
    ] as const) {
      const { code, err } = await copy(env);
      expect(err).toMatch(because);
      expect(code).toBe(1);
    }
  });
});

const copy = (env: NodeJS.ProcessEnv) => runCli(['storage:copy'], env);
