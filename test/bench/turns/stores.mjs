// The same turns on SQLite and on PostgreSQL, by one process and by two on the same store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOurs, startWorld } from './processes.mjs';
import { ratio, rounds } from './rounds.mjs';
import { OURS, textsOf } from './scripts.mjs';
import { roundOf } from './turns.mjs';

/** @param startPostgres a throw-away server; left out where there is none, which the result says */
export async function benchStores(root, words, startPostgres, { blocks, turns: [concurrency, count], warm }) {
  const script = textsOf(OURS, words);
  const orderOf = (visitors, count) =>
    roundOf({ by: 'connector', delivery: 'expectReplies', script, concurrency: visitors, count });
  const order = orderOf(concurrency, count);
  const folder = mkdtempSync(join(tmpdir(), 'bench-stores-'));
  const postgres = await startPostgres?.();
  const stores = {
    SQLite: { DATA_DIR: folder },
    ...(postgres && { PostgreSQL: { DATABASE_URL: await postgres.database() } }),
  };
  const world = await startWorld();
  const bots = [];
  const subjects = {};
  try {
    for (const [name, store] of Object.entries(stores)) {
      // One after the other: the first makes the tables.
      const two = [await startOurs(root, store), await startOurs(root, store)];
      bots.push(...two);
      subjects[`${name}, one process`] = { bots: two.slice(0, 1), order };
      subjects[`${name}, two processes`] = { bots: two, order };
      for (const { url } of two) await world.ask({ job: 'round', urls: [url], ...orderOf(...warm) });
    }
    const figures = await rounds(world, subjects, blocks);
    const twoToOne = Object.keys(stores).map((name) => {
      return [name, ratio(figures[`${name}, two processes`], figures[`${name}, one process`])];
    });
    return { concurrency, figures, twoToOne: Object.fromEntries(twoToOne), postgres: postgres !== undefined };
  } finally {
    await Promise.all([...bots, world].map((one) => one.stop()));
    await postgres?.stop();
    rmSync(folder, { recursive: true });
  }
}
