import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/storage/types';
import { describeEngines, type Store } from '../storage/engines';
import { buildChild, killed, startChild } from '../support/childProcess';
import { times } from '../support/long';

const PROCESS = 'test/booking/child/bookingProcess.ts';
const KILLS = times(10, 50);
/** 50 minutes and the buffer of ten, in quanta of five. */
const QUANTA = 12;

jest.setTimeout(240_000);
beforeAll(() => buildChild(PROCESS));

describeEngines('kill -9 in a booking loop', (fresh) => {
  let store: Store;
  let db: Database;
  beforeEach(async () => {
    store = await fresh();
    db = await store.open();
  });
  afterEach(() => store.end());

  it(`loses no booking that a visitor was told of, and leaves none half done (${KILLS} times)`, async () => {
    const told: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) told.push(...(await bookUntilKilled(kill)));
    expect(told.length).toBeGreaterThanOrEqual(KILLS * 2);
    const booked = new Map(
      (await db.query('SELECT id, reference FROM bookings')).map((row) => [row['reference'], row['id']]),
    );
    expect(told.filter((reference) => !booked.has(reference))).toEqual([]);

    // No half: each has all of its time, the conversation that knows of it and what the outbox tells …
    const claims = await db.query(
      'SELECT holder, count(*) AS n FROM claims WHERE expires_at IS NULL GROUP BY holder',
    );
    expect(claims).toHaveLength(booked.size);
    for (const { holder, n } of claims) expect([booked.has(holder ?? ''), Number(n)]).toEqual([true, QUANTA]);
    const states = await db.query('SELECT value FROM documents');
    const known = states.map(({ value }) => (JSON.parse(String(value)) as { reference: string }).reference);
    expect(known.sort()).toEqual([...booked.keys()].sort());
    const rows = await db.query("SELECT payload FROM outbox WHERE topic = 'booking.created'");
    const announced = rows.map(({ payload }) => (JSON.parse(String(payload)) as { booking: string }).booking);
    expect(announced.sort()).toEqual([...booked.values()].sort());
    // … and no orphan: a hold that was left behind ends by itself.
    const holds = await db.query(
      "SELECT holder FROM claims WHERE expires_at IS NOT NULL AND holder NOT LIKE 'hold:%'",
    );
    expect(holds).toEqual([]);
  });

  /** Kills the process at some moment after its second booking; what it has said until then counts. */
  async function bookUntilKilled(kill: number): Promise<string[]> {
    const child = startChild(PROCESS, { store: store.options }, 'loop');
    const told: string[] = [];
    for await (const line of createInterface(child.stdout as NodeJS.ReadableStream)) {
      told.push(JSON.parse(line) as string);
      if (told.length === 2) void sleep((kill * 37) % 150).then(() => child.kill('SIGKILL'));
    }
    await killed(child);
    return told;
  }
});
