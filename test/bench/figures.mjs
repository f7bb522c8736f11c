// Small helpers of the bench: percentiles, texts in a fixed mixed order, and a yardstick for the machine's speed.
import { performance } from 'node:perf_hooks';

/** Median and 99th percentile; microseconds in, microseconds out. */
export function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), p99: at(0.99), worst: sorted.at(-1), runs: sorted.length };
}

/** How long one call takes, in microseconds. */
export function timed(work) {
  const started = performance.now();
  work();
  return (performance.now() - started) * 1000;
}

/**
 * Median microseconds of JSON.parse on a document of 10 KB. The unit that times are also given in: it depends on the
 * machine and its load alone, every turn does something like it with the conversation's state, and (unlike a scan for
 * a few keywords, 1 µs) it is long enough for the clock.
 */
export function yardstick() {
  const row = {
    slot: 'availability',
    value: ['mon', 'tue'],
    at: '2026-01-01T10:00:00Z',
    count: 42,
    open: true,
  };
  const document = JSON.stringify(Array.from({ length: 110 }, (_, id) => ({ id, ...row })));
  const run = () => timed(() => JSON.parse(document));
  for (let i = 0; i < 500; i++) run();
  return spread(Array.from({ length: 1000 }, run)).median;
}

/** The same list in the same mixed order every time. */
export function mixed(list) {
  const out = [...list];
  let seed = 7;
  for (let i = out.length - 1; i > 0; i--) {
    seed = (seed * 1664525 + 1013904223) % 4294967296;
    const j = Math.floor((seed / 4294967296) * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
