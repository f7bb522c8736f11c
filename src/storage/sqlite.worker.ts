import { parentPort, workerData } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqliteFile } from './sqliteFile';
import { sqliteFault } from './sqliteFault';
import { SqliteScrubber } from './sqliteScrubber';
import type { Outcome } from './sqliteFile';
import type { Answers, Job, Jobs, WorkerSetup } from './sqliteJobs';
import { storageError } from './storageError';
import type { Statement } from './types';

// The SQLite thread. Reads run as they come; transactions of the moment are collected (setImmediate: the port has
// then delivered all that is there) and share one commit, because the sync of the disk is what costs. A locked file
// is tried again after a pause, in which reads go on, until the job's patience ends.

type Waiting<Kind extends Job['kind']> = Extract<Job, { kind: Kind }> & { readonly since: number };

const { file: path, patienceMs } = workerData as WorkerSetup;
const opening = open();
const scrubbing = opening.then((file) => new SqliteScrubber(file));
let waiting: Waiting<'transaction'>[] = [];
let flushing = false;

parentPort?.on('message', (jobs: Jobs) => void take(jobs, performance.now()));

async function take(jobs: Jobs, since: number): Promise<void> {
  const file = await opening;
  const away = awayOf(file);
  const answers = jobs.flatMap((job): Answers => {
    if (job.kind === 'close') void close(job.id);
    else if (away) return [{ id: job.id, outcome: away }];
    else if (job.kind === 'query') return read(file, { ...job, since });
    else waiting.push({ ...job, since });
    return [];
  });
  if (answers.length > 0) parentPort?.postMessage(answers);
  if (waiting.length === 0 || flushing) return;
  flushing = true;
  setImmediate(() => void flush());
}

async function flush(): Promise<void> {
  const file = await opening;
  while (waiting.length > 0) {
    const group = waiting;
    waiting = [];
    const away = awayOf(file);
    const answers = away ? group.map(({ id }) => ({ id, outcome: away })) : commit(file, group);
    if (answers.length > 0) parentPort?.postMessage(answers);
    // Whatever was put back found the file locked. Uneven pauses, so that two processes do not march in step.
    if (waiting.length > 0) await sleep(2 + Math.random() * 10);
  }
  (await scrubbing).look();
  flushing = false;
}

/**
 * Why nothing can be done with the file now: it does not lie where it was opened. When it is back, all goes on. Where another
 * one lies in its place (a disk that was mounted again, a backup that was brought back), this thread ends with an error, and
 * the next one opens that.
 */
function awayOf({ place }: SqliteFile): Outcome | undefined {
  if (place === 'replaced') throw storageError('STORAGE_DOWN', 'another file lies in its place');
  return place === 'gone' ? { fault: 'STORAGE_DOWN', because: 'the file is not there any more' } : undefined;
}

/** One commit for the group, or one by one when that fails; what found the file locked is put back. */
function commit(file: SqliteFile, group: readonly Waiting<'transaction'>[]): Answers {
  const [first] = group;
  try {
    const outcomes = file.commit(group.map((job): readonly Statement[] => job.statements));
    return group.map((job, index) => ({ id: job.id, outcome: outcomes[index] as Outcome }));
  } catch (error) {
    const { fault, because } = sqliteFault(error);
    if (fault === 'STORAGE_BUSY') {
      const late = group.filter(isOutOfPatience);
      waiting.push(...group.filter((job) => !isOutOfPatience(job)));
      return late.map(({ id }) => ({ id, outcome: { fault, because } }));
    }
    if (group.length > 1) return group.flatMap((job) => commit(file, [job]));
    return first === undefined ? [] : [{ id: first.id, outcome: { fault, because } }];
  }
}

/** The answer of a query; none while the file is locked, then it comes by itself. */
function read(file: SqliteFile, job: Waiting<'query'>): Answers {
  const { id } = job;
  try {
    return [{ id, outcome: { rows: [file.query(job.sql, job.params)] } }];
  } catch (error) {
    const { fault, because } = sqliteFault(error);
    if (fault !== 'STORAGE_BUSY' || isOutOfPatience(job)) return [{ id, outcome: { fault, because } }];
    setTimeout(() => {
      const answers = read(file, job);
      if (answers.length > 0) parentPort?.postMessage(answers);
    }, 10);
    return [];
  }
}

/** Opens the file, waiting for another process that is just creating it. A failure ends the thread with its error. */
async function open(): Promise<SqliteFile> {
  const since = performance.now();
  for (;;) {
    try {
      return new SqliteFile(path);
    } catch (error) {
      if (sqliteFault(error).fault !== 'STORAGE_BUSY' || isOutOfPatience({ since })) throw error;
      await sleep(10 + Math.random() * 20);
    }
  }
}

async function close(id: number): Promise<void> {
  const file = await opening;
  while (flushing) await sleep(5);
  (await scrubbing).stop();
  try {
    file.close();
    answer(id, { rows: [] });
  } catch (error) {
    const { fault, because } = sqliteFault(error);
    answer(id, { fault, because });
  }
  parentPort?.close();
}

function answer(id: number, outcome: Outcome): void {
  parentPort?.postMessage([{ id, outcome }] satisfies Answers);
}

function isOutOfPatience({ since }: { readonly since: number }): boolean {
  return performance.now() - since > patienceMs;
}
