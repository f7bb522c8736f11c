import { given, hasPostgres } from './postgresServer';

export { startPostgres } from './postgresServer';
export type { Postgres } from './postgresServer';

/** `describe` where there is a PostgreSQL; says loudly that it skips where there is none. */
export const describePostgres = hasPostgres ? describe : skipLoudly();
/** The same for tests that have to end the server themselves. */
export const describeOwnPostgres = given === undefined && hasPostgres ? describe : skipLoudly();

function skipLoudly(): typeof describe.skip {
  process.stderr.write(
    '\nSKIPPED: tests against PostgreSQL. Install it (Debian: postgresql) or set TEST_DATABASE_URL.\n\n',
  );
  return describe.skip;
}
