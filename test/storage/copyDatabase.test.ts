import { copyDatabase } from '../../src/storage/copyDatabase';
import { writeDocument } from '../../src/storage/documents';
import type { Database, Statement } from '../../src/storage/types';
import { describeEngines, sqliteStore } from './engines';
import type { Store } from './engines';

describeEngines('moving from the embedded file', (fresh) => {
  let source: Store;
  let target: Store;
  let from: Database;
  let to: Database;
  beforeEach(async () => {
    [source, target] = [sqliteStore(), await fresh()];
    [from, to] = [await source.open(), await target.open()];
  });
  afterEach(async () => {
    await source.end();
    await target.end();
  });

  const activity = (conversation: number, seq: number): Statement => ({
    sql: 'INSERT INTO dl_activities (conversation_id, seq, id, activity, created_at) VALUES (?, ?, ?, ?, ?)',
    params: [`c${conversation}`, seq, `${conversation}-${seq}`, '{"text":"sí 🧡"}', 1_700_000_000_000 + seq],
  });

  it('copies every row of every table, unchanged, and says how many', async () => {
    await from.transaction([
      ...Array.from({ length: 1_001 }, (_, n) => writeDocument(`key ${n}`, `{"n":${n}}`, undefined)),
      ...[1, 2, 3].flatMap((c) => Array.from({ length: 400 }, (_, seq) => activity(c, seq))),
      { sql: "INSERT INTO claims (resource, holder, expires_at) VALUES ('seat', 'anna', NULL)" },
    ]);
    const copied = await copyDatabase(from, to);
    expect(copied.filter(({ rows }) => rows > 0)).toEqual([
      { table: 'documents', rows: 1_001 },
      { table: 'dl_activities', rows: 1_200 },
      { table: 'claims', rows: 1 },
    ]);
    for (const table of ['documents', 'dl_activities', 'claims']) {
      const all = `SELECT * FROM ${table} ORDER BY 1, 2`;
      expect(await to.query(all)).toEqual(await from.query(all));
    }
  });

  it('knows every table there is', async () => {
    const there = await from.query<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migrations'",
    );
    const copied = await copyDatabase(from, to);
    expect(copied.map(({ table }) => table).sort()).toEqual(there.map(({ name }) => name).sort());
  });

  it('touches nothing in a target that is not empty', async () => {
    await from.transaction([writeDocument('a', '1', undefined)]);
    await to.transaction([writeDocument('b', '2', undefined)]);
    await expect(copyDatabase(from, to)).rejects.toMatchObject({ code: 'STORAGE_COPY' });
    expect(await to.query('SELECT key FROM documents')).toEqual([{ key: 'b' }]);
  });
});
