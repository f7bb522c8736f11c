import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The built file of a worker thread, by its base name: `workerFile('sqlite')` is `dist/sqlite.worker.js`. Works from
 * the bundle in `dist/` and from the sources under jest alike (`npm test` builds first).
 */
export function workerFile(name: string): string {
  const file = `${name}.worker.js`;
  const beside = join(__dirname, file);
  return existsSync(beside) ? beside : join(__dirname, '..', 'dist', file);
}
