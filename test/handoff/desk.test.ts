import { readReference } from '../../src/booking/reference';
import { acknowledge } from '../../src/handoff/acknowledge';
import { readAddress } from '../../src/handoff/addresses';
import { createDesk } from '../../src/handoff/createDesk';
import type { Escalation } from '../../src/handoff/types';
import type { Database } from '../../src/storage/types';
import { contact, MINUTE, MONDAY, turn } from '../booking/support';
import { describeEngines, type Store } from '../storage/engines';

const visitor = 'directline/dl_1';
const escalation: Escalation = {
  ...{ tier: 'ideation', entries: ['en.want_to_die'], country: 'US', channel: 'directline', language: 'en' },
  ...{ visitor, at: '2026-11-23T18:59:58.000Z' },
};

describeEngines('the desk', (fresh) => {
  let store: Store;
  let db: Database;
  let now = MONDAY;
  const desk = createDesk({ now: () => now });
  beforeAll(async () => {
    store = await fresh();
    db = await store.open();
  });
  beforeEach(async () => {
    now = MONDAY;
    await db.transaction(['cases', 'outbox'].map((table) => ({ sql: `DELETE FROM ${table}` })));
  });
  afterAll(() => store.end());

  const escalate = (more: Partial<Escalation> = {}) =>
    turn(db, (work) => desk.escalate(work, { ...escalation, ...more }));
  const outbox = async () =>
    (await db.query('SELECT topic, payload FROM outbox ORDER BY created_at, topic')).map(
      ({ topic, payload }) => ({
        topic,
        ...(JSON.parse(String(payload)) as object),
      }),
    );

  it('a visitor who asks for a person gets a reference, and staff get who it is and how to reach them', async () => {
    const reference = await turn(db, (work) =>
      desk.handoff(work, { contact, language: 'en', channel: 'directline', visitor }),
    );
    expect(readReference(reference)).toBe(reference);
    const [row] = await db.query('SELECT * FROM cases');
    expect(row).toMatchObject({
      kind: 'handoff',
      status: 'open',
      reference,
      visitor,
      created_at: MONDAY,
      tier: null,
    });
    expect(JSON.parse(String(row?.['details']))).toEqual({ contact });
    expect(await outbox()).toEqual([
      {
        ...{ topic: 'handoff.created', kind: 'handoff', case: row?.['id'], reference },
        ...{ channel: 'directline', language: 'en' },
      },
    ]);
  });

  it('nothing of the chat is shared with staff until the visitor says so', async () => {
    const request = { language: 'en', channel: 'directline', visitor };
    const reference = await turn(db, (work) => desk.handoff(work, request));
    const shown = () => db.query('SELECT transcript, shared FROM cases');
    expect(await shown()).toEqual([{ transcript: 0, shared: '{}' }]);
    const answers = { format: 'group' };
    await turn(db, (work) => desk.share(work, reference, { transcript: true, answers }));
    expect(await shown()).toEqual([{ transcript: 1, shared: JSON.stringify(answers) }]);
  });

  it('where the conversation can be written to is kept with the case, and what was promised', async () => {
    const address = {
      conversation: 'conversation/directline/1',
      visitor,
      channel: 'directline',
      reference: {},
    };
    const request = { language: 'en', channel: 'directline', visitor, address };
    const later = MONDAY + 60 * MINUTE;
    const careful = createDesk({ now: () => now, promiseAt: () => ({ kind: 'closed', at: later }) });
    await turn(db, (work) => careful.handoff(work, request));
    expect(await db.query('SELECT conversation, promise, promised_at FROM cases')).toEqual([
      { conversation: address.conversation, promise: 'closed', promised_at: later },
    ]);
    expect(await readAddress(db, address.conversation)).toEqual(address);
  });

  it('a crisis is a case with its tier, what noticed it and when, and alerts by ids alone', async () => {
    await escalate();
    const [row] = await db.query('SELECT * FROM cases');
    expect(row).toMatchObject({
      ...{
        kind: 'escalation',
        status: 'open',
        tier: 'ideation',
        entries: '["en.want_to_die"]',
        country: 'US',
      },
      ...{ created_at: Date.parse(escalation.at), details: '{}', outcome: null },
    });
    const { id, reference } = row ?? {};
    expect(await outbox()).toEqual([
      {
        ...{ topic: 'escalation.created', kind: 'escalation', case: id, reference, tier: 'ideation' },
        ...{ channel: 'directline', language: 'en', at: escalation.at },
      },
    ]);
  });

  it('what lies in the past is recorded and alerts nobody; nothing is not recorded', async () => {
    await escalate({ tier: 'history' });
    await escalate({ tier: 'none' });
    expect(await db.query('SELECT tier, status FROM cases')).toEqual([{ tier: 'history', status: 'noted' }]);
    expect(await outbox()).toEqual([]);
  });

  it("how it went on stands on the visitor's latest escalation, on no other's and on no hand-off", async () => {
    await escalate({ at: '2026-11-23T18:00:00Z' });
    await escalate({ at: '2026-11-23T19:00:00Z', tier: 'imminent' });
    await escalate({ at: '2026-11-23T20:00:00Z', tier: 'abuse', visitor: 'directline/dl_2' });
    await turn(db, (work) => desk.handoff(work, { language: 'en', channel: 'directline', visitor }));
    now += 5_000;
    await turn(db, (work) => desk.outcome(work, visitor, 'safe'));
    expect(await db.query('SELECT tier, updated_at FROM cases WHERE outcome IS NOT NULL')).toEqual([
      { tier: 'imminent', updated_at: now },
    ]);
    await turn(db, (work) => desk.outcome(work, visitor, 'asked_for_practice'));
    expect(await db.query('SELECT tier, outcome FROM cases WHERE outcome IS NOT NULL')).toEqual([
      { tier: 'imminent', outcome: 'asked_for_practice' },
    ]);
  });

  it('a visitor who writes again within minutes is on record again, and staff are not told again', async () => {
    await escalate();
    await escalate({ at: '2026-11-23T19:04:00Z' });
    await escalate({ at: '2026-11-23T19:04:30Z', tier: 'history' });
    const [first, second, past] = await db.query('SELECT * FROM cases ORDER BY created_at');
    expect(second).toMatchObject({ status: 'open', alert: first?.['id'] });
    expect(past).toMatchObject({ alert: null });
    expect(await outbox()).toMatchObject([{ reference: first?.['reference'] }]);
  });

  it.each([
    ['a more urgent message', { tier: 'imminent' }],
    ['another kind of crisis', { tier: 'medical' }],
    ['another visitor', { visitor: 'directline/dl_2' }],
    ['a message after some minutes', { at: '2026-11-23T19:05:00Z' }],
  ] as const)('%s is an alert of its own', async (_what, more) => {
    await escalate();
    await escalate(more);
    expect(await outbox()).toHaveLength(2);
  });

  it('what was taken on already does not cover a new message', async () => {
    await escalate();
    const [row] = await db.query('SELECT reference FROM cases');
    await acknowledge(db, String(row?.['reference']), { by: 'anna', now });
    await escalate({ at: '2026-11-23T19:01:00Z' });
    expect(await outbox()).toHaveLength(2);
  });

  it('the second contact stands in the outbox with its time, beside the alert', async () => {
    const careful = createDesk({ now: () => now, secondContactMinutes: 10 });
    await turn(db, (work) => careful.escalate(work, escalation));
    await turn(db, (work) => careful.escalate(work, escalation));
    expect(await db.query('SELECT topic, next_at FROM outbox ORDER BY next_at')).toEqual([
      { topic: 'escalation.created', next_at: now },
      { topic: 'escalation.unacknowledged', next_at: now + 10 * MINUTE },
    ]);
  });

  it('is taken on by a person, with all that the same alert told of, once, by whoever was first', async () => {
    await escalate();
    await escalate({ at: '2026-11-23T19:01:00Z' });
    await escalate({ at: '2026-11-23T19:01:00Z', tier: 'imminent' });
    const rows = await db.query("SELECT reference FROM cases WHERE tier = 'ideation'");
    const references = rows.map((row) => String(row['reference'])).sort();
    const typed = ` ${references[0]?.toLowerCase()} `;
    expect(await acknowledge(db, typed, { by: 'anna', now })).toEqual({ outcome: 'done', references });
    expect(await acknowledge(db, typed, { by: 'ben', now: now + 1 })).toEqual({
      ...{ outcome: 'already', at: new Date(now).toISOString() },
    });
    expect(await db.query('SELECT status, acknowledged_by AS who FROM cases ORDER BY tier')).toEqual([
      { status: 'acknowledged', who: 'anna' },
      { status: 'acknowledged', who: 'anna' },
      { status: 'open', who: null },
    ]);
    for (const unknown of ['222222', 'nonsense', ''])
      expect(await acknowledge(db, unknown, { by: 'ben', now })).toEqual({ outcome: 'unknown' });
  });

  it('an outcome of nobody known does no harm', async () => {
    await turn(db, (work) => desk.outcome(work, 'sms/nobody', 'safe'));
    expect(await db.query('SELECT id FROM cases')).toEqual([]);
  });

  it('a reference that is there already is made anew', async () => {
    const signs = [...Array<number>(10).fill(0), ...Array<number>(5).fill(1)];
    const unlucky = createDesk({ now: () => now, random: () => signs.shift() ?? 2 });
    const request = { language: 'en', channel: 'sms', visitor };
    const references = [];
    for (let n = 0; n < 2; n += 1) references.push(await turn(db, (work) => unlucky.handoff(work, request)));
    expect(references).toEqual(['222222', expect.stringMatching(/^33333/)]);
  });
});
