/** A value that both engines bind and return alike. Times are whole milliseconds since 1970 (UTC). */
export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, SqlValue>>;

/**
 * One portable statement with `?` placeholders; valid on SQLite and PostgreSQL alike. Names in snake_case without
 * quotes; a parameter stands where a column gives it its type (`a = ?`, `VALUES (?)`), not in `? IS NULL`.
 */
export interface Statement {
  readonly sql: string;
  readonly params?: readonly SqlValue[];
  /** Rows it must return, or change where it returns none; anything else rolls the whole transaction back. */
  readonly expect?: number;
  /**
   * What a wrong count means, named in the ConflictError: `state`, `turn`, `opening`, `seat` … A unique key that is
   * there already means the same, on a statement that has a guard.
   */
  readonly guard?: string;
  /** What it takes away has to leave the files as well; a SQLite file is written anew soon after. */
  readonly erases?: boolean;
}

/**
 * The database, whichever engine. A transaction is a list of statements handed over whole, so that none ever spans
 * an await on anything else and many can share one commit.
 */
export interface Database {
  readonly engine: 'sqlite' | 'postgres';
  /** Runs one reading statement. */
  query<T extends Row = Row>(sql: string, params?: readonly SqlValue[]): Promise<T[]>;
  /**
   * Runs the statements in one transaction, serializable, durable when the promise resolves; returns the rows of each.
   * Rejects with {@link ConflictError} when a guard fails; with a `STORAGE_*` TriageError when the store is busy, full
   * or down. After STORAGE_DOWN it may or may not have been stored: a guard has to tell when it is run again.
   */
  transaction(statements: readonly Statement[]): Promise<Row[][]>;
  /** Whether it answers now; known within two seconds. */
  ready(): Promise<boolean>;
  /** Waits for what is under way; everything later is rejected. */
  close(): Promise<void>;
}

/** Where a turn's effects are collected until it commits. Handed to booking and hand-off by the dialogs, opaque. */
export interface Work {
  stage(...statements: Statement[]): void;
}
