import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Connector } from '../azure/connector';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { describePostgres, startPostgres } from '../support/postgres';
import type { Postgres } from '../support/postgres';
import { Visitor } from '../support/visitor';
import { until } from './receivers';
import { next, sam, say, shape, waitsFor } from './waiting';

/** Always open, so that a visitor may wait at any hour of the day on which the test runs. */
const PRACTICE = join(__dirname, 'alwaysOpen.practice.yaml');

describe('a conversation with a person, when the visitor and staff are at two processes', () => {
  let dataDir: string;
  let staff: Bot;
  let visitors: BotProcess;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'triage-live-'));
    visitors = await startBotProcess(dataDir, { PRACTICE_FILE: PRACTICE });
    staff = await startBot({ dataDir, env: { PRACTICE_FILE: PRACTICE } });
  }, 120_000);
  afterAll(async () => {
    await Promise.all([visitors.kill(), staff.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('goes on through kill -9 of the one and a restart of the other, and ends where it began', async () => {
    let visitor = await Visitor.open(visitors.url, 'en', staff.app.content);
    const caseId = await waitsFor(staff.app, visitor);
    const asked = visitor.asks;
    await staff.app.live.join(caseId, sam);
    await next(visitor);
    expect(visitor.keys[0]).toBe('live.joined');
    expect(await visitor.say('first')).toEqual([]);

    await visitors.kill();
    await say(staff.app, caseId, 'while you were away');
    visitors = await startBotProcess(dataDir, { PRACTICE_FILE: PRACTICE });
    visitor = visitor.movedTo(visitors.url);
    await next(visitor);
    expect(visitor.last[0]?.text).toContain('while you were away');
    expect(await visitor.say('second')).toEqual([]);
    expect((await visitor.say('i want to kill myself'))[0]).toMatchObject({ asks: 'crisis' });

    await staff.stop();
    staff = await startBot({ dataDir, env: { PRACTICE_FILE: PRACTICE } });
    expect((await staff.app.live.read(caseId)).lines.map(shape)).toEqual([
      ...['joined', 'visitor: first', 'staff: while you were away (sent)', 'visitor: second'],
      'visitor: i want to kill myself (crisis)',
    ]);
    await staff.app.live.leave(caseId, sam);
    await next(visitor, 2);
    expect(visitor.keys[0]).toBe('live.back.left');
    expect(visitor.asks).toBe(asked);
    for (const secret of ['while you were away', 'second', 'kill myself', 'Sam'])
      expect(visitors.log()).not.toContain(secret);
  }, 180_000);
});

describePostgres('a conversation with a person, two bots on one PostgreSQL', () => {
  let postgres: Postgres;
  let bots: [Bot, Bot];
  beforeAll(async () => {
    postgres = await startPostgres();
    const env = { DATABASE_URL: await postgres.database(), PRACTICE_FILE: PRACTICE };
    bots = [await startBot({ env }), await startBot({ env })];
  }, 180_000);
  afterAll(async () => {
    await Promise.all(bots.map((bot) => bot.stop()));
    await postgres.stop();
  });

  it('is one conversation at both: whatever is written at once is there once, and in one order', async () => {
    const [here, there] = bots;
    const visitor = await here.visitor();
    const caseId = await waitsFor(here.app, visitor);
    await there.app.live.join(caseId, sam);
    await next(visitor);
    const texts = Array.from({ length: 10 }, (_, index) => `number ${index}`);
    const elsewhere = visitor.movedTo(there.url);
    await Promise.all([
      ...texts.map((text) => say(there.app, caseId, text)),
      ...texts.map((text, index) => (index % 2 ? visitor : elsewhere).send({ type: 'message', text })),
    ]);
    const said = await next(visitor, texts.length);
    expect(said.map(({ text }) => text.replace('Sam: ', '')).sort()).toEqual([...texts].sort());
    const { lines } = await here.app.live.read(caseId);
    expect(lines.filter(({ from }) => from === 'visitor')).toHaveLength(texts.length);
    const written = lines.filter((line) => line.from === 'staff').map(({ text }) => `Sam: ${text}`);
    expect(said.map(({ text }) => text)).toEqual(written);
  }, 60_000);
});

describe('a conversation with a person over the Bot Framework', () => {
  let connector: Connector;
  let bot: Bot;
  let now = Date.now();
  beforeAll(async () => {
    connector = await Connector.start();
    const env = { ALLOW_ANONYMOUS: '1', PRACTICE_FILE: PRACTICE };
    bot = await startBot({ env, parts: { now: () => now } });
  }, 90_000);
  afterAll(async () => {
    await bot.stop();
    await connector.stop();
  });

  const write = (channelId: string, conversation: string, text: string) =>
    fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        ...{ type: 'message', id: randomUUID(), text, channelId, serviceUrl: connector.url },
        ...{ conversation: { id: conversation }, from: { id: 'u1', name: 'Ana' } },
        ...{ recipient: { id: 'bot', name: 'B' }, locale: 'en-US' },
      }),
    });

  // Azure's Direct Line has the id of our own, and no log of ours to write into.
  it.each(['msteams', 'directline'])(
    'reaches the visitor on %s by the stored reference, and comes again until the connector takes it',
    async (channel) => {
      const conversation = `c-${randomUUID()}`;
      const send = (text: string) => write(channel, conversation, text);
      await send('can i talk to a person');
      await send('wait here');
      await send('no');
      const [row] = await bot.app.db.query('SELECT id FROM cases WHERE conversation = ?', [
        `conversation/${channel}/${conversation}`,
      ]);
      const caseId = String(row?.['id']);
      connector.texts();
      expect(await bot.app.live.join(caseId, sam)).toEqual({ outcome: 'joined' });
      await until('the notice', () => connector.taken.length > 0);
      expect(connector.texts().join()).toContain('Sam');
      expect(connector.paths.at(-1)).toBe(`/v3/conversations/${conversation}/activities`);
      await send('hello there');
      expect(connector.texts()).toEqual([]);

      connector.failures = Array.from({ length: 60 }, () => 503);
      await say(bot.app, caseId, 'hello from Sam');
      const failed = "SELECT id FROM deliveries WHERE status = 'waiting' AND last_error IS NOT NULL";
      await until('a failure', async () => (await bot.app.db.query(failed)).length > 0);
      const sent = async () => (await bot.app.live.read(caseId)).lines.map(shape);
      expect(await sent()).toContain('staff: hello from Sam (waiting)');
      connector.failures = [];
      now += 60_000;
      await until('the message', () => connector.taken.length > 0);
      await until('that it was sent', async () => (await sent()).includes('staff: hello from Sam (sent)'));
      expect(connector.texts()).toEqual(['Sam: hello from Sam']);

      await send('i want to kill myself');
      expect(connector.texts()[0]).toContain('988');
    },
    90_000,
  );

  it('keeps nothing but ids of where the visitor is', async () => {
    const [row] = await bot.app.db.query('SELECT reference FROM addresses');
    expect(String(row?.['reference'])).not.toContain('Ana');
  });

  it('is not begun in a room with several people', async () => {
    const reference = { conversation: { id: 'g', isGroup: true } };
    const address = [
      'conversation/msteams/g',
      'visitor/msteams/u',
      'msteams',
      JSON.stringify(reference),
      now,
    ];
    await bot.app.db.transaction([
      { sql: 'INSERT INTO addresses VALUES (?, ?, ?, ?, ?)', params: address },
      {
        sql: `INSERT INTO cases (id, reference, kind, status, channel, language, visitor, conversation, created_at,
          updated_at) VALUES ('g', 'GROUP1', 'handoff', 'open', 'msteams', 'en', 'v', 'conversation/msteams/g', 1, 1)`,
      },
    ]);
    expect(await bot.app.live.join('g', sam)).toEqual({ outcome: 'impossible', why: 'group' });
  });
});
