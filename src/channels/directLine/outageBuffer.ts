import type { Activity } from 'botbuilder';

const KEEP_MS = 10 * 60_000;
const PER_CONVERSATION = 50;
const CONVERSATIONS = 2_000;

/** An activity without a number. `aside` grows strictly, and stands for it in watermarks. */
export interface Aside {
  readonly aside: number;
  readonly activity: Partial<Activity>;
}

/**
 * What was sent while the store was down: crisis help above all. Kept in memory for ten minutes, so that a client
 * that polls, or that reconnects, gets it too. Bounded: the oldest go first.
 */
export class OutageBuffer {
  private readonly kept = new Map<string, Aside[]>();
  private last = 0;

  /** @param now milliseconds since 1970 */
  constructor(private readonly now: () => number = Date.now) {}

  /** Keeps an activity; one with an id that is kept already is not kept twice, and undefined comes back. */
  add(conversationId: string, activity: Partial<Activity>): Aside | undefined {
    const list = this.fresh(conversationId);
    if (list.some((one) => one.activity.id === activity.id)) return undefined;
    this.last = Math.max(this.now(), this.last + 1);
    const aside = { aside: this.last, activity };
    this.kept.delete(conversationId);
    this.kept.set(conversationId, [...list, aside].slice(-PER_CONVERSATION));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= CONVERSATIONS) break;
      this.kept.delete(oldest);
    }
    return aside;
  }

  /** What is kept of a conversation after a place, oldest first. */
  after(conversationId: string, aside: number): readonly Aside[] {
    return this.fresh(conversationId).filter((one) => one.aside > aside);
  }

  /** Forgets an activity: it reached the store after all. */
  forget(conversationId: string, id: string): void {
    const left = this.fresh(conversationId).filter((one) => one.activity.id !== id);
    if (left.length > 0) this.kept.set(conversationId, left);
    else this.kept.delete(conversationId);
  }

  private fresh(conversationId: string): Aside[] {
    const since = this.now() - KEEP_MS;
    return (this.kept.get(conversationId) ?? []).filter((one) => one.aside > since);
  }
}
