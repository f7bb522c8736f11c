import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { tell } from '../../../src/booking/outbox';
import { until } from '../../handoff/receivers';
import { sam, say, shape } from '../../handoff/waiting';
import { startTextBot } from './texter';
import type { TextBot, Texter } from './texter';

const PRACTICE_FILE = join(__dirname, '..', '..', 'handoff', 'alwaysOpen.practice.yaml');
/** Eight in the evening at the practice, in Denver. */
const EVENING = Date.parse('2026-12-02T03:00:00Z');
const HOUR = 3_600_000;

describe('what goes out by text that nobody has just asked for', () => {
  let texts: TextBot;
  let now = EVENING;
  beforeAll(async () => {
    texts = await startTextBot({ env: { PRACTICE_FILE }, parts: { now: () => now } });
  }, 120_000);
  afterAll(() => texts.stop());
  const rows = (sql: string, ...params: string[]) => texts.bot.app.db.query(sql, params);

  /** Somebody who waits for a person; resolves to the case. */
  async function waits(texter: Texter): Promise<string> {
    await texter.say('can i talk to a person');
    await texter.say('wait here');
    await texter.say('no');
    const [row] = await rows('SELECT id FROM cases ORDER BY created_at DESC, id LIMIT 1');
    return String(row?.['id']);
  }

  /** News of a booking that this visitor made. */
  async function news(texter: Texter): Promise<void> {
    const [address] = await rows(
      'SELECT visitor FROM addresses WHERE reference LIKE ?',
      `%${texter.number}%`,
    );
    const [reference, startsAt] = [randomUUID().slice(0, 6).toUpperCase(), now + 48 * HOUR];
    const id = randomUUID();
    const columns = await rows("SELECT name, type FROM pragma_table_info('bookings')");
    const known: Record<string, string | number> = {
      ...{ id, reference, kind: 'appointment', status: 'confirmed', visitor: String(address?.['visitor']) },
      ...{
        name: 'Ana',
        details: '{}',
        language: 'en',
        starts_at: startsAt,
        created_at: now,
        updated_at: now,
      },
    };
    const names = columns.map(({ name }) => String(name)).filter((name) => Object.hasOwn(known, name));
    await texts.bot.app.db.transaction([
      {
        sql: `INSERT INTO bookings (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        params: names.map((name) => known[name] ?? null),
      },
      tell('visitor.news', { booking: id, status: 'confirmed' }, now),
    ]);
  }

  it('waits for the morning, where it would come in the night, and then says when and nothing of what for', async () => {
    const texter = texts.texter();
    await waits(texter);
    now = EVENING + 2 * HOUR;
    await news(texter);
    const before = texter.mine().length;
    const held =
      "SELECT id FROM deliveries WHERE carrier = 'visitor' AND status = 'waiting' AND attempts = 0";
    await until('the letter to be held', async () => (await rows(held)).length > 0);
    expect(texter.mine().length).toBe(before);
    now = EVENING + 13 * HOUR;
    await until('the news', () => texter.mine().length > before);
    const said = texter.mine().slice(before);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('has said yes');
    expect(said[0]).not.toMatch(/therap|one to one|group|What would you like/i);
  }, 60_000);

  it('is no help in a crisis: who writes at night that they want to die is answered at once', async () => {
    now = EVENING + 7 * HOUR;
    const [help = ''] = await texts.texter().say('i want to kill myself');
    expect(help).toContain('988');
    now = EVENING + 13 * HOUR;
  }, 60_000);

  it('goes out at once by day', async () => {
    now += HOUR;
    const texter = texts.texter();
    await waits(texter);
    await news(texter);
    await until('the news', () => texter.mine().at(-1)?.includes('has said yes') === true);
  }, 60_000);

  it('does not go to who wants no texts', async () => {
    const texter = texts.texter();
    await waits(texter);
    await texter.say('stop texting me');
    const before = texter.mine().length;
    const done = "SELECT id FROM deliveries WHERE carrier = 'visitor' AND status = 'delivered'";
    const count = (await rows(done)).length;
    await news(texter);
    await until('the letter to be dealt with', async () => (await rows(done)).length > count);
    expect(texter.mine().length).toBe(before);
  }, 60_000);

  it('is what staff write, at any hour, and back; who has had enough ends it', async () => {
    now = EVENING + 27 * HOUR;
    const texter = texts.texter();
    const caseId = await waits(texter);
    expect(await texts.bot.app.live.join(caseId, sam)).toEqual({ outcome: 'joined' });
    await until('the notice', () => texter.mine().at(-1)?.includes('Sam') === true);
    await say(texts.bot.app, caseId, 'hello there');
    await until('the words', () => texter.mine().at(-1) === 'Sam: hello there');
    expect(await texter.say('hi sam')).toEqual([]);
    expect((await texter.say('i want to kill myself'))[0]).toContain('988');
    expect(await texter.say('no more texts please')).toHaveLength(1);
    const lines = (await texts.bot.app.live.read(caseId)).lines.map(shape);
    expect(lines).toContain('visitor: hi sam');
    expect(lines.at(-1)).toBe('visitor');
    expect(await say(texts.bot.app, caseId, 'are you there')).toEqual({ outcome: 'not_in' });
    expect(await texts.bot.app.live.join(caseId, sam)).toEqual({ outcome: 'impossible', why: 'unreachable' });
  }, 60_000);
});
