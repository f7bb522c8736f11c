import type { SqliteFile } from './sqliteFile';

const AGAIN_MS = 100;
/** Scrubbing takes at most this part of the time, however large the file has become. */
const SHARE = 1 / 10;

/**
 * Scrubs a file soon after something was erased from it: between the jobs, because nothing else runs meanwhile, once
 * for all that was erased since, and again until it succeeds.
 */
export class SqliteScrubber {
  #timer: NodeJS.Timeout | undefined;
  #notBefore = 0;

  /** @param file may be stained from an earlier run */
  constructor(private readonly file: SqliteFile) {
    this.look();
  }

  /** To be called after commits: sees to it that a stained file is scrubbed. */
  look(): void {
    if (this.#timer || !this.#isStained()) return;
    this.#timer = setTimeout(() => this.#scrub(), Math.max(0, this.#notBefore - performance.now())).unref();
  }

  /** Scrubs no more; a file that is still stained is scrubbed when it is opened again. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  /** A disk that fails says so to those who ask for something. */
  #isStained(): boolean {
    try {
      return this.file.isStained;
    } catch {
      return false;
    }
  }

  #scrub(): void {
    this.#timer = undefined;
    const began = performance.now();
    let again = AGAIN_MS;
    try {
      if (this.file.scrub()) again = 0;
    } catch {
      // A full disk, say. The file is as it was, and stays stained.
      again = 100 * AGAIN_MS;
    }
    const ended = performance.now();
    this.#notBefore = ended + Math.max(again, (ended - began) / SHARE);
    this.look();
  }
}
