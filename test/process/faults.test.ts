import { randomUUID } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { Connector } from '../azure/connector';
import { talker } from '../crisis/talker';
import type { Talker } from '../crisis/talker';
import { mailReceiver } from '../handoff/receivers';
import type { MailReceiver } from '../handoff/receivers';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { describeOwnPostgres, startPostgres } from '../support/postgres';
import type { Postgres } from '../support/postgres';

const CRY = 'i want to kill myself';
const HOUR = 3_600_000;

/** Asks again until it holds: what was put off is done as soon as it can be. */
async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await look().catch(() => undefined);
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`waited in vain: ${what}`);
}

/** Two who were talking before the fault came: one on Direct Line, one by a connector. */
async function visitors(bot: Bot, connector: Connector): Promise<Talker[]> {
  const both = await Promise.all(['directline', 'msteams'].map((channel) => talker(bot, connector, channel)));
  await Promise.all(both.map((visitor) => visitor.send('how much is it')));
  await Promise.all(both.map((visitor) => visitor.heard()));
  return both;
}

interface Fault {
  begin(): unknown;
  end(): unknown;
  /** Nothing can be stored meanwhile: whoever wants something else is told so, and gets it afterwards. */
  readonly refuses?: boolean;
}

/**
 * In the fault both are helped, and a third, who asks something else, is refused where it cannot be kept; once it is over both
 * are recorded and alerted, the third is answered, and the conversations go on.
 */
async function holds(bot: Bot, both: readonly Talker[], fault: Fault) {
  const [third, id] = [await bot.visitor('en'), randomUUID()];
  const asks = () => third.send({ type: 'message', text: 'how much is it' }, id);
  await fault.begin();
  const turns = both.map((visitor) => visitor.send(CRY));
  const refused = fault.refuses === true && expect(asks()).rejects.toThrow(/^503 .*ServiceError/s);
  for (const visitor of both) {
    const first = await until('help', async () => (await visitor.heard())[0]);
    expect(first).toContain('988');
  }
  await refused;
  await fault.end();
  await Promise.all(turns);
  await until('the third to be taken', asks);
  const answered = (await third.read()).flatMap(({ keys }) => keys);
  expect(answered.filter((key) => key === 'faq.cost.individual')).toHaveLength(1);
  await until('both on record', async () => {
    const rows = await bot.app.db.query(
      "SELECT id FROM cases WHERE kind = 'escalation' AND tier = 'ideation'",
    );
    return rows.length >= both.length;
  });
  for (const visitor of both) {
    await visitor.heard();
    await visitor.send(bot.app.content.text('crisis.choice.continue', 'en'));
    await visitor.send('how much is it');
    expect((await visitor.heard()).join('\n')).toContain('$120');
  }
}

describe('with the embedded file in trouble, a person in crisis is helped and nothing is lost', () => {
  let bot: Bot;
  let connector: Connector;
  let dataDir: string;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'triage-faults-'));
    connector = await Connector.start();
    bot = await startBot({ env: { ALLOW_ANONYMOUS: '1' }, dataDir });
  });
  afterEach(async () => {
    await bot.stop();
    await connector.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  /** Whether the store takes one more row. */
  const fits = async (filling: string): Promise<boolean> => {
    const sql = 'INSERT INTO tally (id, day, step, channel) VALUES (?, 0, ?, ?)';
    const row = { sql, params: [randomUUID(), filling, filling] };
    return bot.app.db.transaction([row]).then(
      () => true,
      (error: unknown) => {
        expect(error).toMatchObject({ code: 'STORAGE_FULL' });
        return false;
      },
    );
  };
  const pragma = (setting: string) => bot.app.db.query(`PRAGMA ${setting}`);

  it('full', async () => {
    await holds(bot, await visitors(bot, connector), {
      refuses: true,
      begin: async () => {
        const [pages] = await pragma('page_count');
        await pragma(`max_page_count = ${Number(pages?.['page_count'])}`);
        // What is free within the file is used up, until not one row has room.
        for (const size of [2_000, 200, 20]) while (await fits('x'.repeat(size)));
      },
      end: () => pragma('max_page_count = 1000000'),
    });
  }, 60_000);

  it('read-only', async () => {
    await holds(bot, await visitors(bot, connector), {
      refuses: true,
      begin: () => pragma('query_only = 1'),
      end: () => pragma('query_only = 0'),
    });
  }, 60_000);

  it('gone, with its directory, and back', async () => {
    await holds(bot, await visitors(bot, connector), {
      refuses: true,
      begin: async () => {
        renameSync(dataDir, `${dataDir}-away`);
        expect((await fetch(`${bot.url}/health/ready`)).status).toBe(503);
      },
      end: () => renameSync(`${dataDir}-away`, dataDir),
    });
    expect((await fetch(`${bot.url}/health/ready`)).status).toBe(200);
  }, 60_000);

  it('locked by another process', async () => {
    const both = await visitors(bot, connector);
    const other = new DatabaseSync(join(dataDir, 'triage.db'));
    await holds(bot, both, {
      refuses: true,
      begin: () => other.exec('BEGIN EXCLUSIVE'),
      end: () => other.exec('ROLLBACK'),
    });
    other.close();
  }, 60_000);

  it.each([
    ['429', [429]],
    ['500, again and again', Array.from({ length: 5 }, () => 500)],
    ['cut lines', ['reset', 'reset', 'reset']],
    ['a connector that hangs', ['hang']],
  ] as const)(
    'the connector: %s',
    async (_name, failures) => {
      const both = await visitors(bot, connector);
      await holds(bot, both, {
        begin: () => (connector.failures = [...failures]),
        end: () => undefined,
      });
    },
    90_000,
  );
});

describe('with the mail server in trouble', () => {
  /** A server that takes the line and says nothing. */
  async function silent(port: number): Promise<{ close(): Promise<unknown> }> {
    const lines = new Set<Socket>();
    const server = createServer((line) => void lines.add(line.on('error', () => undefined)));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const close = () => {
      for (const line of lines) line.destroy();
      return new Promise((resolve) => server.close(resolve));
    };
    return { close };
  }

  it.each([
    ['dead', undefined],
    ['silent', silent],
    ['refusing (421)', (port: number) => mailReceiver(() => 421, port)],
  ])(
    '%s: a person in crisis is helped, and the alert arrives once it is well again',
    async (_how, start) => {
      const free = await mailReceiver();
      const { port } = new URL(free.url);
      await free.close();
      const connector = await Connector.start();
      const env = { ALLOW_ANONYMOUS: '1', SMTP_URL: free.url, MAIL_FROM: 'bot@practice.example' };
      const bot = await startBot({ env });
      const ill = await start?.(Number(port));
      let mail: MailReceiver | undefined;
      await holds(bot, await visitors(bot, connector), {
        begin: () => undefined,
        end: async () => {
          await ill?.close();
          mail = await mailReceiver(undefined, Number(port));
        },
      });
      await until('both alerts', () => Promise.resolve((mail?.mails.length ?? 0) >= 2));
      await bot.stop();
      await mail?.close();
      await connector.stop();
    },
    90_000,
  );
});

describe('when the clock jumps', () => {
  it('a day ahead or back, a person in crisis is helped, answers are kept and the conversation goes on', async () => {
    let offset = 0;
    const connector = await Connector.start();
    const bot = await startBot({ env: { ALLOW_ANONYMOUS: '1' }, parts: { now: () => Date.now() + offset } });
    const both = await visitors(bot, connector);
    const [, teams] = both;
    await teams?.send('my budget is 90 dollars a session');
    for (const hours of [26, -26]) {
      offset = hours * HOUR;
      await teams?.heard();
      await teams?.send(`${CRY} ${hours}`);
      expect((await teams?.heard())?.[0]).toMatch(/988/);
      await teams?.send(bot.app.content.text('crisis.choice.continue', 'en'));
      await teams?.heard();
      await teams?.send('what do you know about me');
      expect((await teams?.heard())?.join('\n')).toContain('$90');
    }
    await bot.stop();
    await connector.stop();
  }, 60_000);
});

describeOwnPostgres('when PostgreSQL ends and is started again', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it('a person in crisis is helped meanwhile, and everybody goes on where they were', async () => {
    const connector = await Connector.start();
    const bot = await startBot({ env: { ALLOW_ANONYMOUS: '1', DATABASE_URL: await postgres.database() } });
    const both = await visitors(bot, connector);
    let back: Promise<void> = Promise.resolve();
    await holds(bot, both, {
      refuses: true,
      begin: async () => {
        back = postgres.crash(4_000);
        await until('that it is gone', async () => !(await bot.app.db.ready()));
      },
      end: async () => {
        await back;
        await until('that it is back', () => bot.app.db.ready());
      },
    });
    await bot.stop();
    await connector.stop();
  }, 90_000);
});
