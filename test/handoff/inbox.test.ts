import { createDiary } from '../../src/booking/createDiary';
import { inbox } from '../../src/commands/inbox';
import { createDesk } from '../../src/handoff/createDesk';
import type { InboxRow } from '../../src/handoff/types';
import type { Database } from '../../src/storage/types';
import { contact, MINUTE, MONDAY, profileOf, turn } from '../booking/support';
import { describeEngines, type Store } from '../storage/engines';

const profile = profileOf();
const visitor = 'directline/dl_1';

describeEngines('npm run inbox', (fresh) => {
  let store: Store;
  let db: Database;
  let now = MONDAY;
  const clock = () => now;
  beforeAll(async () => {
    store = await fresh();
    db = await store.open();
    const desk = createDesk({ now: clock });
    const diary = createDiary({ profile, db, now: clock });
    const steps: Parameters<typeof turn>[1][] = [
      (work) => desk.escalate(work, escalation('ideation')),
      (work) =>
        desk.share(work, desk.handoff(work, { contact, language: 'en', channel: 'sms', visitor }), {
          transcript: true,
          answers: { concerns: ['grief'] },
        }),
      (work) => diary.book(work, { kind: 'callback', contact: hostile, language: 'es', visitor }),
      (work) => desk.escalate(work, escalation('imminent')),
      async (work) =>
        diary.book(work, { kind: 'appointment', contact, choice: await first(), language: 'en', visitor }),
    ];
    for (const step of steps) {
      await turn(db, step);
      now += MINUTE;
    }
    async function first() {
      return (await diary.openings({}, { skip: 0, take: 1 })).items[0]?.id ?? '';
    }
  });
  afterAll(() => store.end());

  const hostile = { name: 'Eve\u001b[2J\n\u202eadmin', email: 'eve@example.com' };
  const escalation = (tier: 'ideation' | 'imminent') => ({
    ...{ tier, entries: ['en.secret_entry'], country: 'US', channel: 'teams', language: 'en', visitor },
    at: new Date(now).toISOString(),
  });
  const printed = async (json = false) => {
    const lines: string[] = [];
    await inbox(db, profile, (text) => void lines.push(text), { json });
    return lines;
  };

  it('shows escalations first, then hand-offs and bookings, the newest first', async () => {
    const rows = (await printed(true)).map((line) => JSON.parse(line) as InboxRow);
    expect(rows.map(({ kind, summary }) => [kind, summary])).toEqual([
      ['escalation', 'imminent · US · teams · en'],
      ['escalation', 'ideation · US · teams · en'],
      ['booking', 'appointment · 2026-11-24 13:00 · anna · Sam Example · +13035550123 · en'],
      ['booking', 'callback · Eve [2J admin · eve@example.com · es'],
      ['handoff', 'Sam Example · +13035550123 · sms · en'],
    ]);
    expect(rows[0]?.at).toBe('2026-11-23T12:03:00-07:00');
    expect(rows.every(({ reference }) => /^\w{6}$/.test(reference))).toBe(true);
    expect(rows.map(({ status }) => status)).toEqual(['open', 'open', 'confirmed', 'pending', 'open']);
  });

  it("is a table with a line for each, in columns, with times on the practice's clock", async () => {
    const lines = await printed();
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^KIND\s+AT\s+REFERENCE\s+STATUS\s+SUMMARY\n$/);
    const column = lines[0]?.indexOf('SUMMARY') ?? 0;
    expect(lines[1]?.slice(column)).toBe('imminent · US · teams · en\n');
    expect(lines[1]).toContain('2026-11-23 12:03');
  });

  it('holds nothing of what a visitor said about themselves, and nothing that a terminal would obey', async () => {
    const all = [...(await printed()), ...(await printed(true))].join('');
    expect(all).not.toMatch(/grief|secret_entry|dl_1/);
    expect(all.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
  });

  it('is the head of the table alone when nothing waits', async () => {
    const empty = await fresh();
    const lines: string[] = [];
    await inbox(await empty.open(), profile, (text) => void lines.push(text));
    expect(lines).toHaveLength(1);
    await empty.end();
  });
});
