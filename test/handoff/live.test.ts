import { randomUUID } from 'node:crypto';
import { SAY_AT_MOST } from '../../src/handoff/live';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import type { Visitor } from '../support/visitor';
import { TUESDAY, caseOf, next, sam, say, shape, waitsFor } from './waiting';

const kim = { id: 'staff-2', firstName: 'Kim' };
const MINUTE = 60_000;

describe('staff in a conversation', () => {
  let bot: Bot;
  let now = TUESDAY;
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => now } });
  }, 90_000);
  beforeEach(() => {
    now = TUESDAY;
  });
  afterAll(() => bot.stop());

  const lines = async (caseId: string) => (await bot.app.live.read(caseId)).lines.map(shape);
  /** A visitor with a person in their conversation who has been told so. */
  async function joined({ locale = 'en', share }: { locale?: string; share?: 'yes' } = {}) {
    const visitor = await bot.visitor(locale);
    const caseId = await waitsFor(bot.app, visitor, share);
    const asked = visitor.asks;
    now += 1;
    expect(await bot.app.live.join(caseId, sam)).toEqual({ outcome: 'joined' });
    await next(visitor);
    return { visitor, caseId, asked };
  }

  it('are told of by first name, hear and are heard, and hand back to the question that was open', async () => {
    const { visitor, caseId, asked } = await joined();
    expect(visitor.keys).toEqual(['live.joined', 'live.how_back']);
    expect(visitor.last[0]).toMatchObject({ live: { state: 'joined', name: 'Sam' } });

    expect(await visitor.say('is the thursday group full?')).toEqual([]);
    await say(bot.app, caseId, 'Hello, one seat is left.');
    await next(visitor);
    expect(visitor.last).toMatchObject([{ keys: ['live.said'], live: { state: 'said', name: 'Sam' } }]);
    expect(visitor.last[0]?.text).toBe('Sam: Hello, one seat is left.');

    expect(await bot.app.live.read(caseId)).toMatchObject({ state: 'live', staff: sam, since: now });
    expect(await lines(caseId)).toEqual([
      'joined',
      'visitor: is the thursday group full?',
      'staff: Hello, one seat is left. (sent)',
    ]);
    expect(await bot.app.live.leave(caseId, sam)).toEqual({ outcome: 'done' });
    await next(visitor, 2);
    expect(visitor.last[0]).toMatchObject({ keys: ['live.back.left'], live: { state: 'left', name: 'Sam' } });
    expect(visitor.asks).toBe(asked);
    expect(await bot.app.live.read(caseId)).toMatchObject({ state: 'ended' });
    expect(await visitor.say('how much is it')).not.toEqual([]);
  });

  it('say things in the order in which they wrote them, each once, however often it is sent', async () => {
    const { visitor, caseId } = await joined();
    const texts = Array.from({ length: 8 }, (_, index) => `line ${index}`);
    for (const text of texts) await say(bot.app, caseId, text, sam, text);
    for (const text of texts)
      expect(await say(bot.app, caseId, text, sam, text)).toEqual({ outcome: 'done' });
    await next(visitor, texts.length);
    expect(visitor.last.map(({ text }) => text)).toEqual(texts.map((text) => `Sam: ${text}`));
    expect(await visitor.read()).toEqual([]);
  });

  it('are one at a time; nobody else writes in their name, and nothing empty or endless is sent', async () => {
    const { caseId } = await joined();
    expect(await bot.app.live.join(caseId, kim)).toEqual({ outcome: 'taken', by: sam });
    expect(await bot.app.live.join(caseId, sam)).toEqual({ outcome: 'joined' });
    expect(await say(bot.app, caseId, 'hello', kim)).toEqual({ outcome: 'not_in' });
    for (const text of ['  ', 'x'.repeat(SAY_AT_MOST + 1)])
      expect(await say(bot.app, caseId, text)).toEqual({ outcome: 'refused' });
    expect(await lines(caseId)).toEqual(['joined']);
    expect(await bot.app.live.active()).toContainEqual({ caseId, staff: sam, since: now });
  });

  it('do not stand before help: a crisis is answered first, and the bot then keeps quiet', async () => {
    const { visitor, caseId } = await joined();
    const before = await bot.app.db.query("SELECT id FROM cases WHERE kind = 'escalation'");
    await visitor.say('i want to kill myself');
    expect(visitor.last).toHaveLength(1);
    expect(visitor.last[0]).toMatchObject({ asks: 'crisis', escalation: { tier: 'ideation' } });
    expect(await lines(caseId)).toEqual(['joined', 'visitor: i want to kill myself (crisis)']);
    const after = await bot.app.db.query("SELECT id FROM cases WHERE kind = 'escalation'");
    expect(after).toHaveLength(before.length + 1);
    expect(await visitor.say('are you still there?')).toEqual([]);
  });

  it('do not stand before help in what is only seen with the messages before', async () => {
    const { visitor, caseId } = await joined();
    expect(await visitor.say('i want to')).toEqual([]);
    await visitor.say('kill myself');
    expect(visitor.last[0]).toMatchObject({ asks: 'crisis' });
    expect((await lines(caseId)).at(-1)).toBe('visitor: kill myself (crisis)');
  });

  it.each([
    ['en', 'stop'],
    ['en', 'Start over!'],
    ['en', 'I want the bot back.'],
    ['es', 'quiero el bot'],
  ])('are out when the visitor (%s) says "%s"', async (locale, words) => {
    const { visitor, caseId, asked } = await joined({ locale });
    await visitor.say(words);
    expect(visitor.keys[0]).toBe('live.back.visitor');
    expect(visitor.asks).toBe(asked);
    expect((await lines(caseId)).at(-1)).toBe('visitor');
    expect(await say(bot.app, caseId, 'wait')).toEqual({ outcome: 'not_in' });
    expect(await visitor.say('how much is it')).not.toEqual([]);
  });

  it('do not read on when the visitor wants their data deleted, and nothing of the talk is left', async () => {
    const { visitor, caseId } = await joined({ share: 'yes' });
    await visitor.say('my secret is canary');
    await visitor.say('delete my data');
    expect(visitor.keys[0]).toBe('live.back.visitor');
    expect(visitor.asks).toBe('confirm');
    await visitor.pickAt(0);
    expect(visitor.keys).toContain('flow.deleted');
    expect(await bot.app.live.read(caseId)).toMatchObject({ state: 'none', before: [], lines: [] });
    expect(await bot.app.live.join(caseId, sam)).toEqual({ outcome: 'impossible', why: 'gone' });
    expect(await bot.app.db.query("SELECT id FROM live_lines WHERE text LIKE '%canary%'")).toEqual([]);
  });

  it('see what was written before only if the visitor agreed, and never without being asked', async () => {
    const closed = await joined();
    expect(await bot.app.live.read(closed.caseId)).toMatchObject({ shared: false, before: [] });
    const open = await joined({ share: 'yes' });
    await open.visitor.say('only now');
    const { shared, before } = await bot.app.live.read(open.caseId);
    expect(shared).toBe(true);
    expect(before.map(shape)).toContain('visitor: can i talk to a person');
    expect(before.map(shape)).not.toContain('visitor: only now');
  });

  it('who fall silent lose the conversation after the minutes of the profile, by the clock alone', async () => {
    const { visitor, caseId, asked } = await joined();
    now += 14 * MINUTE;
    await bot.app.live.sweep();
    expect(await bot.app.live.read(caseId)).toMatchObject({ state: 'live', idleAt: now + MINUTE });
    await visitor.say('hello?');
    now += 14 * MINUTE;
    await bot.app.live.sweep();
    expect((await bot.app.live.read(caseId)).state).toBe('live');
    // A second message does not win more time for whoever does not answer.
    await visitor.say('anybody?');
    now += MINUTE;
    await bot.app.live.sweep();
    await next(visitor, 2);
    expect(visitor.keys[0]).toBe('live.back.idle');
    expect(visitor.asks).toBe(asked);
    expect((await lines(caseId)).at(-1)).toBe('idle');
  });

  it('who are long gone do not keep a message from the bot', async () => {
    const { visitor } = await joined();
    now += 15 * MINUTE;
    await visitor.say('how much is it');
    expect(visitor.keys[0]).toBe('live.back.idle');
    expect(visitor.keys).toContain('faq.cost.individual');
  });

  it('can join whoever is in a crisis, and not what is not there', async () => {
    const visitor = await bot.visitor();
    await visitor.say('i want to die');
    const caseId = await caseOf(bot.app, visitor, 'escalation');
    expect(await bot.app.live.join(caseId, kim)).toEqual({ outcome: 'joined' });
    await next(visitor);
    expect(visitor.keys[0]).toBe('live.joined');
    expect(await bot.app.live.join(randomUUID(), kim)).toEqual({ outcome: 'impossible', why: 'unknown' });
    expect(await bot.app.live.leave(randomUUID(), kim)).toEqual({ outcome: 'not_in' });
  });
});

describe('what a visitor who asks for a person is promised', () => {
  let bot: Bot;
  let now = TUESDAY;
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => now } });
  }, 90_000);
  afterAll(() => bot.stop());

  const promised = async (visitor: Visitor) => {
    const id = await caseOf(bot.app, visitor);
    const [row] = await bot.app.db.query('SELECT promise, promised_at FROM cases WHERE id = ?', [id]);
    return row;
  };

  it('in office hours: that it is open, and that somebody may join', async () => {
    const visitor = await bot.visitor();
    await visitor.say('can i talk to a person');
    expect(visitor.keys).toEqual(
      expect.arrayContaining(['handoff.promise.open', 'handoff.offer', 'handoff.here_offer']),
    );
    await visitor.pick('handoff.here');
    expect(visitor.keys).toEqual(
      expect.arrayContaining(['handoff.waiting', 'handoff.promise.open', 'handoff.share.ask']),
    );
    expect(await promised(visitor)).toEqual({ promise: 'open', promised_at: TUESDAY });
  });

  it('out of hours: when somebody will answer, kept on the case; and not to wait for nobody', async () => {
    // Saturday evening in Denver; the office opens on Monday at 8:30.
    now = Date.parse('2026-12-06T02:00:00Z');
    const visitor = await bot.visitor();
    await visitor.say('can i talk to a person');
    expect(visitor.keys).toContain('handoff.promise.closed');
    expect(visitor.keys).not.toContain('handoff.here_offer');
    expect(visitor.choices).toHaveLength(2);
    await visitor.pick('handoff.leave');
    await visitor.say('Robin Vale');
    await visitor.say('303 555 0117');
    expect(visitor.keys).toEqual(expect.arrayContaining(['handoff.passed', 'handoff.promise.closed']));
    expect(await promised(visitor)).toEqual({
      promise: 'closed',
      promised_at: Date.parse('2026-12-07T15:30:00Z'),
    });
  });
});
