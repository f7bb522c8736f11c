import { TriageError } from '../errors';

/**
 * What a log may hold of an error: names, codes and places in the code. The messages of other people's errors are
 * left out, because they like to quote what they could not read, and that is what a visitor wrote.
 */
export function errorForLog(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  return {
    name: error.name,
    ...(error instanceof TriageError && { code: error.code, message: error.message }),
    frames,
    ...(error.cause !== undefined && { cause: errorForLog(error.cause) }),
  };
}
