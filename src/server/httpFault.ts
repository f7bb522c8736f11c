import { DirectLineError } from '../channels/directLine/directLineError';
import { TriageError } from '../errors';

/** What a client is told of a failure: the same shape everywhere, without a stack and without anybody's words. */
export interface HttpFault {
  readonly status: number;
  readonly body: { readonly error: { readonly code: string; readonly message: string } };
  /** Seconds after which it is worth trying again. */
  readonly retryAfter?: number;
}

/** For what restify itself refuses, and for failures that are nobody's business. */
const BY_STATUS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BadArgument', 'The body is not valid JSON'],
  401: ['Unauthorized', 'Not authorized'],
  403: ['Forbidden', 'Not allowed'],
  404: ['NotFound', 'Not found'],
  405: ['MethodNotAllowed', 'This method is not allowed here'],
  413: ['PayloadTooLarge', 'The body is larger than 256 KB'],
  415: ['UnsupportedMediaType', 'Send JSON (application/json) without a content encoding'],
  429: ['TooManyRequests', 'Too many requests; try again later'],
  503: ['ServiceError', 'Not available at the moment; try again'],
};
const UNKNOWN = ['InternalError', 'Something went wrong on our side'] as const;
const RETRY_SECONDS = 2;

/** Makes a client's answer of any error. */
export function httpFault(error: unknown): HttpFault {
  const status = statusOf(error);
  const [code, message] = wordsOf(error, status);
  const retryAfter = (error as { retryAfter?: number }).retryAfter ?? RETRY_SECONDS;
  const fault = { status, body: { error: { code, message } } };
  return status === 429 || status === 503 ? { ...fault, retryAfter } : fault;
}

function wordsOf(error: unknown, status: number): readonly [string, string] {
  if (error instanceof DirectLineError) return [error.wire, error.message];
  // Errors of ours are written for operators; what a client did wrong, and no more, is for the client too.
  if (error instanceof TriageError && status < 500) return [error.code, error.message];
  return BY_STATUS[status] ?? UNKNOWN;
}

function statusOf(error: unknown): number {
  if (error instanceof TriageError) return error.status;
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 600 ? statusCode : 500;
}
