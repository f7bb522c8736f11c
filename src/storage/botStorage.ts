import type { Storage, StoreItems } from 'botbuilder';
import { newEtag, readDocuments, writeDocument } from './documents';
import type { Database } from './types';

type Item = Record<string, unknown>;

/**
 * The Bot Framework's `Storage` on the `documents` table. The eTag has a column of its own: it is put on what is read
 * and taken off before writing, so that it never gets into the document. A write is all or nothing; one with a stale
 * eTag is refused with a ConflictError, one without an eTag or with `*` replaces what is there. As the SDK's own
 * storages do, it takes null for "nothing".
 */
export class BotStorage implements Storage {
  constructor(
    private readonly db: Database,
    private readonly now: () => number = Date.now,
  ) {}

  /** The items that are there, each with its eTag. */
  async read(keys: readonly string[] | null): Promise<StoreItems> {
    const documents = await readDocuments(this.db, keys ?? []);
    const items = [...documents].map(([key, { value, etag }]) => [
      key,
      { ...(JSON.parse(value) as Item), eTag: etag },
    ]);
    return Object.fromEntries(items) as StoreItems;
  }

  /** @throws ConflictError on a stale eTag; then none of the changes was written */
  async write(changes: StoreItems | null): Promise<void> {
    const statements = Object.entries(changes ?? {}).map(([key, item]) => {
      const { eTag, ...document } = item as Item;
      const etag = typeof eTag === 'string' ? eTag : '*';
      return writeDocument(key, JSON.stringify(document), etag, newEtag(), this.now());
    });
    if (statements.length > 0) await this.db.transaction(statements);
  }

  /** Removes what is there of these. */
  async delete(keys: readonly string[] | null): Promise<void> {
    const statements = (keys ?? []).map((key) => ({
      sql: 'DELETE FROM documents WHERE key = ?',
      params: [key],
    }));
    if (statements.length > 0) await this.db.transaction(statements);
  }
}
