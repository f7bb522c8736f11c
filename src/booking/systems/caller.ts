import { SystemError } from './bookingSystem';

/** One request to another system. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** What it answered: a status of 2xx, and JSON where it sent any. */
export interface Reply {
  readonly headers: Headers;
  readonly body: unknown;
}
export type Call = (request: Request) => Promise<Reply>;

const MOST_BYTES = 4_000_000;

/**
 * Calls the hosts that are configured, and no others: an address that another system names (a next page, a token
 * endpoint) leads nowhere else, and a redirect is a failure. Everything but 2xx is a {@link SystemError}.
 * @param allowed origins: `https://ehr.example.org`
 */
export function caller(allowed: readonly string[]): Call {
  return async ({ method, url, headers = {}, body, signal }) => {
    if (!URL.canParse(url) || !allowed.includes(new URL(url).origin))
      throw new SystemError('it names a host that is not configured');
    const response = await answered(
      fetch(url, {
        method,
        redirect: 'manual',
        signal,
        headers: { Accept: 'application/json', ...headers },
        ...(body !== undefined && { body }),
      }),
    );
    const said = await answered(jsonOf(response));
    if (response.ok) return { headers: response.headers, body: said };
    throw new SystemError(`HTTP ${response.status}`, {
      httpStatus: response.status,
      retryAfterMs: retryAfter(response.headers.get('retry-after')),
      body: said,
    });
  };
}

/** What a `Retry-After` asks for, seconds or a date, in ms from now. */
export function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof SystemError) throw error;
    throw new SystemError(reasonOf(error), { cause: error });
  }
}

/** A word for what went wrong on the way: `ECONNREFUSED`, `timeout`. */
function reasonOf(error: unknown): string {
  const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) return code;
  return cause instanceof Error ? reasonOf(cause) : 'no answer';
}

/** The body as JSON, undefined when there is none or it is something else; read no further than is reasonable. */
async function jsonOf(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new SystemError('its answer is too long');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch {
    return undefined;
  }
}
