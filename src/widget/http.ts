/**
 * An answer that is not a success. `status` 0: no answer at all (offline, timed out, refused by the browser). The widget
 * catches each and nobody reads it, so it is no TriageError, whose words would go to every visitor.
 */
export class HttpFault extends Error {
  /** @param retryAfter milliseconds the server asked to wait, when it said so */
  constructor(
    readonly status: number,
    readonly retryAfter?: number,
  ) {
    super();
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** A line that is up begins to answer within this time, in ms. */
const ANSWERS_WITHIN = 5_000;
/** A turn of the bot, or the rest of a long answer on a slow line, may take this long. */
const ENDS_WITHIN = 20_000;

/**
 * One JSON request. Only what is posted may keep the bot busy; a GET that hangs is given up early.
 * @throws HttpFault on anything but 2xx
 */
export async function request<T>(
  method: 'GET' | 'POST',
  url: string,
  token?: string,
  body?: unknown,
): Promise<T> {
  const abort = new AbortController();
  const giveUp = (): void => abort.abort();
  let timer = setTimeout(giveUp, method === 'GET' ? ANSWERS_WITHIN : ENDS_WITHIN);
  try {
    const response = await fetch(url, {
      method,
      signal: abort.signal,
      cache: 'no-store',
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    clearTimeout(timer);
    timer = setTimeout(giveUp, ENDS_WITHIN);
    if (!response.ok) throw new HttpFault(response.status, seconds(response.headers.get('Retry-After')));
    return (await response.json()) as T;
  } catch (error) {
    throw error instanceof HttpFault ? error : new HttpFault(0);
  } finally {
    clearTimeout(timer);
  }
}

function seconds(header: string | null): number | undefined {
  const value = Number(header);
  return header !== null && value > 0 ? value * 1000 : undefined;
}
