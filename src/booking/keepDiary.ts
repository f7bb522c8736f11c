import type { Logger } from 'pino';
import { createUpkeep } from './createUpkeep';
import { findOrphans } from './orphans';
import type { DiaryParts } from './parts';

const MINUTE = 60_000;

/**
 * Keeps the diary in order while the bot runs: offers pass on, groups start. Bookings whose clinician or cohort has left
 * the profile are named in the log at every start, by id and number; `npm run inbox` lists them.
 *
 * @returns stops it, once what is under way is through
 */
export function keepDiary(parts: DiaryParts, log: Logger): () => Promise<void> {
  const upkeep = createUpkeep(parts);
  let underWay: Promise<void> = report(parts, log);
  const run = (): void => {
    underWay = underWay
      .then(() => upkeep.run())
      .catch((error: unknown) => log.error({ err: error, code: 'DIARY_UPKEEP' }, 'the diary waits'));
  };
  run();
  const timer = setInterval(run, MINUTE).unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}

async function report({ db, profile, now }: DiaryParts, log: Logger): Promise<void> {
  for (const { kind, id, bookings } of await findOrphans(db, profile, now()))
    log.warn(
      { code: 'BOOKINGS_ORPHANED', kind, id, bookings: bookings.length },
      'bookings of somebody or something that the profile does not have',
    );
}
