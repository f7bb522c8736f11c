import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TriageError } from '../../src/errors';
import { openDatabase } from '../../src/storage/openDatabase';
import type { Database } from '../../src/storage/types';
import type { Understander } from '../../src/understanding/types';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import type { Visitor } from '../support/visitor';
import { WAY, take } from '../support/way';

const SAID = { en: 'i want to kill myself', es: 'me quiero matar' } as const;

/** A database that can be switched off. */
function switchable(db: Database) {
  const down = () => Promise.reject(new TriageError('STORAGE_DOWN', 'switched off', { status: 503 }));
  const state = { down: false };
  const wrapped: Database = {
    engine: db.engine,
    query: (sql, params) => (state.down ? down() : db.query(sql, params)),
    transaction: (statements) => (state.down ? down() : db.transaction(statements)),
    ready: () => (state.down ? Promise.resolve(false) : db.ready()),
    close: () => db.close(),
  };
  return { db: wrapped, state };
}

function expectHelpFirst(visitor: Visitor): void {
  const [first] = visitor.last;
  expect(first?.asks).toBe('crisis');
  expect(first?.escalation).toMatchObject({ tier: 'ideation', country: 'US' });
  expect(first?.text).toContain('988');
}

describe('a message that calls for help', () => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot();
  });
  afterAll(() => bot.stop());

  it('is answered first in every step of the conversation, and the visitor can go on from where they were', async () => {
    for (const [index, { asks }] of [{ asks: 'menu' }, ...WAY].entries()) {
      const visitor = await bot.visitor('en');
      for (const step of WAY.slice(0, index)) await take(visitor, step);
      await visitor.say(SAID.en);
      expectHelpFirst(visitor);
      await visitor.pick('crisis.choice.continue');
      expect({ after: asks, asks: visitor.asks }).toEqual({ after: asks, asks });
    }
  }, 120_000);

  it('is answered in the language it was written in', async () => {
    const visitor = await bot.visitor('en');
    await visitor.say(SAID.es);
    expect(visitor.last[0]?.locale).toBe('es');
    expectHelpFirst(visitor);
  });

  it('is answered before anything else, consent and first greeting included', async () => {
    const visitor = await bot.visitor('en');
    await visitor.pick('menu.preferences');
    await visitor.say(SAID.en);
    expectHelpFirst(visitor);
    await visitor.pick('crisis.choice.safe');
    expect(visitor.keys).toContain('crisis.reply.safe');
    expect(visitor.asks).toBe('consent');
  });

  it('does not hold anyone: a message that is none of the choices meets the question that was open', async () => {
    const visitor = await bot.visitor('en');
    await take(visitor, WAY[0] ?? { asks: '' });
    await visitor.say(SAID.en);
    await visitor.pick('consent.yes');
    expect(visitor.asks).toBe('for_whom');
  });

  it('is not answered word for word a second time, but a more urgent one is answered in full', async () => {
    const visitor = await bot.visitor('en');
    await visitor.say(SAID.en);
    await visitor.say(SAID.en);
    expect(visitor.last[0]?.keys).toEqual(['crisis.again']);
    await visitor.say('i am going to kill myself tonight');
    expect(visitor.last[0]?.keys).toContain('crisis.imminent.acknowledge');
  });

  it('is noticed in every string of a card that is sent in', async () => {
    const visitor = await bot.visitor('en');
    await visitor.send({ type: 'message', value: { note: { deep: SAID.en } } });
    visitor.last = await visitor.read();
    expectHelpFirst(visitor);
  });

  it('is answered when the language of the page is one that the bot does not know', async () => {
    const visitor = await bot.visitor('xx-Xxxx');
    await visitor.say(SAID.en);
    expectHelpFirst(visitor);
  });

  it('leaves a record for staff: time, channel, tier, entries of the lexicon, and not a word of the message', async () => {
    const visitor = await bot.visitor('en');
    await visitor.say(SAID.en);
    const rows = await bot.app.db.query("SELECT * FROM cases WHERE kind = 'escalation'");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.at(-1)).toMatchObject({ tier: 'ideation', channel: 'directline', country: 'US' });
    const outbox = await bot.app.db.query("SELECT * FROM outbox WHERE topic = 'escalation.created'");
    expect(outbox.length).toBeGreaterThan(0);
    for (const word of ['want to', 'myself'])
      expect(JSON.stringify([rows, outbox]).includes(word)).toBe(false);
  });
});

describe('a message that calls for help, under a fault', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'triage-fault-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('is answered when the store is down', async () => {
    const { db, state } = switchable(await openDatabase({ dataDir }));
    const bot = await startBot({ parts: { db }, dataDir });
    const visitor = await bot.visitor('en');
    state.down = true;
    await visitor.say(SAID.en);
    expectHelpFirst(visitor);
    state.down = false;
    await visitor.say('hello');
    expect(visitor.last.length).toBeGreaterThan(0);
    await bot.stop();
  });

  it('is answered when the reading of messages hangs', async () => {
    const understander: Understander = {
      understand: () => new Promise(() => undefined),
      close: () => Promise.resolve(),
    };
    const bot = await startBot({ parts: { understander }, dataDir });
    const visitor = await bot.visitor('en');
    const hanging = visitor.send({ type: 'message', text: 'how much is it' }).catch(() => undefined);
    await visitor.send({ type: 'message', text: SAID.en }, 'urgent').catch(() => undefined);
    visitor.last = (await visitor.read()).filter(({ asks }) => asks === 'crisis');
    expectHelpFirst(visitor);
    await hanging;
    await bot.stop();
  }, 60_000);
});
