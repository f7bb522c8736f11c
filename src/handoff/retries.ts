/** How often and for how long a delivery is tried: for days in both cases, an alert at least every quarter of an hour. */
const RETRIES = {
  urgent: { mostMs: 15 * 60_000, attempts: 240 },
  ordinary: { mostMs: 8 * 3_600_000, attempts: 20 },
};
const FIRST_MS = 5_000;
/** Each wait is this much shorter or longer, so that a receiver that comes back does not get everything at once. */
const JITTER = 0.2;

/**
 * How long to wait after a failed attempt.
 *
 * @param attempts   attempts so far, this one included
 * @param retryAfter what the receiver asked for, in ms; kept to, up to the longest wait
 * @param random     from 0 to below 1
 * @returns milliseconds, or undefined when it has been tried often enough: a dead letter
 */
export function waitAfter(
  attempts: number,
  { urgent, retryAfter = 0, random }: { urgent: boolean; retryAfter?: number | undefined; random: number },
): number | undefined {
  const { mostMs, attempts: most } = RETRIES[urgent ? 'urgent' : 'ordinary'];
  if (attempts >= most) return undefined;
  const growing = Math.min(FIRST_MS * 2 ** (attempts - 1), mostMs);
  const jittered = growing * (1 - JITTER + 2 * JITTER * random);
  return Math.round(Math.max(jittered, Math.min(retryAfter, mostMs)));
}
