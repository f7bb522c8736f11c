import type { Content } from '../content/types';
import { redrive } from '../handoff/redrive';
import type { Database } from '../storage/types';

/**
 * `npm run inbox -- --retry all` or `--retry REFERENCE`: what was given up is tried again by the bot that is running.
 *
 * @param print takes one line
 * @returns the exit code: 1 when nothing that was given up is meant
 */
export async function retry(
  db: Database,
  content: Content,
  print: (line: string) => void,
  { which, now }: { which: string; now: number },
): Promise<number> {
  const count = await redrive(db, which, now);
  print(content.text('staff.retry', content.languages[0] ?? 'en', { count }));
  return count > 0 ? 0 : 1;
}
