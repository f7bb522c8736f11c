import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeDocument } from '../../src/storage/documents';
import { eraseTraces } from '../../src/storage/erase';
import { databaseFile } from '../../src/storage/openDatabase';
import { sqliteApi } from '../../src/storage/sqliteApi';
import type { Database, Statement } from '../../src/storage/types';
import { until } from '../handoff/receivers';
import { sqliteStore } from './engines';
import type { Store } from './engines';

const VISITORS = Array.from({ length: 120 }, (_, n) => n);
const canary = (visitor: number): string => `canary-${visitor}-`;
const conversation = (visitor: number): string => `conversation/directline/c${visitor}`;

describe('what is erased from an embedded file', () => {
  let store: Store;
  let db: Database;
  beforeEach(async () => {
    store = sqliteStore();
    db = await store.open();
  });
  afterEach(() => store.end());

  /** Whose canary is in the file, its log or anything else that lies beside it. */
  function traces(): number[] {
    const { dataDir } = store.options;
    const files = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name)).toString('latin1'));
    return VISITORS.filter((visitor) => files.some((file) => file.includes(canary(visitor))));
  }

  /** Some lengths leave a page, so that pages are split, joined and freed. */
  function talk(visitor: number, round: number): Statement[] {
    const text = canary(visitor).repeat(((visitor * 7 + round * 13) % 90) + 1);
    return [
      writeDocument(conversation(visitor), JSON.stringify({ text }), '*'),
      {
        sql: 'INSERT INTO turns (id, conversation, replies, created_at) VALUES (?, ?, ?, ?)',
        params: [`t${visitor}-${round}`, conversation(visitor), text, round],
      },
      {
        sql: 'INSERT INTO dl_activities (conversation_id, seq, id, activity, created_at) VALUES (?, ?, ?, ?, ?)',
        params: [`c${visitor}`, round, `${visitor}-${round}`, text, round],
      },
    ];
  }

  function erase(visitor: number): Promise<unknown> {
    const keys = {
      conversation: conversation(visitor),
      conversationId: `c${visitor}`,
      visitor: `visitor/directline/v${visitor}`,
      turn: 'this one',
    };
    return db.transaction([writeDocument(keys.conversation, '{}', '*'), ...eraseTraces(keys)]);
  }

  it('is in no page of it any more, nor in its log, and what others said is', async () => {
    for (let round = 0; round < 8; round += 1)
      for (const visitor of VISITORS) await db.transaction(talk(visitor, round));
    expect(traces()).toEqual(VISITORS);
    for (const visitor of VISITORS.filter((one) => one % 3 !== 0)) await erase(visitor);
    const others = VISITORS.filter((one) => one % 3 === 0);
    await until('only the others are left', () => traces().join() === others.join());
  }, 60_000);

  it('goes when the file is opened again, if the process was killed before', async () => {
    await db.transaction(talk(1, 1));
    await erase(1);
    await db.close();
    const copy = new (sqliteApi().DatabaseSync)(databaseFile(store.options.dataDir));
    // As a crash leaves it: the mark is there, and something in a page that belongs to no row.
    copy.exec('PRAGMA secure_delete = OFF; CREATE TABLE stale (text TEXT)');
    copy.prepare('INSERT INTO stale (text) VALUES (?)').run(canary(2));
    copy.exec('DROP TABLE stale; PRAGMA user_version = 1; PRAGMA wal_checkpoint(TRUNCATE)');
    copy.close();
    expect(traces()).toEqual([2]);
    await store.open();
    await until('it is gone', () => traces().length === 0);
  });

  it('goes as soon as a reader of another process lets it', async () => {
    await db.transaction(talk(1, 1));
    const reader = new (sqliteApi().DatabaseSync)(databaseFile(store.options.dataDir));
    reader.exec('BEGIN');
    expect(reader.prepare('SELECT key FROM documents').all()).toHaveLength(1);
    await erase(1);
    expect(traces()).toEqual([1]);
    reader.exec('COMMIT');
    await until('it is gone', () => traces().length === 0);
    reader.close();
  });
});
