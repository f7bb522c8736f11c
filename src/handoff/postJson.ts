import { CarrierError } from './carrier';

/**
 * Posts JSON to a receiver that was configured; resolves when it was taken (2xx).
 *
 * @throws CarrierError `HTTP <status>`; a redirect counts as a failure, since the secret is for the one receiver
 */
export async function postJson(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal,
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });
  await response.body?.cancel();
  if (response.ok) return;
  const retryAfterMs = retryAfter(response.headers.get('retry-after'));
  throw new CarrierError(`HTTP ${response.status}`, { retryAfterMs });
}

/** Seconds or a date, in ms from now. */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
