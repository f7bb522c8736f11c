import type { Content } from '../content/types';
import { acknowledge } from '../handoff/acknowledge';
import type { Database } from '../storage/types';

/**
 * `npm run inbox -- --ack REFERENCE`: a person has taken on an escalation, and no second contact is alerted.
 *
 * @param print takes one line
 * @returns the exit code: 1 when no escalation has the reference
 */
export async function ack(
  db: Database,
  content: Content,
  print: (line: string) => void,
  { reference, by, now }: { reference: string; by: string; now: number },
): Promise<number> {
  const result = await acknowledge(db, reference, { by, now });
  const say = (key: string, params = {}): void =>
    print(content.text(key, content.languages[0] ?? 'en', params));
  if (result.outcome === 'unknown') say('staff.ack.unknown');
  else if (result.outcome === 'done') say('staff.ack.done', { references: { list: result.references } });
  else {
    const { timeZone: zone } = content.profile;
    say('staff.ack.already', { time: { at: result.at, zone, style: 'dateTime' } });
  }
  return result.outcome === 'unknown' ? 1 : 0;
}
