/** Decides when a task of a key may run. */
export interface Queue {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** Runs the tasks of a key one after the other, in the order they came; tasks of other keys side by side. */
export class OneByOne implements Queue {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Settles as the task does; a task that fails does not hold up the next. */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const mine = (this.tails.get(key) ?? Promise.resolve()).then(task);
    const tail = mine
      .catch(() => undefined)
      .finally(() => {
        if (this.tails.get(key) === tail) this.tails.delete(key);
      });
    this.tails.set(key, tail);
    return mine;
  }
}
