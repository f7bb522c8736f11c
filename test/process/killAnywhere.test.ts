import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadContent } from '../../src/content/loadContent';
import { contentFiles } from '../../src/places';
import { openDatabase } from '../../src/storage/openDatabase';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { times } from '../support/long';
import { Visitor } from '../support/visitor';
import type { Said } from '../support/visitor';
import { WAY } from '../support/way';

const CRY = 'i want to kill myself';
/** Sold time is counted in quanta of so many minutes. */
const QUANTUM = 5;
const content = loadContent(contentFiles({}));
let dataDir: string;
let bot: BotProcess;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'triage-kills-'));
  bot = await startBotProcess(dataDir);
});
afterAll(async () => {
  await bot.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Says it as a client does that gets no answer: the same message again, under the same id, until it is answered. */
async function insist(visitor: Visitor, text: string): Promise<Visitor> {
  const id = randomUUID();
  for (let at = visitor; ; at = at.movedTo(bot.url)) {
    try {
      await at.send({ type: 'message', text }, id);
      at.last = await at.read();
      return at;
    } catch (error) {
      if (!isCutOff(error)) throw error;
      await sleep(50);
    }
  }
}

/** Not reached, or cut off: what fetch throws. An answer of the bot that is an error is none of that. */
const isCutOff = (error: unknown): boolean => (error as Error).message === 'fetch failed';

const wordsOf = (visitor: Visitor, { pick, typed }: (typeof WAY)[number]): string =>
  typeof pick === 'number'
    ? (visitor.choices[pick - 1] ?? '')
    : pick
      ? content.text(pick, 'en')
      : (typed ?? '');

describe('a bot that is killed (kill -9) at any moment', () => {
  it('loses nothing that it acknowledged: each conversation goes on at its question and comes to its booking', async () => {
    const references = new Set<string>();
    const conversations = times(4, 50);
    for (let round = 0; round < conversations; round += 1) {
      let visitor = await Visitor.open(bot.url, 'en', content);
      const dies = Math.floor(Math.random() * WAY.length);
      for (const [index, step] of WAY.entries()) {
        const killed = index === dies && sleep(Math.random() * 60).then(() => again());
        visitor = await insist(visitor, wordsOf(visitor, step));
        await killed;
        if (index === dies) visitor = await crying(visitor);
        expect({ index, dies, asks: visitor.asks }).toEqual({ index, dies, asks: step.asks });
      }
      const booked = visitor.last.find(({ booking }) => booking)?.booking;
      expect(booked).toMatchObject({ kind: 'appointment', status: 'confirmed' });
      references.add(booked?.reference ?? '');
      visitor = await insist(visitor, 'what do you know about me');
      const known = visitor.last.map(({ text }) => text).join('\n');
      expect(known).toMatch(/\$90/);
      expect(known).toContain('Robin Vale');
    }
    expect(references.size).toBe(conversations);
    await again();
    expect(await bookedByHalves(references)).toEqual([]);
    process.stderr.write(`kill -9 in ${conversations} conversations: nothing lost, nothing doubled\n`);
  }, 900_000);

  const again = async (): Promise<void> => {
    await bot.kill();
    bot = await startBotProcess(dataDir);
  };

  /** After the kill the same person is in crisis: they are helped, and then the conversation is where it was. */
  async function crying(visitor: Visitor): Promise<Visitor> {
    const helped = await insist(visitor, CRY);
    expect(helped.last[0]?.escalation).toMatchObject({ tier: 'ideation', country: 'US' });
    expect(helped.last[0]?.text).toContain('988');
    return insist(helped, content.text('crisis.choice.continue', 'en'));
  }
});

/** Bookings that are there in part: without all of their time, unannounced or announced twice, or time without one. */
async function bookedByHalves(references: ReadonlySet<string>): Promise<string[]> {
  const db = await openDatabase({ dataDir });
  const claims = await db.query(
    'SELECT holder, count(*) AS n FROM claims WHERE expires_at IS NULL GROUP BY holder',
  );
  const told = await db.query("SELECT booking FROM outbox WHERE topic = 'booking.created'");
  const booked = await db.query('SELECT id, reference, minutes FROM bookings');
  await db.close();
  const whole = booked.filter(
    ({ id, reference, minutes }) =>
      claims.some(({ holder, n }) => holder === reference && Number(n) * QUANTUM >= Number(minutes)) &&
      told.filter(({ booking }) => booking === id).length === 1,
  );
  const found = new Set([...booked.map((row) => row['reference']), ...claims.map((row) => row['holder'])]);
  for (const { reference } of whole) if (references.has(String(reference))) found.delete(reference ?? '');
  return [...found].map(String);
}

describe('a bot that is told to stop (SIGTERM) with many talking to it', () => {
  it('drops nobody and is out within ten seconds: every message has one answer, there or after the next start', async () => {
    const unanswered: { talking: Talking; id: string }[] = [];
    let stopping = false;
    const all = await Promise.all(Array.from({ length: 24 }, (_, index) => comesToTalk(index)));
    const turns = all.map(async (talking) => {
      while (!stopping) {
        const id = randomUUID();
        talking.sent += 1;
        await say(talking, id).catch((error: Error) => {
          // Turned away before it was begun, and told so: the client says it again.
          expect(isCutOff(error) || error.message.startsWith('503')).toBe(true);
          unanswered.push({ talking, id });
          return sleep(20);
        });
      }
    });
    await sleep(400);
    // It ends itself with 1 when ten seconds were not enough.
    const code = await bot.stop();
    stopping = true;
    expect(code).toBe(0);
    await Promise.all(turns);
    bot = await startBotProcess(dataDir);
    for (const talking of all) talking.visitor = talking.visitor.movedTo(bot.url);
    for (const { talking, id } of unanswered) await say(talking, id);
    for (const { visitor, text, sent } of all) {
      const said = await readAll(visitor);
      const answers = said.filter(({ keys, escalation }) =>
        text === CRY ? escalation !== undefined : keys.includes('faq.cost.individual'),
      );
      expect({ text, sent, answers: answers.length }).toEqual({ text, sent, answers: sent });
    }
  }, 120_000);

  interface Talking {
    visitor: Visitor;
    readonly text: string;
    sent: number;
  }

  /** Every fourth of them is in crisis. */
  async function comesToTalk(index: number): Promise<Talking> {
    const visitor = await Visitor.open(bot.url, 'en', content);
    return { visitor, text: index % 4 === 0 ? CRY : 'how much is it', sent: 0 };
  }

  const say = ({ visitor, text }: Talking, id: string) => visitor.send({ type: 'message', text }, id);
});

/** A log is read in pages. */
async function readAll(visitor: Visitor): Promise<readonly Said[]> {
  const said: Said[] = [];
  for (;;) {
    const page = await visitor.read();
    if (page.length === 0) return said;
    said.push(...page);
  }
}
