import { randomInt, randomUUID } from 'node:crypto';
import { tell } from '../booking/outbox';
import { makeReference } from '../booking/reference';
import type { Statement, Work } from '../storage/types';
import { keepAddress } from './addresses';
import { escalationAlert } from './escalationAlert';
import { initiateAtHub, initiateNow } from './liveStore';
import type { Address, Desk, Escalation, HandoffRequest, Outcome, Promised, Shared } from './types';

/** What the desk is made of. */
export interface DeskParts {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A whole number from 0 to below its argument, for references; the system's own unless given. */
  readonly random?: (below: number) => number;
  /** After how many minutes an escalation that nobody acknowledged is told to the second contact; left out: never. */
  readonly secondContactMinutes?: number | undefined;
  /** What somebody who asks for a person at a moment is promised; left out: nothing about when. */
  readonly promiseAt?: (now: number) => Promised;
  /** Whether an agent hub is asked to take hand-offs over. */
  readonly hub?: boolean;
}

/**
 * Puts cases on the desk of the practice's staff. Everything is staged into the turn's transaction, and a reference
 * that is there already fails the guard `reference`: the turn runs again with another.
 */
export function createDesk(parts: DeskParts): Desk {
  const { now, random = randomInt, secondContactMinutes, promiseAt = () => ({ kind: 'none' }), hub } = parts;
  return {
    handoff(work: Work, { contact, language, channel, visitor, address }: HandoffRequest): string {
      const at = now();
      const reference = makeReference(random);
      const id = randomUUID();
      const details = JSON.stringify({ contact });
      const row = { id, reference, kind: 'handoff', status: 'open', channel, language, visitor, details };
      work.stage(caseRow({ ...row, ...promised(promiseAt(at)), ...times(at, at) }, address));
      if (address) work.stage(keepAddress(address, at));
      if (hub && address) work.stage(initiateAtHub(id, at));
      work.stage(tell('handoff.created', { case: id, reference, kind: 'handoff', channel, language }, at));
      return reference;
    },

    promise: () => promiseAt(now()),

    share(work: Work, reference: string, shared: Shared): void {
      // One statement on what is there: the row may hold more by now, and nothing is shared of a case that was erased.
      work.stage({
        sql: `UPDATE cases SET transcript = ?, shared = ?, updated_at = ? WHERE reference = ? AND visitor <> ''`,
        params: [shared.transcript ? 1 : 0, JSON.stringify(shared.answers ?? {}), now(), reference],
      });
      if (hub) work.stage(initiateNow(reference, now()));
    },

    escalate(work: Work, escalation: Escalation): void {
      const { tier, entries, country, channel, language, visitor, at, address } = escalation;
      if (tier === 'none') return;
      const id = randomUUID();
      const reference = makeReference(random);
      // What somebody went through in the past is recorded for their case and alerts nobody.
      const status = tier === 'history' ? 'noted' : 'open';
      const row = { id, reference, kind: 'escalation', status, tier, country, channel, language, visitor };
      const noticed = Date.parse(at);
      work.stage(caseRow({ ...row, entries: JSON.stringify(entries), ...times(noticed, now()) }, address));
      if (address) work.stage(keepAddress(address, now()));
      // Whoever is feared may read the mailbox: no mail about a booking from here on.
      if (tier === 'abuse')
        work.stage({ sql: 'UPDATE bookings SET mail = 0 WHERE visitor = ?', params: [visitor] });
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

function times(created: number, updated: number) {
  return { created_at: created, updated_at: updated };
}

function promised({ kind, at }: Promised) {
  return { promise: kind, ...(at !== undefined && { promised_at: at }) };
}

function caseRow(given: Readonly<Record<string, string | number>>, address?: Address): Statement {
  const columns = { ...given, ...(address && { conversation: address.conversation }) };
  const names = Object.keys(columns);
  return {
    sql: `INSERT INTO cases (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    params: Object.values(columns),
    expect: 1,
    guard: 'reference',
  };
}
