import type { Found, PatternMatcher } from '../patternMatcher';
import type { ScheduleWord } from '../phrases';

/** The schedule words of a message, by place. */
export class Marks {
  constructor(words: readonly string[], matcher: PatternMatcher<ScheduleWord>) {
    for (const found of matcher.all(words)) {
      const list = this.byStart.get(found.start) ?? [];
      list.push(found);
      this.byStart.set(found.start, list);
    }
  }

  get none(): boolean {
    return this.byStart.size === 0;
  }

  /** Whether any mark starts at word i. */
  startAt(i: number): boolean {
    return this.byStart.has(i);
  }

  private readonly byStart = new Map<number, Found<ScheduleWord>[]>();

  /** The mark of this kind that starts at word i. */
  at(i: number, key: ScheduleWord): Found<ScheduleWord> | undefined {
    return this.byStart.get(i)?.find((found) => found.key === key);
  }

  has(key: ScheduleWord): boolean {
    return [...this.byStart.values()].some((list) => list.some((found) => found.key === key));
  }

  /** Whether a mark of this kind ends right before word i. */
  endsAt(i: number, key: ScheduleWord): boolean {
    return [...this.byStart.values()].some((list) =>
      list.some((found) => found.key === key && found.end === i),
    );
  }
}
