import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContent } from '../../src/content/loadContent';
import { contentFiles } from '../../src/places';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { runCli } from '../support/cli';
import { describePostgres, startPostgres } from '../support/postgres';
import { Visitor } from '../support/visitor';
import { WAY, take } from '../support/way';

const content = loadContent(contentFiles({}));
let dir: string;
let bot: BotProcess | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'triage-backup-'));
});
afterEach(async () => {
  await bot?.kill();
  rmSync(dir, { recursive: true, force: true });
});

const backUp = (env: NodeJS.ProcessEnv, file: string) => runCli(['backup', file], env);
const restore = (env: NodeJS.ProcessEnv, ...args: string[]) => runCli(['restore', ...args], env);

/** A visitor books, everything is backed up while the bot runs, brought back elsewhere, and they go on there. */
async function comesBack(from: NodeJS.ProcessEnv, to: NodeJS.ProcessEnv): Promise<string> {
  const file = join(dir, 'kept', 'backup');
  bot = await startBotProcess(join(dir, 'one'), from);
  const visitor = await Visitor.open(bot.url, 'en', content);
  for (const step of WAY) await take(visitor, step);
  expect(await backUp({ DATA_DIR: join(dir, 'one'), ...from }, file)).toMatchObject({ code: 0 });
  await bot.stop();
  expect(await restore({ DATA_DIR: join(dir, 'two'), ...to }, file)).toMatchObject({ code: 0 });
  bot = await startBotProcess(join(dir, 'two'), to);
  const back = visitor.movedTo(bot.url);
  await back.say('what do you know about me');
  expect(back.last.map(({ text }) => text).join('\n')).toContain('Robin Vale');
  return file;
}

describe('a backup of the embedded file', () => {
  it('is made while the bot runs, is readable by nobody else, and brings visitors back where they were', async () => {
    const file = await comesBack({}, {});
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir, 'two', 'triage.db')).mode & 0o777).toBe(0o600);
  }, 60_000);

  it('never takes the place of a file that is there: neither a backup nor a store', async () => {
    const [env, file] = [{ DATA_DIR: join(dir, 'one') }, join(dir, 'backup')];
    bot = await startBotProcess(env.DATA_DIR);
    expect(await backUp(env, file)).toMatchObject({ code: 0 });
    const before = readFileSync(file);
    for (const refused of [await backUp(env, file), await restore(env, file)]) {
      expect(refused.code).toBe(1);
      expect(refused.err).toMatch(/^BACKUP_FAILED: .*\n.*is there already/);
    }
    expect(readFileSync(file)).toEqual(before);
    const running = await restore(env, file, '--replace');
    expect(running.err).toMatch(/^BACKUP_FAILED: .*\n.*(locked|stop the bot)/);
    await bot.stop();
    expect(await restore(env, file, '--replace')).toMatchObject({ code: 0 });
    expect(statSync(join(env.DATA_DIR, 'triage.db.before-restore')).size).toBeGreaterThan(0);
  }, 60_000);

  it('is looked through before it is brought back: a torn file and one of something else are refused', async () => {
    const env = { DATA_DIR: join(dir, 'one') };
    bot = await startBotProcess(env.DATA_DIR);
    const [file, torn, other] = ['backup', 'torn', 'other'].map((name) => join(dir, name)) as [
      string,
      string,
      string,
    ];
    await backUp(env, file);
    copyFileSync(file, torn);
    truncateSync(torn, statSync(torn).size - 40_000);
    writeFileSync(other, 'not a database at all, but long enough to be taken for one'.repeat(100));
    for (const bad of [torn, other, join(dir, 'missing')]) {
      const { code, err } = await restore({ DATA_DIR: join(dir, 'two') }, bad);
      expect(code).toBe(1);
      expect(err).toMatch(/^BACKUP_FAILED: /);
    }
    expect(() => statSync(join(dir, 'two', 'triage.db'))).toThrow();
  }, 60_000);
});

describePostgres('a backup of PostgreSQL', () => {
  it('is made by pg_dump while the bot runs, and brings visitors back into an empty database only', async () => {
    const postgres = await startPostgres();
    try {
      const [from, to] = [await postgres.database(), await postgres.database()];
      const file = await comesBack({ DATABASE_URL: from }, { DATABASE_URL: to });
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const { code, err } = await restore({ DATABASE_URL: to }, file);
      expect(code).toBe(1);
      expect(err).toMatch(/^BACKUP_FAILED: /);
    } finally {
      await bot?.kill();
      await postgres.stop();
    }
  }, 90_000);
});
