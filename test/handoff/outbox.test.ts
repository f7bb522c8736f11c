import { randomUUID } from 'node:crypto';
import { tell } from '../../src/booking/outbox';
import { makeReference } from '../../src/booking/reference';
import { inbox } from '../../src/commands/inbox';
import { CarrierError, type Carrier, type Letter } from '../../src/handoff/carrier';
import { handOut, take } from '../../src/handoff/deliveries';
import { nudgeOnCommit } from '../../src/handoff/nudgeOnCommit';
import { OutboxWorker } from '../../src/handoff/outboxWorker';
import { redrive } from '../../src/handoff/redrive';
import { createLog } from '../../src/log';
import type { Database } from '../../src/storage/types';
import { HOUR, MONDAY, profileOf } from '../booking/support';
import { describeEngines, type Store } from '../storage/engines';
import { until } from './receivers';

const log = createLog('silent');
/** No polls within a test, so that a worker wakes by being nudged or not at all. */
const NEVER = 1_000_000;

/** A carrier that notes what it was given and does as told. */
function carrier(id: string, behave: (letter: Letter) => Promise<void> = () => Promise.resolve()) {
  const given: Letter[] = [];
  const made: Carrier & { given: Letter[] } = {
    ...{ id, given, timeoutMs: 5_000, takes: () => true },
    deliver: (letter) => {
      given.push(letter);
      return behave(letter);
    },
  };
  return made;
}

describeEngines('the outbox', (fresh) => {
  let store: Store;
  let db: Database;
  let now = MONDAY;
  const workers: OutboxWorker[] = [];
  beforeAll(async () => {
    store = await fresh();
    db = await store.open();
  });
  beforeEach(async () => {
    now = MONDAY;
    await db.transaction(['deliveries', 'outbox', 'cases'].map((table) => ({ sql: `DELETE FROM ${table}` })));
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop(0)));
  });
  afterAll(() => store.end());

  const start = (carriers: Carrier[], on: Database = db): OutboxWorker => {
    const worker = new OutboxWorker({ db: on, carriers, now: () => now, log, pollMs: NEVER });
    workers.push(worker);
    return worker;
  };
  const put = (count: number, topic = 'handoff.created', on: Database = db) =>
    on.transaction(
      Array.from({ length: count }, () => tell(topic, { case: randomUUID(), reference: 'K7M4QD' }, now)),
    );
  const states = async () =>
    (await db.query('SELECT carrier, status FROM deliveries ORDER BY carrier, status')).map(
      ({ carrier: name, status }) => `${String(name)} ${String(status)}`,
    );
  const are = (...wanted: string[]) =>
    until(wanted.join(', '), async () => JSON.stringify(await states()) === JSON.stringify(wanted));
  const id = (letters: Letter[]) => letters.map((letter) => letter.id);

  it('brings each message to every carrier, each with an id of its own', async () => {
    const [mail, hook] = [carrier('mail'), carrier('hook')];
    await put(2);
    start([mail, hook]);
    await are('hook delivered', 'hook delivered', 'mail delivered', 'mail delivered');
    expect(new Set(id([...mail.given, ...hook.given])).size).toBe(4);
  });

  it('wakes at once when this process puts something in', async () => {
    const mail = carrier('mail');
    const worker = start([mail]);
    await put(
      1,
      'handoff.created',
      nudgeOnCommit(db, () => worker.nudge()),
    );
    await are('mail delivered');
  });

  it('goes again only to the carrier that failed, later, with the same id', async () => {
    const refusals = [new CarrierError('HTTP 500')];
    const refuses = () => {
      const refusal = refusals.pop();
      return refusal ? Promise.reject(refusal) : Promise.resolve();
    };
    const [mail, hook] = [carrier('mail'), carrier('hook', refuses)];
    await put(1);
    const worker = start([mail, hook]);
    await until('a failure', async () => (await failures()).length === 1);
    expect(await failures()).toEqual(['HTTP 500']);
    worker.nudge();
    now += 60_000;
    worker.nudge();
    await are('hook delivered', 'mail delivered');
    expect(mail.given).toHaveLength(1);
    expect(hook.given).toHaveLength(2);
    expect(new Set(id(hook.given)).size).toBe(1);
  });
  const failures = async () =>
    (await db.query('SELECT last_error FROM deliveries WHERE last_error IS NOT NULL')).map(
      (row) => row['last_error'],
    );

  it('a carrier that hangs, even with everything in hand, holds up no other carrier and no escalation', async () => {
    const hangs = (letter: Letter) =>
      letter.topic.startsWith('escalation.') ? Promise.resolve() : new Promise<void>(() => undefined);
    const [mail, hook] = [carrier('mail'), carrier('hook', hangs)];
    const worker = start([hook, mail]);
    await put(20);
    worker.nudge();
    await until('the other carrier', () => mail.given.length === 20);
    await put(1, 'escalation.created');
    worker.nudge();
    await until('the escalation', () =>
      [mail, hook].every(({ given }) => given.some(({ topic }) => topic === 'escalation.created')),
    );
    expect(hook.given.length).toBeLessThan(20);
  });

  it('takes a carrier that never answers as failed when its time is over', async () => {
    const hook = { ...carrier('hook', () => new Promise<void>(() => undefined)), timeoutMs: 50 };
    await put(1);
    start([hook]);
    await until('the time-out', async () => (await failures())[0] === 'timeout');
  });

  it('gives up after days, and staff see it', async () => {
    const hook = carrier('hook', () => Promise.reject(new CarrierError('HTTP 500')));
    await put(1);
    const worker = start([hook]);
    for (let tried = 1; tried < 20; tried += 1) {
      await until(`attempt ${tried}`, async () => (await due())[0]?.['last_error'] === 'HTTP 500');
      // First the clearing, then the clock: from then on the worker may try at any moment.
      await db.transaction([{ sql: 'UPDATE deliveries SET last_error = NULL' }]);
      now = Number((await due())[0]?.['next_at']);
      worker.nudge();
    }
    await are('hook dead');
    expect(hook.given).toHaveLength(20);
    expect(now - MONDAY).toBeGreaterThan(2 * 24 * HOUR);
    const lines: string[] = [];
    await inbox(db, profileOf(), (line) => void lines.push(line));
    expect(lines[1]).toMatch(/^delivery .* K7M4QD +dead +handoff\.created · hook · 20 · HTTP 500\n$/);
  });
  const due = () => db.query("SELECT * FROM deliveries WHERE status = 'waiting'");

  it('tries again what was given up, when somebody says so: all of it, or what is about one case', async () => {
    let up = false;
    const hook = carrier('hook', () =>
      up ? Promise.resolve() : Promise.reject(new CarrierError('HTTP 500')),
    );
    await put(2);
    const reference = makeReference(() => 3);
    await db.transaction([tell('handoff.created', { case: randomUUID(), reference }, now)]);
    const worker = start([hook]);
    await until('failures', async () => (await failures()).length === 3);
    await db.transaction([{ sql: "UPDATE deliveries SET status = 'dead', attempts = 20" }]);
    const before = new Set(id(hook.given));
    up = true;
    hook.given.length = 0;
    expect(await redrive(db, 'nothing like it', now)).toBe(0);
    expect(await redrive(db, reference.toLowerCase(), now)).toBe(1);
    worker.nudge();
    await are('hook dead', 'hook dead', 'hook delivered');
    expect(hook.given.map(({ facts }) => facts.reference)).toEqual([reference]);
    expect(await redrive(db, 'all', now)).toBe(2);
    worker.nudge();
    await are('hook delivered', 'hook delivered', 'hook delivered');
    expect(new Set(id(hook.given))).toEqual(before);
    expect(await redrive(db, 'all', now)).toBe(0);
  });

  it('two workers on one store never have the same message in hand at once', async () => {
    const other = await store.open();
    const inHand = new Set<string>();
    let twice = 0;
    const behave = async ({ id: one }: Letter) => {
      if (inHand.has(one)) twice += 1;
      inHand.add(one);
      await new Promise((resolve) => setTimeout(resolve, 2));
    };
    const [here, there] = [carrier('hook', behave), carrier('hook', behave)];
    await put(60);
    const both = [start([here]), start([there], other)];
    await until('all', () => here.given.length + there.given.length >= 60);
    both.forEach((worker) => worker.nudge());
    await are(...Array<string>(60).fill('hook delivered'));
    expect(twice).toBe(0);
    expect(here.given.length + there.given.length).toBe(60);
  });

  it('what a worker had in hand when it died is taken by another, not before its lease ends', async () => {
    const hook = carrier('hook');
    await put(1);
    await handOut(db, [hook], now);
    const lane = { carrier: 'hook', urgent: false, most: 9 };
    expect(await take(db, lane, now, 30_000)).toMatchObject([{ attempts: 1 }]);
    expect(await take(db, lane, now + 29_999, 30_000)).toEqual([]);
    now += 30_000;
    start([hook]);
    await are('hook delivered');
  });

  it('gives back what is not through when it is stopped, for others to take at once', async () => {
    const slow = carrier('hook', () => new Promise<void>(() => undefined));
    await put(1);
    const worker = start([slow]);
    await until('in hand', () => slow.given.length === 1);
    await worker.stop(10);
    expect(await due()).toMatchObject([{ attempts: 0, next_at: now }]);
    start([carrier('hook')]);
    await are('hook delivered');
  });

  it('carries ids, kinds and times, and nothing else that a row may hold', async () => {
    const hook = carrier('hook');
    const payload = { reference: 'K7M4QD', kind: 'group', cohort: 'recovery', name: 'Quill', startsAt: 5 };
    await db.transaction([tell('booking.created', payload, now)]);
    start([hook]);
    await are('hook delivered');
    expect(hook.given).toMatchObject([{ at: now, facts: { reference: 'K7M4QD', kind: 'group' } }]);
    expect(JSON.stringify(hook.given)).not.toMatch(/recovery|Quill|startsAt/);
  });
});
