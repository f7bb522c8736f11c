import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { ack } from '../../src/commands/ack';
import { TriageError } from '../../src/errors';
import { openDatabase } from '../../src/storage/openDatabase';
import type { Database } from '../../src/storage/types';
import { startBot, type Bot } from '../support/bot';
import {
  httpReceiver,
  mailReceiver,
  until,
  type Behaviour,
  type HttpReceiver,
  type MailReceiver,
} from './receivers';

const SAID = 'my name is Quillfeather, call 303-555-0199, i want to kill myself with zebrawood';
const CANARIES = /Quillfeather|555.?0199|zebrawood|kill|want to/i;
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const MINUTE = 60_000;

interface Body {
  readonly type: string;
  readonly data: { readonly reference: string; readonly tier: string };
}

describe('an alert, from the message to the people', () => {
  let hook: HttpReceiver;
  let mail: MailReceiver;
  let behaviour: Behaviour;
  let late: number;
  let bot: Bot;
  let dataDir: string;
  let down: boolean;
  beforeEach(async () => {
    [behaviour, late, down] = ['take', 0, false];
    dataDir = mkdtempSync(join(tmpdir(), 'triage-alerts-'));
    hook = await httpReceiver(() => behaviour);
    mail = await mailReceiver();
    const db = switchable(await openDatabase({ dataDir }));
    const env = {
      SMTP_URL: mail.url,
      MAIL_FROM: 'a@b.example',
      WEBHOOK_URL: hook.url,
      WEBHOOK_SECRET: secret,
    };
    bot = await startBot({ env, dataDir, parts: { db, now: () => Date.now() + late } });
  });
  afterEach(async () => {
    await hook.close();
    await mail.close();
    await bot.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** A database that can be switched off. */
  function switchable(db: Database): Database {
    const off = () => Promise.reject(new TriageError('STORAGE_DOWN', 'switched off', { status: 503 }));
    return {
      ...{ engine: db.engine, ready: () => Promise.resolve(!down), close: () => db.close() },
      query: (sql, params) => (down ? off() : db.query(sql, params)),
      transaction: (statements) => (down ? off() : db.transaction(statements)),
    };
  }
  const told = () => hook.told.map(({ body }) => JSON.parse(body) as Body);
  const topics = () => told().map(({ type }) => type);

  it('reaches every carrier, without a word of the message, and the visitor is told what is true', async () => {
    const visitor = await bot.visitor('en');
    await visitor.say(SAID);
    expect(visitor.last[0]?.keys.at(-1)).toBe('crisis.told');
    await until('both', () => hook.told.length > 0 && mail.mails.length > 0);
    const [{ headers, body } = { headers: {}, body: '' }] = hook.told;
    const said = new Webhook(secret).verify(body, headers as Record<string, string>) as Body;
    expect(said).toMatchObject({ type: 'escalation.created', data: { tier: 'ideation' } });
    expect(mail.mails[0]?.source).toContain(said.data.reference);
    expect(body + JSON.stringify(headers) + mail.mails[0]?.source).not.toMatch(CANARIES);
    const kept = await bot.app.db.query('SELECT * FROM outbox, deliveries, cases');
    // Ids of the lexicon's entries name what they find; they are no words of the visitor's.
    const ownWords = kept.map((row) => ({ ...row, entries: null }));
    expect(JSON.stringify(ownWords)).not.toMatch(CANARIES);
  });

  it('does not hold the visitor: the turn is answered while the carrier still hangs', async () => {
    behaviour = 'hang';
    await mail.close();
    const visitor = await bot.visitor('en');
    await visitor.say(SAID);
    expect(visitor.last[0]?.asks).toBe('crisis');
    await until('asked', () => hook.told.length === 1);
    await visitor.pick('crisis.choice.continue');
    expect(visitor.keys).toContain('crisis.reply.continue');
    const [delivery] = await bot.app.db.query("SELECT status FROM deliveries WHERE carrier = 'webhook'");
    expect(delivery).toEqual({ status: 'waiting' });
  });

  it('goes to the second contact when its time has come and nobody has taken it on', async () => {
    const visitor = await bot.visitor('en');
    await visitor.say(SAID);
    await until('the first', () => topics().length === 1 && mail.mails.length === 1);
    late = 10 * MINUTE;
    await until('the second', () => topics().length === 2 && mail.mails.length === 2);
    expect(topics()[1]).toBe('escalation.unacknowledged');
    expect(mail.mails.map(({ to }) => to)).toEqual([
      'desk@juniper-street.example',
      'on-call@juniper-street.example',
    ]);
    expect(mail.mails[1]?.source).not.toMatch(CANARIES);
  });

  it('goes no further once a person has taken it on from the command line', async () => {
    const visitor = await bot.visitor('en');
    await visitor.say(SAID);
    await until('the first', () => topics().length === 1);
    const [reference = ''] = told().map(({ data }) => data.reference);
    const lines: string[] = [];
    const takeOn = (given: string) =>
      ack(bot.app.db, bot.app.content, (line) => void lines.push(line), {
        ...{ reference: given, by: 'anna', now: Date.now() },
      });
    expect([await takeOn(reference), await takeOn(reference), await takeOn('XXXXXX')]).toEqual([0, 0, 1]);
    expect(lines[0]).toContain(reference);
    late = 11 * MINUTE;
    const dropped = "SELECT id FROM deliveries WHERE status = 'dropped'";
    await until(
      'the second contact is left alone',
      async () => (await bot.app.db.query(dropped)).length === 2,
    );
    expect(topics()).toEqual(['escalation.created']);
  });

  it('is kept while the store is down, and goes out as soon as it is back', async () => {
    const visitor = await bot.visitor('en');
    down = true;
    await visitor.say(SAID).catch(() => undefined);
    expect(hook.told).toEqual([]);
    down = false;
    await until('recorded and told', () => topics().includes('escalation.created'));
    const rows = await bot.app.db.query("SELECT tier, channel FROM cases WHERE kind = 'escalation'");
    expect(rows).toEqual([{ tier: 'ideation', channel: 'directline' }]);
  });
});

it('with nobody set up, no visitor is told that somebody was', async () => {
  const bot = await startBot();
  const visitor = await bot.visitor('en');
  await visitor.say(SAID);
  expect(visitor.keys.filter((key) => key === 'crisis.told')).toEqual([]);
  expect(visitor.last[0]?.asks).toBe('crisis');
  await bot.stop();
});
