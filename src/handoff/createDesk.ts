import { randomInt, randomUUID } from 'node:crypto';
import { tell } from '../booking/outbox';
import { makeReference } from '../booking/reference';
import type { Statement, Work } from '../storage/types';
import { escalationAlert } from './escalationAlert';
import type { Desk, Escalation, HandoffRequest, Outcome } from './types';

/** What the desk is made of. */
export interface DeskParts {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A whole number from 0 to below its argument, for references; the system's own unless given. */
  readonly random?: (below: number) => number;
  /** After how many minutes an escalation that nobody acknowledged is told to the second contact; left out: never. */
  readonly secondContactMinutes?: number | undefined;
}

/**
 * Puts cases on the desk of the practice's staff. Everything is staged into the turn's transaction, and a reference
 * that is there already fails the guard `reference`: the turn runs again with another.
 */
export function createDesk({ now, random = randomInt, secondContactMinutes }: DeskParts): Desk {
  return {
    handoff(work: Work, { contact, language, channel, visitor, shared }: HandoffRequest): string {
      const at = now();
      const reference = makeReference(random);
      const id = randomUUID();
      const details = JSON.stringify({ contact, shared });
      const row = { id, reference, kind: 'handoff', status: 'open', channel, language, visitor, details };
      work.stage(caseRow({ ...row, created_at: at, updated_at: at }));
      work.stage(tell('handoff.created', { case: id, reference, kind: 'handoff', channel, language }, at));
      return reference;
    },

    escalate(work: Work, { tier, entries, country, channel, language, visitor, at }: Escalation): void {
      if (tier === 'none') return;
      const id = randomUUID();
      const reference = makeReference(random);
      // What somebody went through in the past is recorded for their case and alerts nobody.
      const status = tier === 'history' ? 'noted' : 'open';
      const row = { id, reference, kind: 'escalation', status, tier, country, channel, language, visitor };
      const noticed = Date.parse(at);
      const times = { created_at: noticed, updated_at: now() };
      work.stage(caseRow({ ...row, entries: JSON.stringify(entries), ...times }));
      if (status !== 'open') return;
      const alert = { id, reference, tier, channel, language, visitor, at: noticed };
      work.stage(...escalationAlert(alert, { now: now(), secondContactMinutes }));
    },

    outcome(work: Work, visitor: string, outcome: Outcome): void {
      // No row expected: while the store was down, the escalation may still be waiting in memory.
      work.stage({
        sql: `UPDATE cases SET outcome = ?, updated_at = ? WHERE id = (
          SELECT id FROM cases WHERE visitor = ? AND kind = 'escalation' ORDER BY created_at DESC, id LIMIT 1)`,
        params: [outcome, now(), visitor],
      });
    },
  };
}

function caseRow(columns: Readonly<Record<string, string | number>>): Statement {
  const names = Object.keys(columns);
  return {
    sql: `INSERT INTO cases (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    params: Object.values(columns),
    expect: 1,
    guard: 'reference',
  };
}
