/**
 * Runs tasks with the same key one after the other, and tasks with other keys side by side. Tasks with the same first
 * key run in the order they came.
 *
 * A turn takes two keys: its conversation, then its user. With conversations alone, many conversations of one user
 * would collide on the user's state; everybody takes the two in the same order, so nobody waits in a circle.
 */
export class Lanes {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Runs `task` when every earlier task of each key is done; settles as the task does. */
  run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    const [key, ...rest] = keys;
    if (key === undefined) return task();
    const before = this.tails.get(key) ?? Promise.resolve();
    const mine = before.then(() => this.run(rest, task));
    const tail = mine
      .catch(() => undefined)
      .finally(() => {
        if (this.tails.get(key) === tail) this.tails.delete(key);
      });
    this.tails.set(key, tail);
    return mine;
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }

  /** Lanes with work in them; for tests and metrics. */
  get size(): number {
    return this.tails.size;
  }
}
