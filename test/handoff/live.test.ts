import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveLine } from '../../src/handoff/live';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import type { Said, Visitor } from '../support/visitor';
import { until } from './receivers';

const sam = { id: 'staff-1', firstName: 'Sam' };
const kim = { id: 'staff-2', firstName: 'Kim' };
/** A Tuesday at ten in Denver, where the practice is: its office is open. */
const TUESDAY = Date.parse('2026-12-01T17:00:00Z');
const MINUTE = 60_000;

describe('staff in a conversation', () => {
  let bot: Bot;
  let now = TUESDAY;
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => now } });
  });
  beforeEach(() => {
    now = TUESDAY;
  });
  afterAll(() => bot.stop());

  it('are told of by name, hear the visitor, are heard, and hand back to the open question', async () => {
    const { visitor, caseId } = await waiting(bot);
    const asked = visitor.asks;
    expect(await bot.app.live.join(caseId, sam)).toEqual({ outcome: 'joined' });
    expect(await next(visitor)).toMatchObject([{ keys: ['live.joined', 'live.how_back'] }]);
    expect(visitor.last[0]).toMatchObject({ live: { state: 'joined', name: 'Sam' } });
    expect(visitor.last[0]?.text).toContain('Sam');

    expect(await visitor.say('is the thursday group full?')).toEqual([]);
    await say(bot, caseId, 'Hello, one seat is left.');
    expect(await next(visitor)).toMatchObject([
      { keys: ['live.said'], live: { state: 'said', name: 'Sam' } },
    ]);
    expect(visitor.last[0]?.text).toContain('one seat is left');

    const { state, staff, lines } = await bot.app.live.read(caseId);
    expect({ state, staff, lines: lines.map(shape) }).toEqual({
      state: 'live',
      staff: sam,
      lines: ['joined', 'visitor: is the thursday group full?', 'staff: Hello, one seat is left. (sent)'],
    });

    expect(await bot.app.live.leave(caseId, sam)).toEqual({ outcome: 'done' });
    const [told, ...again] = await next(visitor, 2);
    expect(told).toMatchObject({ keys: ['live.back.left'], live: { state: 'left', name: 'Sam' } });
    expect(again.at(-1)?.asks).toBe(asked);
    expect((await bot.app.live.read(caseId)).state).toBe('ended');
    expect((await visitor.say('how much is it')).length).toBeGreaterThan(0);
  });
});

/** A visitor who waits for a person, and the case. */
async function waiting(bot: Bot, share: 'yes' | 'no' = 'no'): Promise<{ visitor: Visitor; caseId: string }> {
  const visitor = await bot.visitor();
  await visitor.say('can i talk to a person');
  await visitor.pick('handoff.here');
  await visitor.pick(`handoff.share.${share}`);
  const [row] = await bot.app.db.query(
    'SELECT id FROM cases ORDER BY created_at DESC, updated_at DESC LIMIT 1',
  );
  return { visitor, caseId: String(row?.['id']) };
}

/** What comes without the visitor having written, once there is at least so much of it. */
async function next(visitor: Visitor, count = 1): Promise<readonly Said[]> {
  const said: Said[] = [];
  await until(`${count} messages`, async () => said.push(...(await visitor.read())) >= count);
  visitor.last = said;
  return said;
}

async function say(bot: Bot, caseId: string, text: string): Promise<void> {
  expect(await bot.app.live.say(caseId, sam, { id: randomUUID(), text })).toEqual({ outcome: 'done' });
}

function shape(line: LiveLine): string {
  if (line.from === 'note') return line.note;
  const more =
    line.from === 'staff' ? ` (${line.delivery})` : line.from === 'visitor' && line.crisis ? ' !' : '';
  return `${line.from}: ${line.text}${more}`;
}
void [mkdtempSync, rmSync, tmpdir, join, kim, MINUTE];
