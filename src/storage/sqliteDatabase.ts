import { Worker } from 'node:worker_threads';
import { workerFile } from '../workerFile';
import { answersInTime } from './answersInTime';
import { ConflictError } from './conflictError';
import type { Outcome } from './sqliteFile';
import type { Answers, Job, Jobs, WorkerSetup } from './sqliteJobs';
import { storageError } from './storageError';
import type { Database, Row, SqlValue, Statement } from './types';

/** How long a job keeps trying while another process holds the file. */
const PATIENCE_MS = 5_000;
/** After this the file counts as down: a disk that hangs answers nothing at all. */
const ANSWER_MS = 10_000;

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Pending {
  resolve(rows: Row[][]): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

/**
 * The embedded engine: one SQLite file, opened by a worker thread, so that a locked or slow file never blocks the
 * event loop. A thread that dies rejects what it had under way with STORAGE_DOWN and is started again, unless it
 * never came as far as answering once.
 */
export class SqliteDatabase implements Database {
  readonly engine = 'sqlite';
  readonly #setup: WorkerSetup;
  readonly #pending = new Map<number, Pending>();
  /** Asked in this tick: one message to the thread carries all of it. */
  #asked: Job[] = [];
  #worker: Worker | undefined;
  #hasAnswered = false;
  #lastId = 0;
  #down = '';

  /** @param file path of the database file; its directory must be there */
  constructor(file: string) {
    this.#setup = { file, patienceMs: PATIENCE_MS };
    this.#start();
  }

  async query<T extends Row = Row>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
    const [rows] = await this.#ask({ kind: 'query', sql, params });
    return rows as unknown as T[];
  }

  transaction(statements: readonly Statement[]): Promise<Row[][]> {
    return this.#ask({ kind: 'transaction', statements });
  }

  ready(): Promise<boolean> {
    return answersInTime(this);
  }

  /** Waits for what is under way, moves the log into the file and ends the thread. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    const closed = this.#ask({ kind: 'close' });
    this.#down = 'it was closed';
    this.#worker = undefined;
    try {
      await closed;
      await ended;
    } catch {
      // A disk that hangs. Never worker.terminate(): inside a SQLite call it aborts the whole process (the addon
      // throws into a thread that is no longer there). The process may end without the thread instead.
      worker.unref();
    }
  }

  #ask(job: WithoutId<Job>): Promise<Row[][]> {
    const worker = this.#worker;
    if (worker === undefined) return Promise.reject(storageError('STORAGE_DOWN', this.#down));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#settle(id, { fault: 'STORAGE_DOWN', because: `no answer in ${ANSWER_MS} ms` }),
        ANSWER_MS,
      );
      this.#pending.set(id, { resolve, reject, timer });
      this.#asked.push({ ...job, id });
      if (this.#asked.length === 1) queueMicrotask(() => this.#post(worker));
    });
  }

  #post(worker: Worker): void {
    const jobs: Jobs = this.#asked;
    this.#asked = [];
    worker.postMessage(jobs);
  }

  #start(): void {
    const worker = new Worker(workerFile('sqlite'), { workerData: this.#setup });
    let because = 'its thread ended';
    this.#hasAnswered = false;
    this.#worker = worker;
    worker.on('message', (answers: Answers) => {
      this.#hasAnswered = true;
      for (const { id, outcome } of answers) this.#settle(id, outcome);
    });
    worker.on('error', (error) => (because = error.message));
    worker.on('exit', () => this.#ended(worker, because));
  }

  #ended(worker: Worker, because: string): void {
    for (const id of this.#pending.keys()) this.#settle(id, { fault: 'STORAGE_DOWN', because });
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#down = because;
    if (this.#hasAnswered) this.#start();
  }

  #settle(id: number, outcome: Outcome): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    if ('rows' in outcome) pending.resolve(outcome.rows);
    else if ('guard' in outcome) pending.reject(new ConflictError(outcome.guard));
    else pending.reject(storageError(outcome.fault, outcome.because));
  }
}
