import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContent } from '../../src/content/loadContent';
import { contentFiles } from '../../src/places';
import { openDatabase } from '../../src/storage/openDatabase';
import type { StorageOptions } from '../../src/storage/openDatabase';
import { purge } from '../../src/storage/retention';
import { tables } from '../../src/storage/tables';
import type { Database } from '../../src/storage/types';
import { httpReceiver, mailReceiver, until } from '../handoff/receivers';
import type { HttpReceiver, MailReceiver } from '../handoff/receivers';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { describeOwnPostgres, startPostgres } from '../support/postgres';
import type { Postgres } from '../support/postgres';
import { Visitor } from '../support/visitor';
import { WAY, take } from '../support/way';

/** Words that stand nowhere else, so that finding one means that it was kept. */
const CANARIES = ['Quillfeather', 'zebrawood', '5550199', '555-0199', 'quill@example.org'];
/** Who books on the way of the tests. */
const BOOKER = ['Robin Vale', '5550117'];
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const KEEP = { keepConversationsDays: 30, keepBookingsDays: 365 };
const DAY = 24 * 3_600_000;

describe('what a visitor left, on SQLite', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'triage-canaries-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  const files = () => readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name)));
  rules(() => Promise.resolve({ dataDir }), { files: () => Promise.resolve(files()) });
});

describeOwnPostgres('what a visitor left, on PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => (postgres = await startPostgres()));
  afterAll(() => postgres.stop());
  rules(async () => ({ dataDir: '/nowhere', databaseUrl: await postgres.database() }), {
    // What is deleted can no longer be read; its bytes go when a table is written anew.
    rewrite: async (db) => void (await db.query('VACUUM FULL')),
    files: () => postgres.tableFiles(),
  });
});

interface Engine {
  readonly rewrite?: (db: Database) => Promise<void>;
  readonly files: () => Promise<readonly Buffer[]>;
}

function rules(fresh: () => Promise<StorageOptions>, { rewrite, files }: Engine): void {
  const content = loadContent(contentFiles({}));
  let bot: BotProcess;
  let db: Database;
  let mail: MailReceiver;
  let hook: HttpReceiver;
  beforeAll(async () => {
    const store = await fresh();
    [mail, hook] = [await mailReceiver(), await httpReceiver()];
    const staff = {
      ...{ SMTP_URL: mail.url, MAIL_FROM: 'bot@practice.example' },
      ...{ WEBHOOK_URL: hook.url, WEBHOOK_SECRET: SECRET, LOG_LEVEL: 'trace' },
    };
    const { dataDir, databaseUrl } = store;
    bot = await startBotProcess(dataDir, { ...staff, ...(databaseUrl && { DATABASE_URL: databaseUrl }) });
    db = await openDatabase(store);
  }, 60_000);
  afterAll(async () => {
    await bot.kill();
    await db.close();
    await Promise.all([mail.close(), hook.close()]);
  });

  /** Where in the tables a word stands. */
  async function rowsWith(words: readonly string[]): Promise<string[]> {
    const places: string[] = [];
    for (const table of tables())
      for (const row of await db.query(`SELECT * FROM ${table}`))
        for (const [column, value] of Object.entries(row))
          if (words.some((word) => String(value).includes(word))) places.push(`${table}.${column}`);
    return [...new Set(places)].sort();
  }

  async function isInFiles(words: readonly string[]): Promise<boolean> {
    return (await files()).some((file) => words.some((word) => file.includes(word)));
  }

  async function leavesTheFiles(words: readonly string[]): Promise<void> {
    await rewrite?.(db);
    await until('no file holds it', async () => !(await isInFiles(words)));
  }

  async function deletesEverything(visitor: Visitor): Promise<void> {
    await visitor.say('delete my data');
    await visitor.pick('sure.do.delete_my_data');
    expect(visitor.keys).toContain('flow.deleted');
  }

  it('is nowhere once they have had it deleted: no row, no file, no log, no outbox', async () => {
    const visitor = await Visitor.open(bot.url, 'en', content);
    await visitor.say('my name is Quillfeather, I have anxiety since the zebrawood thing');
    await visitor.say('my number is 303-555-0199 and quill@example.org');
    await visitor.say('I want to kill myself because of the zebrawood');
    await visitor.say('I am safe, this was a mistake');
    await visitor.say('can I talk to a person about the zebrawood');
    await until('staff were told', () => mail.mails.length > 0 && hook.told.length > 0);
    expect(await rowsWith(CANARIES)).toEqual(
      expect.arrayContaining(['dl_activities.activity', 'documents.value', 'turns.replies']),
    );
    expect(await isInFiles(CANARIES)).toBe(true);
    await deletesEverything(visitor);
    expect(await rowsWith(CANARIES)).toEqual([]);
    await leavesTheFiles(CANARIES);
  }, 60_000);

  it('is what the practice needs of a booking, and that until its time is over', async () => {
    const visitor = await Visitor.open(bot.url, 'en', content);
    for (const step of WAY) await take(visitor, step);
    await deletesEverything(visitor);
    expect(await rowsWith(BOOKER)).toEqual(['bookings.name', 'bookings.phone']);
    await purge(db, KEEP, Date.now() + (KEEP.keepBookingsDays - 1) * DAY);
    expect(await rowsWith(BOOKER)).toEqual(['bookings.name', 'bookings.phone']);
    // The horizon within which one can book is part of it.
    await purge(db, KEEP, Date.now() + 2 * KEEP.keepBookingsDays * DAY);
    expect(await rowsWith(BOOKER)).toEqual([]);
    expect(await db.query('SELECT resource FROM claims')).toEqual([]);
    await leavesTheFiles(BOOKER);
  }, 60_000);

  it('was never told to the log, to a mail or to the webhook', () => {
    const said = [bot.log(), ...mail.mails.map(({ source }) => source), ...hook.told.map(({ body }) => body)];
    expect(said.length).toBeGreaterThan(2);
    for (const word of [...CANARIES, ...BOOKER])
      expect(said.filter((text) => text.includes(word))).toEqual([]);
  });
}
