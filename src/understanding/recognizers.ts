import { Worker } from 'node:worker_threads';
import { workerFile } from '../workerFile';

export type RecognizerKind = 'number' | 'money' | 'dateTime' | 'phone' | 'email';

/** What goes to the worker. */
export interface RecognizerRequest {
  readonly id: number;
  readonly kind: RecognizerKind;
  readonly text: string;
  readonly language: string;
}

/** One thing that a recognizer found: its place in the text and what it resolved to. */
export interface Recognized {
  readonly type: string;
  readonly text: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly value: string;
  readonly values: readonly Readonly<Record<string, string>>[];
}

/** Recognizers-Text behind a time limit. */
export interface Recognizers {
  /**
   * What the recognizer finds, or undefined when it may not run (text over 120 characters), is not there, is not warm
   * yet, or did not answer in time. Never rejects.
   */
  recognize(kind: RecognizerKind, text: string, language: string): Promise<readonly Recognized[] | undefined>;
  /** Starts the workers, unless something was asked before. Resolves once one is warm, or none will be. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface RecognizersOptions {
  /** The worker's file; the built one unless told. */
  readonly file?: string;
  /** Milliseconds after which a worker is ended and replaced. */
  readonly limit?: number;
  /** Workers kept warm. */
  readonly spares?: number;
}

const LONGEST_TEXT = 120;
/** Left alone, warming up makes room for new objects that stays taken: 25 MB a worker. */
const YOUNG_MB = 4;
/** Workers that end before they are warm: after so many the recognizers are given up as not there. */
const MOST_FAILURES = 3;

/**
 * Keeps workers with Recognizers-Text warm. Its time grows without bound on some texts ("1 " repeated takes seconds),
 * so it runs beside the event loop, on short texts, and a worker that takes too long is ended and replaced. Each takes
 * a second of processor time to warm up: they start when first wanted, one after the other.
 */
export function createRecognizers(options: RecognizersOptions = {}): Recognizers {
  return new RecognizerPool(options);
}

class RecognizerPool implements Recognizers {
  constructor({ file = workerFile('recognizers'), limit = 250, spares = 2 }: RecognizersOptions) {
    this.file = file;
    this.limit = limit;
    this.spares = spares;
  }

  private readonly file: string;
  private readonly limit: number;
  private readonly spares: number;
  private readonly all = new Set<Worker>();
  private readonly idle: Worker[] = [];
  private readonly waiting: (() => void)[] = [];
  private failures = 0;
  private closed = false;
  private lastId = 0;

  async recognize(
    kind: RecognizerKind,
    text: string,
    language: string,
  ): Promise<readonly Recognized[] | undefined> {
    if (text.length > LONGEST_TEXT) return undefined;
    if (this.all.size === 0) this.start();
    const worker = this.idle.pop();
    return worker && (await this.ask(worker, { id: ++this.lastId, kind, text, language }));
  }

  ready(): Promise<void> {
    if (this.all.size === 0) this.start();
    if (this.idle.length > 0 || this.all.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.closed = true;
    const workers = [...this.all];
    this.settle();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  private ask(worker: Worker, request: RecognizerRequest): Promise<readonly Recognized[] | undefined> {
    return new Promise((resolve) => {
      const answered = (message: { id: number; found: readonly Recognized[] }) => {
        if (message.id !== request.id) return;
        finish(message.found);
        this.idle.push(worker);
      };
      const gone = () => finish(undefined);
      const timer = setTimeout(() => void worker.terminate(), this.limit);
      const finish = (found: readonly Recognized[] | undefined) => {
        clearTimeout(timer);
        worker.off('message', answered);
        worker.off('exit', gone);
        resolve(found);
      };
      worker.on('message', answered);
      worker.once('exit', gone);
      worker.postMessage(request);
    });
  }

  private start(): void {
    if (this.closed || this.failures >= MOST_FAILURES) return;
    const worker = new Worker(this.file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    let warm = false;
    this.all.add(worker);
    worker.unref();
    worker.once('message', () => {
      warm = true;
      this.idle.push(worker);
      this.settle();
      if (this.all.size < this.spares) this.start();
    });
    // An error is always followed by the exit, where the worker is replaced.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      this.all.delete(worker);
      if (this.idle.includes(worker)) this.idle.splice(this.idle.indexOf(worker), 1);
      if (!warm) this.failures++;
      this.start();
      if (this.all.size === 0) this.settle();
    });
  }

  private settle(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
