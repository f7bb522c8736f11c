import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openDatabase } from '../../src/storage/openDatabase';
import type { StorageOptions } from '../../src/storage/openDatabase';
import { describeOwnPostgres, startPostgres } from '../support/postgres';
import type { Postgres } from '../support/postgres';
import { buildChild, startChild } from '../support/childProcess';
import { describeEngines } from './engines';

const ROUNDS = 4;
const ENOUGH = 150;

const PROCESS = 'test/storage/child/storeProcess.ts';
beforeAll(() => buildChild(PROCESS));

/** Lets a process commit until enough has been acknowledged, ends it with `stop`, and returns what was. */
async function commitUntil(
  options: StorageOptions,
  name: string,
  stop: (kill: () => void) => void,
): Promise<string[]> {
  const child = startChild(PROCESS, { store: options }, 'commit', name);
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    acknowledged.push(line);
    if (acknowledged.length === ENOUGH) stop(() => child.kill('SIGKILL'));
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return acknowledged;
}

/** Keys of which a row is missing, among the acknowledged; and transactions of which there is only one half. */
async function losses(options: StorageOptions, acknowledged: readonly string[]) {
  const db = await openDatabase(options);
  const rows = await db.query<{ key: string }>('SELECT key FROM documents');
  await db.close();
  const keys = new Set(rows.map(({ key }) => key));
  const pair = (name: string) => [keys.has(`${name}-first`), keys.has(`${name}-second`)];
  const stored = new Set([...keys].map((key) => key.replace(/-(first|second)$/, '')));
  return {
    lost: acknowledged.filter((name) => pair(name).includes(false)),
    halves: [...stored].filter((name) => pair(name).includes(false)),
  };
}

describeEngines('a process that is killed while it commits', (fresh) => {
  it('loses nothing that it had acknowledged, and leaves no half of a transaction', async () => {
    const store = await fresh();
    const { options } = store;
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      acknowledged.push(...(await commitUntil(options, `round${round}`, (kill) => kill())));
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * ENOUGH);
    expect(await losses(options, acknowledged)).toEqual({ lost: [], halves: [] });
    await store.end();
  });
});

describeOwnPostgres('a PostgreSQL that crashes', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it('loses nothing that was acknowledged', async () => {
    const options = { dataDir: '/nowhere', databaseUrl: await postgres.database() };
    let crashed = Promise.resolve();
    const acknowledged = await commitUntil(options, 'crash', (kill) => {
      crashed = postgres.crash().finally(kill);
    });
    await crashed;
    expect(await losses(options, acknowledged)).toEqual({ lost: [], halves: [] });
  });

  it('is said to be down while it is, and is used again when it is back', async () => {
    const db = await openDatabase({ dataDir: '/nowhere', databaseUrl: await postgres.database() });
    const use = () => db.transaction([{ sql: 'UPDATE claims SET holder = holder' }]);
    // Connections of the pool that are at rest when it happens must not end the process, nor spoil what follows.
    await Promise.all(Array.from({ length: 8 }, use));
    const back = postgres.crash(1_000);
    const codes = new Set<string>();
    let isBack = false;
    void back.then(() => (isBack = true));
    while (!isBack) {
      await use().catch((error: { code: string }) => codes.add(error.code));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect([...codes]).toEqual(['STORAGE_DOWN']);
    await expect(use()).resolves.toEqual([[]]);
    expect(await db.ready()).toBe(true);
    await db.close();
  });
});
