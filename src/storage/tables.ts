import { migrations } from './migrations';

/** Every table that a migration makes, in the order in which they were made, so that none can be forgotten. */
export function tables(): string[] {
  return migrations.flatMap(({ statements }) =>
    statements.flatMap((sql) => /^CREATE TABLE (\w+)/.exec(sql)?.[1] ?? []),
  );
}
