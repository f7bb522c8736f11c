import { readDocuments, writeDocument } from '../../../src/storage/documents';
import { ConflictError } from '../../../src/storage/conflictError';
import { openDatabase } from '../../../src/storage/openDatabase';
import type { StorageOptions } from '../../../src/storage/openDatabase';
import type { Database } from '../../../src/storage/types';

// A process of its own on the store under test. `commit <name>`: writes documents without end, eight at a time, and
// says on stdout which one has been acknowledged. `count <writers> <times>`: raises one counter by compare-and-set.

const [job, ...rest] = process.argv.slice(2);
const options = JSON.parse(process.env['STORE'] ?? '{}') as StorageOptions;

void openDatabase(options)
  .then(async (db) => {
    const lanes = job === 'commit' ? 8 : Number(rest[0]);
    const work = (lane: number) =>
      job === 'commit' ? commit(db, `${rest[0]}-${lane}`) : count(db, Number(rest[1]));
    await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
    await db.close();
  })
  .catch(() => process.exit(1));

/** Each transaction writes two rows, so that half of one could be told from none. */
async function commit(db: Database, name: string): Promise<never> {
  for (let n = 0; ; n += 1) {
    const key = `${name}-${n}`;
    await db.transaction([
      writeDocument(`${key}-first`, '{}', undefined),
      writeDocument(`${key}-second`, '{}', undefined),
    ]);
    process.stdout.write(`${key}\n`);
  }
}

async function count(db: Database, times: number): Promise<void> {
  for (let done = 0; done < times;) {
    const before = (await readDocuments(db, ['counter'])).get('counter');
    const value = String(Number(before?.value ?? 0) + 1);
    try {
      await db.transaction([writeDocument('counter', value, before?.etag)]);
      done += 1;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
