import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createDiary } from '../../src/booking/createDiary';
import type { BookingRequest } from '../../src/booking/types';
import type { StorageOptions } from '../../src/storage/openDatabase';
import type { Database } from '../../src/storage/types';
import { describeEngines, type Store } from '../storage/engines';
import { buildChild, startChild } from '../support/childProcess';
import { MONDAY, raceProfile } from './support';

const PROCESS = 'test/booking/child/bookingProcess.ts';
const RACERS = 200;
const ROUNDS = 20;
/** 50 minutes and the buffer of ten, in quanta of five. */
const QUANTA = 12;

jest.setTimeout(120_000);
beforeAll(() => buildChild(PROCESS));

describeEngines(`${RACERS} visitors in two processes`, (fresh) => {
  let store: Store;
  let db: Database;
  beforeEach(async () => {
    store = await fresh();
    db = await store.open();
  });
  afterEach(() => store.end());

  it('one of those who want the same time gets it', async () => {
    const diary = createDiary({ profile: raceProfile, db, now: () => MONDAY });
    const { items } = await diary.openings({}, { skip: 0, take: ROUNDS });
    const ids = items.map(({ id }) => id);
    expect(await winners('race', 'appointment', ids)).toEqual(ids.map(() => 1));
    expect(await count('bookings')).toBe(ROUNDS);
    expect(await count("outbox WHERE topic = 'booking.created'")).toBe(ROUNDS);
    expect(await count('claims')).toBe(ROUNDS * QUANTA);
    expect(await count('claims JOIN bookings ON holder = reference WHERE expires_at IS NULL')).toBe(
      ROUNDS * QUANTA,
    );
  });

  it('one of those who want the last seat gets it', async () => {
    const ids = raceProfile.cohorts.slice(0, ROUNDS).map(({ id }) => id);
    expect(await winners('race', 'group', ids)).toEqual(ids.map(() => 1));
    expect(await count('bookings')).toBe(ROUNDS);
    expect(await count('claims JOIN bookings ON holder = reference')).toBe(ROUNDS);
  });

  it('counting first and inserting then sells it more than once, and is caught by the same count', async () => {
    const ids = raceProfile.cohorts.slice(0, ROUNDS).map(({ id }) => id);
    const sold = await winners('count', 'group', ids);
    expect(Math.max(...sold)).toBeGreaterThan(1);
  });

  async function winners(job: string, kind: BookingRequest['kind'], choices: string[]): Promise<number[]> {
    const processes = [1, 2].map(() => racers(store.options, job));
    const sold: number[] = [];
    await Promise.all(processes.map((one) => one.next()));
    for (const choice of choices) {
      const won = processes.map((one) => one.next({ kind, choice }));
      sold.push((await Promise.all(won)).map(Number).reduce((sum, n) => sum + n, 0));
    }
    await Promise.all(processes.map((one) => one.end()));
    return sold;
  }

  async function count(from: string): Promise<number> {
    return Number((await db.query(`SELECT count(*) AS n FROM ${from}`))[0]?.['n']);
  }
});

/** A process with half of the racers: each `next` sends what they race for and gives its next word. */
function racers(store: StorageOptions, job: string) {
  const child: ChildProcess = startChild(PROCESS, { store }, job, String(RACERS / 2));
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  return {
    async next(wanted?: object): Promise<unknown> {
      if (wanted) child.stdin?.write(`${JSON.stringify(wanted)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('the process ended');
      return JSON.parse(value);
    },
    async end(): Promise<void> {
      child.stdin?.end();
      await once(child, 'exit');
    },
  };
}
