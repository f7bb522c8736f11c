import type { BookingSystem, OfferedTime } from './bookingSystem';
import { SystemError } from './bookingSystem';

/** How old what was heard may be: taken without asking, and taken while the system does not answer. */
const FRESH_MS = 30_000;
const STALE_MS = 5 * 60_000;

interface Heard {
  readonly times: readonly OfferedTime[];
  readonly at: number;
}

/**
 * The same system, asked for its times once for all who look within half a minute; while it is away, what it said
 * shortly before stands. The last word is its own all the same, when a time is ordered.
 */
export function remembered(system: BookingSystem, now: () => number): BookingSystem {
  const ask = system.times?.bind(system);
  if (!ask) return system;
  let heard: Heard | undefined;
  let asking: Promise<Heard> | undefined;
  const listen = async (from: number, to: number, signal: AbortSignal): Promise<Heard> => {
    const at = now();
    heard = { times: await ask(from, to, signal), at };
    return heard;
  };
  const latest = async (from: number, to: number, signal: AbortSignal): Promise<readonly OfferedTime[]> => {
    const age = now() - (heard?.at ?? -Infinity);
    if (heard && age < FRESH_MS) return heard.times;
    try {
      asking ??= listen(from, to, signal).finally(() => (asking = undefined));
      return (await asking).times;
    } catch (error) {
      if (heard && age < STALE_MS && error instanceof SystemError) return heard.times;
      throw error;
    }
  };
  return {
    kinds: system.kinds,
    timeoutMs: system.timeoutMs,
    place: (order, signal) => system.place(order, signal),
    times: async (from, to, signal) => {
      const times = await latest(from, to, signal);
      return times.filter(({ startsAt }) => startsAt >= from && startsAt < to);
    },
  };
}
