import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resource } from '../../../src/places';
import { startBot, type Bot } from '../../support/bot';

/** Two weeks before the first meeting of a group that waits for people, by the clock of the bot. */
const NOW = Date.parse('2026-01-20T12:00:00-07:00');

describe('a group that starts when enough have joined', () => {
  let bot: Bot;
  const folder = mkdtempSync(join(tmpdir(), 'triage-practice-'));
  beforeAll(async () => {
    // The example practice without its screening calls, which would come first.
    const example = readFileSync(resource('practice.example.yaml'), 'utf8');
    const file = join(folder, 'practice.yaml');
    writeFileSync(file, example.replaceAll('screeningCall: true', 'screeningCall: false'));
    bot = await startBot({ env: { PRACTICE_FILE: file }, parts: { now: () => NOW } });
  });
  afterAll(async () => {
    await bot.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says so before somebody joins and after, and confirms all with the last', async () => {
    const { profile } = bot.app.content;
    const cohort = profile.cohorts.find(({ startsOn }) => Date.parse(startsOn) > NOW)!;
    for (let missing = cohort.seats.min; missing > 0; missing -= 1) {
      const visitor = await bot.visitor();
      await visitor.say('can i book an appointment');
      await visitor.pick('choice.format.group');
      const index = visitor.choices.findIndex((label) => label.includes(cohort.name['en'] ?? ''));
      await visitor.pickAt(index);
      await visitor.say('my name is Robin Vale');
      await visitor.say('303 555 0117');
      expect(visitor.keys).toContain('booking.confirm.minimum');
      await visitor.pick('booking.answer.yes');
      const { booking } = visitor.last[0] ?? {};
      expect(booking).toMatchObject({ kind: 'group', status: missing > 1 ? 'pending' : 'confirmed' });
      expect(visitor.keys).toContain(
        missing > 1 ? 'booking.done.group_waiting' : 'booking.done.group_confirmed',
      );
      expect(Object.keys(booking ?? {}).sort()).toEqual(['kind', 'reference', 'startsAt', 'status']);
    }
    const rows = await bot.app.db.query('SELECT DISTINCT status FROM bookings');
    expect(rows).toEqual([{ status: 'confirmed' }]);
  });
});
