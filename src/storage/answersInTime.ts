import type { Database } from './types';

const LONGEST_MS = 2_000;

/** Whether the database answers a small read of its own table within two seconds; never rejects. */
export async function answersInTime(db: Pick<Database, 'query'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LONGEST_MS);
  });
  const answer = db.query('SELECT id FROM migrations LIMIT 1').then(
    () => true,
    () => false,
  );
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}
