import { deleteDocument, readDocuments, writeDocument } from '../storage/documents';
import type { StoredDocument } from '../storage/documents';
import type { Database, Statement, Work } from '../storage/types';

/**
 * One attempt at a turn: reads the turn's documents, collects what the turn changes, and hands all of it over as one
 * list of statements. Nothing is written before the whole list commits; a document that somebody else changed in
 * between fails the guard `state` and the turn runs again.
 */
export class UnitOfWork implements Work {
  private readonly staged: Statement[] = [];
  private readonly values = new Map<string, unknown>();

  /** @param loaded the documents that are there, by key */
  constructor(private readonly loaded: ReadonlyMap<string, StoredDocument>) {}

  /** Reads the documents by key. Rejects with a `STORAGE_*` error when the store is down. */
  static async open(db: Database, keys: readonly string[]): Promise<UnitOfWork> {
    return new UnitOfWork(await readDocuments(db, keys));
  }

  /** The document, parsed anew for this attempt, or undefined. Change it and {@link put} it back. */
  get<T>(key: string): T | undefined {
    const found = this.loaded.get(key);
    return found && (JSON.parse(found.value) as T);
  }

  /** The document's new value; undefined deletes it. */
  put(key: string, value: unknown): void {
    this.values.set(key, value);
  }

  /** Changes a document once more that was {@link put} in this attempt; nothing where it was not. */
  change<T>(key: string, change: (value: T) => void): void {
    const value = this.values.get(key);
    if (value !== undefined) change(value as T);
  }

  stage(...statements: Statement[]): void {
    this.staged.push(...statements);
  }

  /** Everything to commit: changed documents first (their guards fail early), then what was staged. */
  statements(): Statement[] {
    const changed = [...this.values].flatMap(([key, value]) => {
      const before = this.loaded.get(key);
      const text = value === undefined ? undefined : JSON.stringify(value);
      if (text === before?.value) return [];
      if (text !== undefined) return [writeDocument(key, text, before?.etag)];
      return before ? [deleteDocument(key, before.etag)] : [];
    });
    return [...changed, ...this.staged];
  }
}
