const FIRST = 400;
/** Whoever looks at the chat is back within three seconds after the server is. */
const LONGEST = 2_000;
/** After this many failures in a row the server is down for longer: where nobody looks, ask less often. */
const PATIENT_AFTER = 20;
const PATIENT = 15_000;

/** The pauses between attempts: short at first, spread out so that visitors do not all come back at once. */
export class Pauses {
  private failures = 0;
  private wakeUp: () => void = () => undefined;

  /** The last attempt succeeded. */
  reset(): void {
    this.failures = 0;
  }

  /** Ends the pause that is under way. */
  wake(): void {
    this.wakeUp();
  }

  /**
   * @param asked  milliseconds the server asked for (`Retry-After`): a time before which nobody is to come back
   * @param unseen whether nobody looks at the page
   */
  next(asked: number | undefined, unseen: boolean): Promise<void> {
    const patient = this.failures > PATIENT_AFTER && unseen;
    const usual = patient ? PATIENT : Math.min(FIRST * 2 ** this.failures, LONGEST);
    this.failures += 1;
    const shortest = asked ?? usual * 0.75;
    const longest = asked === undefined ? usual : asked * 1.25;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, shortest + (longest - shortest) * Math.random());
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
