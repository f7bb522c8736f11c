import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/openDatabase';
import { Connector } from '../azure/connector';
import { switchableDatabase } from '../crisis/faults';
import { talker } from '../crisis/talker';
import { until } from '../handoff/receivers';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';

/** What Prometheus reads, as numbers by name and labels. */
async function read(bot: Bot): Promise<Map<string, number>> {
  const body = await (await fetch(`${bot.url}/metrics`)).text();
  const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('the metrics, for whoever keeps the bot running', () => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot();
  });
  afterEach(() => bot.stop());

  it('count turns, crises by tier and each step of a conversation once, and hold nothing that was written', async () => {
    const visitor = await bot.visitor();
    const other = await bot.visitor();
    await visitor.say('compare individual and group');
    await visitor.say('compare individual and group');
    await other.say('my name is Zebulon Quark and I want to kill myself');
    const metrics = await read(bot);
    expect(metrics.get('triage_conversation_steps_total{channel="directline",step="began"}')).toBe(2);
    expect(metrics.get('triage_turn_seconds_count{channel="directline",outcome="committed"}')).toBe(5);
    expect(metrics.get('triage_escalations_total{channel="directline",tier="ideation"}')).toBe(1);
    expect(metrics.get('triage_ready')).toBe(1);
    expect(metrics.get('triage_outbox_messages{state="dead"}')).toBe(0);
    expect([...metrics.keys()].join('\n')).not.toMatch(/zebulon|quark|kill/i);
  });

  it('show a crisis whose store is down as a failed turn with a record that waits', async () => {
    const visitor = await bot.visitor();
    await bot.app.db.close();
    await visitor.say('I want to kill myself').catch(() => undefined);
    const metrics = await read(bot);
    expect(metrics.get('triage_turn_seconds_count{channel="directline",outcome="failed"}')).toBe(1);
    expect(metrics.has('triage_escalations_total{channel="directline",tier="ideation"}')).toBe(false);
    expect(metrics.get('triage_escalations_queued')).toBe(1);
    expect(metrics.get('triage_ready')).toBe(0);
    expect(metrics.has('triage_outbox_messages{state="waiting"}')).toBe(false);
  });

  it('are for this machine alone: a request that a proxy passed on is refused', async () => {
    for (const header of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP']) {
      const answer = await fetch(`${bot.url}/metrics`, { headers: { [header]: '127.0.0.1' } });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ error: { code: 'METRICS_UNAUTHORIZED' } });
    }
  });
});

describe('a crisis is counted once', () => {
  const counted = async (bot: Bot, channel: string) =>
    (await read(bot)).get(`triage_escalations_total{channel="${channel}",tier="ideation"}`) ?? 0;

  it('however often the channel delivers the message', async () => {
    const connector = await Connector.start();
    const bot = await startBot({ env: { ALLOW_ANONYMOUS: '1' } });
    const teams = await talker(bot, connector, 'msteams');
    for (const id of ['one', 'one', 'one']) await teams.send('I want to kill myself', { id });
    expect((await read(bot)).get('triage_turn_seconds_count{channel="msteams",outcome="committed"}')).toBe(3);
    expect(await counted(bot, 'msteams')).toBe(1);
    await bot.stop();
    await connector.stop();
  });

  it('where the channel takes no answer: it is on record all the same', async () => {
    const connector = await Connector.start();
    const bot = await startBot({ env: { ALLOW_ANONYMOUS: '1' } });
    const teams = await talker(bot, connector, 'msteams');
    connector.failures = Array.from({ length: 100 }, () => 400);
    await teams.send('I want to kill myself', { id: 'one' });
    connector.clear();
    await teams.send('I want to kill myself', { id: 'one' });
    expect(await counted(bot, 'msteams')).toBe(1);
    await bot.stop();
    await connector.stop();
  });

  it('when its record had to wait for the store: as soon as it is written', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'triage-metrics-'));
    const store = { down: false };
    const db = switchableDatabase(await openDatabase({ dataDir }), store);
    const bot = await startBot({ dataDir, parts: { db } });
    const visitor = await bot.visitor();
    store.down = true;
    await visitor.say('I want to kill myself').catch(() => undefined);
    expect(await counted(bot, 'directline')).toBe(0);
    store.down = false;
    await until('the count', async () => (await counted(bot, 'directline')) > 0, 100);
    expect(await counted(bot, 'directline')).toBe(1);
    await bot.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
});

describe('the metrics with a token', () => {
  it('are for whoever has it, from wherever', async () => {
    const token = 'a-token-of-the-practice';
    const bot = await startBot({ env: { METRICS_TOKEN: token } });
    const status = async (authorization?: string) =>
      (
        await fetch(`${bot.url}/metrics`, {
          headers: { Via: 'proxy', ...(authorization && { Authorization: authorization }) },
        })
      ).status;
    expect(await status(`Bearer ${token}`)).toBe(200);
    for (const wrong of [undefined, `Bearer ${token}x`, token, 'Bearer '])
      expect(await status(wrong)).toBe(401);
    await bot.stop();
  });
});
