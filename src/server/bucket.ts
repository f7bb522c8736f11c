import { TriageError } from '../errors';

/** How often something may be done: `burst` at once, then `perSecond`. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

const KEYS = 20_000;

/** Refused for coming too fast. */
export class TooManyRequests extends TriageError {
  /** @param retryAfter whole seconds */
  constructor(readonly retryAfter: number) {
    super('TOO_MANY_REQUESTS', 'Too many requests; try again later', { status: 429 });
  }
}

/** A token bucket for each key (a conversation, an address), in memory. Bounded: idle keys go first. */
export class Bucket {
  private readonly levels = new Map<string, { level: number; at: number }>();

  constructor(
    private readonly rate: Rate,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes one; throws {@link TooManyRequests} when none is left. */
  take(key: string): void {
    const { burst, perSecond } = this.rate;
    const at = this.now();
    const last = this.levels.get(key) ?? { level: burst, at };
    const level = Math.min(burst, last.level + ((at - last.at) / 1_000) * perSecond);
    if (level < 1) throw new TooManyRequests(Math.max(1, Math.ceil((1 - level) / perSecond)));
    this.levels.delete(key);
    this.levels.set(key, { level: level - 1, at });
    if (this.levels.size <= KEYS) return;
    const [idle] = this.levels.keys();
    if (idle !== undefined) this.levels.delete(idle);
  }
}
