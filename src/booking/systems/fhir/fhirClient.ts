import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { SystemError } from '../bookingSystem';
import type { Call, Reply, Request } from '../caller';
import type { TokenSource } from './backendToken';
import { bundle, outcome } from './resources';

/** Pages followed in one search; more is no list of free times. */
const MOST_PAGES = 20;
/** A visitor waits for a search, so only a short pause is kept to before it is tried a second time. */
const PAUSE_MS = 1_500;
const TYPE = 'application/fhir+json';

/** What a server says went wrong, by the codes of https://hl7.org/fhir/R4/valueset-issue-type.html; no text of it. */
export class FhirRefusal extends SystemError {
  constructor(
    readonly issues: readonly string[],
    options: ConstructorParameters<typeof SystemError>[1],
  ) {
    super(`${options?.httpStatus ? `HTTP ${options.httpStatus}` : 'refused'}, ${issues.join(' ')}`, options);
  }
}

/** A FHIR R4 server over HTTP: search with paging, read, create, update and operations, in JSON. */
export class FhirClient {
  private readonly base: string;

  constructor(
    base: string,
    private readonly call: Call,
    private readonly tokens: TokenSource,
  ) {
    this.base = base.replace(/\/$/, '');
  }

  /**
   * Every match of a search, page after page. Resources that are not as the standard has them are left out, as are those
   * of other types that came along.
   */
  async search<T>(
    type: string,
    params: readonly (readonly [string, string])[],
    shape: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T[]> {
    const query = new URLSearchParams(params.map(([name, value]): [string, string] => [name, value]));
    const found: T[] = [];
    let url: string | undefined = `${this.base}/${type}?${query.toString()}`;
    for (let page = 0; url !== undefined && page < MOST_PAGES; page += 1) {
      const { body } = await this.patient({ method: 'GET', url, signal });
      const set = bundle.safeParse(body);
      if (!set.success) throw new SystemError(`its search for ${type} answered no Bundle`);
      for (const { resource } of set.data.entry) {
        const one = shape.safeParse(resource);
        if (one.success) found.push(one.data);
      }
      const next: string | undefined = set.data.link.find(({ relation }) => relation === 'next')?.url;
      url = next === undefined ? undefined : new URL(next, `${this.base}/`).href;
    }
    return found;
  }

  /** The resource; undefined when there is none (any more). */
  async read<T>(path: string, shape: z.ZodType<T>, signal: AbortSignal): Promise<T | undefined> {
    try {
      const { body } = await this.patient({ method: 'GET', url: `${this.base}/${path}`, signal });
      return this.shaped(body, shape);
    } catch (error) {
      if (error instanceof SystemError && [404, 410].includes(error.httpStatus ?? 0)) return undefined;
      throw error;
    }
  }

  /** Creates it, unless there is one with that identifier (`If-None-Exist`): then that one. */
  create<T>(
    resource: { readonly resourceType: string },
    identifier: string,
    shape: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const headers = { 'If-None-Exist': `identifier=${encodeURIComponent(identifier)}` };
    return this.send('POST', resource.resourceType, resource, headers, shape, signal);
  }

  /** Changes it, if it still has the version that was read. */
  update<T>(
    resource: {
      readonly resourceType: string;
      readonly id: string;
      readonly meta?: { versionId?: string | undefined } | undefined;
    },
    shape: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { resourceType, id, meta } = resource;
    const headers = meta?.versionId === undefined ? {} : { 'If-Match': `W/"${meta.versionId}"` };
    return this.send('PUT', `${resourceType}/${id}`, resource, headers, shape, signal);
  }

  /** Runs an operation with `Parameters`; the resources of the Bundle, or the one resource, that it returns. */
  async operation(path: string, name: string, resource: object, signal: AbortSignal): Promise<unknown[]> {
    const body = { resourceType: 'Parameters', parameter: [{ name, resource }] };
    const reply = await this.asked({
      method: 'POST',
      url: `${this.base}/${path}`,
      headers: { 'Content-Type': TYPE, Prefer: 'return=representation' },
      body: JSON.stringify(body),
      signal,
    });
    const set = bundle.safeParse(reply.body);
    return set.success ? set.data.entry.map((entry) => entry.resource) : [reply.body];
  }

  private async send<T>(
    method: 'POST' | 'PUT',
    path: string,
    resource: object,
    more: Readonly<Record<string, string>>,
    shape: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const headers = { 'Content-Type': TYPE, Prefer: 'return=representation', ...more };
    const url = `${this.base}/${path}`;
    const { body } = await this.asked({ method, url, headers, body: JSON.stringify(resource), signal });
    return this.shaped(body, shape);
  }

  private shaped<T>(body: unknown, shape: z.ZodType<T>): T {
    const one = shape.safeParse(body);
    if (one.success) return one.data;
    throw new SystemError('it answered something else than was asked for');
  }

  /** For what changes nothing there: once more after a short pause, when it is only busy or stumbled. */
  private async patient(request: Request): Promise<Reply> {
    try {
      return await this.asked(request);
    } catch (error) {
      if (!(error instanceof SystemError) || !isPassing(error)) throw error;
      const pause = error.retryAfterMs ?? 200;
      if (pause > PAUSE_MS) throw error;
      await sleep(pause, undefined, { signal: request.signal }).catch(() => {
        throw error;
      });
      return this.asked(request);
    }
  }

  /** With a token; with a new one when the server does not take that any more. */
  private async asked(request: Request, again = false): Promise<Reply> {
    const token = await this.tokens.token(request.signal);
    const headers = { ...request.headers, Accept: TYPE, Authorization: `Bearer ${token}` };
    try {
      return await this.call({ ...request, headers });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.httpStatus !== 401 || again) throw refusal(error);
      this.tokens.refused();
      return this.asked(request, true);
    }
  }
}

function isPassing({ httpStatus, reason }: SystemError): boolean {
  return httpStatus === undefined ? reason !== 'timeout' : httpStatus === 429 || httpStatus >= 500;
}

function refusal(error: SystemError): SystemError {
  const said = outcome.safeParse(error.body);
  if (!said.success) return error;
  const issues = said.data.issue.map(({ code }) => code).filter((code) => /^[a-z-]{1,40}$/.test(code));
  const { cause, retryAfterMs, httpStatus, body } = error;
  return new FhirRefusal(issues, {
    cause,
    retryAfterMs,
    body,
    ...(httpStatus !== undefined && { httpStatus }),
  });
}
