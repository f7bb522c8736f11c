import { DAYS, type Day, type Window } from '../types';

/** From and to in minutes of the day. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The free time of a week, as separate intervals by day. */
export class Week {
  private readonly days = new Map<Day, Interval[]>();

  get isEmpty(): boolean {
    return [...this.days.values()].every((intervals) => intervals.length === 0);
  }

  add(days: readonly Day[], intervals: readonly Interval[]): void {
    for (const day of days) this.days.set(day, merged([...(this.days.get(day) ?? []), ...intervals]));
  }

  clear(days: readonly Day[]): void {
    for (const day of days) this.days.delete(day);
  }

  subtract(days: readonly Day[], hole: Interval): void {
    for (const day of days)
      this.days.set(
        day,
        (this.days.get(day) ?? []).flatMap(({ from, to }) =>
          [
            { from, to: Math.min(to, hole.from) },
            { from: Math.max(from, hole.to), to },
          ].filter((rest) => rest.to > rest.from),
        ),
      );
  }

  /** Windows with the days that share them, in week order. */
  windows(): Window[] {
    const byTime = new Map<string, Day[]>();
    for (const day of DAYS)
      for (const { from, to } of this.days.get(day) ?? []) {
        const key = `${clock(from)}-${clock(to)}`;
        byTime.set(key, [...(byTime.get(key) ?? []), day]);
      }
    return [...byTime].map(([key, days]) => ({ days, from: key.slice(0, 5), to: key.slice(6) }));
  }
}

function merged(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => a.from - b.from);
  const out: Interval[] = [];
  for (const interval of sorted) {
    const last = out.at(-1);
    if (last && interval.from <= last.to)
      out[out.length - 1] = { from: last.from, to: Math.max(last.to, interval.to) };
    else out.push(interval);
  }
  return out;
}

function clock(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
