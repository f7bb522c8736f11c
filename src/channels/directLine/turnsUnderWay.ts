const REMEMBERED = 5_000;

/**
 * The turns of this process: each activity id has one at a time, a second request for it waits for the first, and one
 * that went well is not run again. (After a restart, or in another process, the turn runner knows the ids it has
 * committed.)
 */
export class TurnsUnderWay {
  private readonly running = new Map<string, Promise<void>>();
  private readonly done = new Set<string>();

  /** Runs a turn, or joins the one with this id. Rejects as the turn does; then it may be run again. */
  once(id: string, run: () => Promise<void>): Promise<void> {
    if (this.done.has(id)) return Promise.resolve();
    const underWay = this.running.get(id);
    if (underWay) return underWay;
    const turn = this.track(id, run);
    this.running.set(id, turn);
    return turn;
  }

  /** Resolves when no turn is under way any more, however they ended. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running.values());
  }

  private async track(id: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
      this.remember(id);
    } finally {
      this.running.delete(id);
    }
  }

  private remember(id: string): void {
    this.done.add(id);
    if (this.done.size <= REMEMBERED) return;
    const [oldest] = this.done;
    if (oldest !== undefined) this.done.delete(oldest);
  }
}
