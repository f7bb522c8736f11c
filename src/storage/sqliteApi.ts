import type * as Sqlite from '@photostructure/sqlite';

/** SQLite before this one could lose a checkpoint in WAL mode when two connections raced. */
const OLDEST_BUILT_IN = [3, 51, 3];

/**
 * The `node:sqlite` API. The package leads, because it is one and the same SQLite on every Node; the built-in stands
 * in on platforms for which the package has no binary, where it is new enough.
 * @throws what loading the package threw, when neither can be had
 */
export function sqliteApi(): typeof Sqlite {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- must be able to fail, and to be left out
    return require('@photostructure/sqlite') as typeof Sqlite;
  } catch (cause) {
    const version = (process.versions['sqlite'] ?? '0').split('.').map(Number);
    if (!isAtLeast(version, OLDEST_BUILT_IN)) throw cause;
    return process.getBuiltinModule('node:sqlite' as 'fs') as unknown as typeof Sqlite;
  }
}

function isAtLeast(version: readonly number[], wanted: readonly number[]): boolean {
  for (const [index, part] of wanted.entries()) {
    const own = version[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
