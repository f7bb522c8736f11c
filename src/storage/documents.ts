import { randomUUID } from 'node:crypto';
import type { Database, Statement } from './types';

/** A stored document: its JSON text and the eTag it had when it was read. */
export interface StoredDocument {
  readonly value: string;
  readonly etag: string;
}

/** The documents that are there, by key; what is not there is not in the map. */
export async function readDocuments(
  db: Pick<Database, 'query'>,
  keys: readonly string[],
): Promise<Map<string, StoredDocument>> {
  if (keys.length === 0) return new Map();
  const marks = keys.map(() => '?').join(', ');
  const rows = await db.query<{ key: string; value: string; etag: string }>(
    `SELECT key, value, etag FROM documents WHERE key IN (${marks})`,
    keys,
  );
  return new Map(rows.map(({ key, value, etag }) => [key, { value, etag }]));
}

/**
 * What a turn begins with, in one query: its documents, as {@link readDocuments} has them, and the replies that are stored
 * when it has been run before.
 */
export async function readForTurn(
  db: Pick<Database, 'query'>,
  keys: readonly string[],
  turn: string,
): Promise<{ readonly documents: Map<string, StoredDocument>; readonly replies: string | undefined }> {
  const marks = keys.map(() => '?').join(', ');
  const rows = await db.query<{ key: string; value: string; etag: string | null }>(
    `SELECT key, value, etag FROM documents WHERE key IN (${marks})
     UNION ALL SELECT id, replies, NULL FROM turns WHERE id = ?`,
    [...keys, turn],
  );
  const documents = new Map<string, StoredDocument>();
  let replies: string | undefined;
  for (const { key, value, etag } of rows) {
    if (etag === null) replies = value;
    else documents.set(key, { value, etag });
  }
  return { documents, replies };
}

/** A fresh eTag, different at every write. */
export function newEtag(): string {
  return randomUUID();
}

/**
 * The statement that writes a document, guarded by `state`.
 * @param value JSON text, without an eTag inside
 * @param etag  the eTag it was read with: it must still be that one; undefined: it was not there and must still not be;
 *              `*`: whatever is there is replaced
 * @param at    when, in ms
 */
export function writeDocument(
  key: string,
  value: string,
  etag: string | undefined,
  nextEtag: string = newEtag(),
  at: number = Date.now(),
): Statement {
  if (etag !== undefined && etag !== '*') {
    return {
      sql: 'UPDATE documents SET value = ?, etag = ?, updated_at = ? WHERE key = ? AND etag = ?',
      params: [value, nextEtag, at, key, etag],
      expect: 1,
      guard: 'state',
    };
  }
  const then =
    etag === '*'
      ? 'UPDATE SET value = excluded.value, etag = excluded.etag, updated_at = excluded.updated_at'
      : 'NOTHING';
  return {
    sql: `INSERT INTO documents (key, value, etag, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO ${then}`,
    params: [key, value, nextEtag, at],
    expect: 1,
    guard: 'state',
  };
}

/** The statement that deletes a document, guarded by `state`: it must still have the eTag it was read with. */
export function deleteDocument(key: string, etag: string): Statement {
  return {
    sql: 'DELETE FROM documents WHERE key = ? AND etag = ?',
    params: [key, etag],
    expect: 1,
    guard: 'state',
  };
}
