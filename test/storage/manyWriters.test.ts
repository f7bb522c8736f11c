import { once } from 'node:events';
import { ConflictError } from '../../src/storage/conflictError';
import { readDocuments, writeDocument } from '../../src/storage/documents';
import type { Database } from '../../src/storage/types';
import { buildChild, startChild } from '../support/childProcess';
import { describeEngines } from './engines';
import type { Store } from './engines';

const PROCESS = 'test/storage/child/storeProcess.ts';
beforeAll(() => buildChild(PROCESS));

describeEngines('compare-and-set', (fresh) => {
  let store: Store;
  let db: Database;
  beforeEach(async () => {
    store = await fresh();
    db = await store.open();
  });
  afterEach(() => store.end());

  const counter = async () => Number((await readDocuments(db, ['counter'])).get('counter')?.value);

  async function raise(): Promise<void> {
    for (;;) {
      const before = (await readDocuments(db, ['counter'])).get('counter');
      const value = String(Number(before?.value ?? 0) + 1);
      try {
        await db.transaction([writeDocument('counter', value, before?.etag)]);
        return;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  }

  it('lets 50 writers land exactly once each', async () => {
    await Promise.all(Array.from({ length: 50 }, raise));
    expect(await counter()).toBe(50);
  });

  it('loses nothing between two processes on one store', async () => {
    const processes = [1, 2].map(() => startChild(PROCESS, { store: store.options }, 'count', '5', '20'));
    const codes = await Promise.all(processes.map(async (child) => (await once(child, 'exit'))[0] as number));
    expect(codes).toEqual([0, 0]);
    expect(await counter()).toBe(200);
  });

  it('lets only the first of two create a document that was not there', async () => {
    const ends = await Promise.allSettled(
      ['1', '2'].map((value) => db.transaction([writeDocument('new', value, undefined)])),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('does not bring back a document that was removed meanwhile', async () => {
    await db.transaction([writeDocument('gone', '1', undefined, 'tag')]);
    await db.transaction([{ sql: 'DELETE FROM documents' }]);
    await expect(db.transaction([writeDocument('gone', '2', 'tag')])).rejects.toMatchObject({
      guard: 'state',
    });
    expect((await readDocuments(db, ['gone'])).size).toBe(0);
  });
});
