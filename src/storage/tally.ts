import type { Database, Work } from './types';

/** What a conversation came to, in the order in which it usually does. */
export const STEPS = [
  'began',
  'answering',
  'compared',
  'choosing',
  'appointment',
  'group',
  'callback',
  'waitlist',
  'person',
] as const;
export type Step = (typeof STEPS)[number];

const DAY_MS = 86_400_000;

/**
 * Counts steps that a conversation has come to for the first time. A row says the day (UTC), the step and the channel,
 * and nothing that leads back to anybody. Rows are only added: two turns that count at once never wait for each other.
 *
 * @param at milliseconds since 1970
 */
export function countSteps(work: Work, steps: readonly Step[], channel: string, at: number): void {
  work.stage(
    ...steps.map((step) => ({
      sql: 'INSERT INTO tally (id, day, step, channel) VALUES (?, ?, ?, ?)',
      params: [crypto.randomUUID(), at - (at % DAY_MS), step, channel],
    })),
  );
}

/** How many conversations came to each step since a moment, by channel. */
export function readSteps(
  db: Database,
  since: number,
): Promise<{ step: Step; channel: string; conversations: number }[]> {
  return db.query(
    'SELECT step, channel, count(*) AS conversations FROM tally WHERE day >= ? GROUP BY step, channel',
    [since - (since % DAY_MS)],
  );
}
