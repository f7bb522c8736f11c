import { pino } from 'pino';
import type { Logger } from 'pino';

/**
 * The process's log: JSON lines with ids and codes, never what people wrote. Of an error only its type, code, status and
 * stack go in: messages of other people's errors may quote what they were given.
 */
export function createLog(level: string): Logger {
  return pino({ level, base: null, serializers: { err: describeError } });
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, stack, cause } = error;
  const { code, status, statusCode } = error as { code?: unknown; status?: unknown; statusCode?: unknown };
  const frames = stack?.split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: name,
    ...(code !== undefined && { code }),
    ...((status ?? statusCode) !== undefined && { status: status ?? statusCode }),
    frames,
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}
