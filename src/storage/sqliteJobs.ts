import type { Outcome } from './sqliteFile';
import type { SqlValue, Statement } from './types';

/** What the main thread asks of the SQLite worker. */
export type Job =
  | {
      readonly id: number;
      readonly kind: 'query';
      readonly sql: string;
      readonly params: readonly SqlValue[];
    }
  | { readonly id: number; readonly kind: 'transaction'; readonly statements: readonly Statement[] }
  | { readonly id: number; readonly kind: 'close' };

/** Several at a time: what was asked in one tick shares a message, since a message costs more than a small query. */
export type Jobs = readonly Job[];

/** What it answers, several at a time: transactions that shared a commit share a message. */
export type Answers = readonly { readonly id: number; readonly outcome: Outcome }[];

/** Handed to the worker when it starts. */
export interface WorkerSetup {
  readonly file: string;
  /** How long a job keeps trying while the file is locked, in ms. */
  readonly patienceMs: number;
}
