import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/storage/types';
import { describeEngines, type Store } from '../storage/engines';
import { buildBookingProcess, startBookingProcess } from './child/startBookingProcess';

/** `KILLS=50` for the whole length. */
const KILLS = Number(process.env['KILLS'] ?? 4);
const QUANTA = 12;

jest.setTimeout(120_000);
beforeAll(() => buildBookingProcess());

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
    expect(told.length).toBeGreaterThan(KILLS);
    const booked = new Map(
      (await db.query('SELECT id, reference FROM bookings')).map((row) => [row['reference'], row['id']]),
    );
    expect(told.filter((reference) => !booked.has(reference))).toEqual([]);

    const claims = await db.query(
      'SELECT holder, count(*) AS n FROM claims WHERE expires_at IS NULL GROUP BY holder',
    );
    expect(claims).toHaveLength(booked.size);
    for (const { holder, n } of claims) expect([booked.has(holder ?? ''), Number(n)]).toEqual([true, QUANTA]);
    // A hold that was left behind ends by itself.
    const holds = await db.query(
      "SELECT holder FROM claims WHERE expires_at IS NOT NULL AND holder NOT LIKE 'hold:%'",
    );
    expect(holds).toEqual([]);
    const rows = await db.query("SELECT payload FROM outbox WHERE topic = 'booking.created'");
    const announced = rows.map(({ payload }) => (JSON.parse(String(payload)) as { booking: string }).booking);
    expect(announced.sort()).toEqual([...booked.values()].sort());
  });

  async function bookUntilKilled(kill: number): Promise<string[]> {
    const child = startBookingProcess({ store: store.options }, 'loop');
    const told: string[] = [];
    const lines = createInterface(child.stdout!).on('line', (line) => told.push(JSON.parse(line) as string));
    const closed = once(lines, 'close');
    while (told.length < 2) await sleep(5);
    await sleep((kill * 37) % 150);
    child.kill('SIGKILL');
    await closed;
    return told;
  }
});
