import { randomUUID } from 'node:crypto';
import { taking } from '../../handoff/acknowledge';
import type { Statement } from '../../storage/types';
import type { CaseFile } from './readCases';

/** How a case can end. */
export const RESOLUTIONS = ['reached', 'not_reached', 'booked', 'passed_on', 'not_needed'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Longest note, in characters. */
export const LONGEST_NOTE = 4_000;

/** Who does it and when, ms since 1970. */
export interface Doing {
  readonly member: string;
  readonly now: number;
}

const GUARD = 'case';
const NOT_CLOSED = "status IN ('open', 'acknowledged')";

/**
 * Takes on a case: it is then the member's. An escalation stops the second contact, and those that the same alert told
 * of are taken on along with it.
 */
export function takenOn({ id, kind, reference }: CaseFile, { member, now }: Doing): Statement[] {
  return [
    {
      sql: `UPDATE cases SET updated_at = ? WHERE id = ? AND status = 'open'`,
      params: [now, id],
      expect: 1,
      guard: GUARD,
    },
    kind === 'escalation'
      ? taking(reference, { by: member, now })
      : {
          sql: `UPDATE cases SET status = 'acknowledged', acknowledged_at = ?, acknowledged_by = ? WHERE id = ?`,
          params: [now, member, id],
        },
    {
      sql: `UPDATE cases SET assigned_to = ?
        WHERE acknowledged_by = ? AND acknowledged_at = ? AND assigned_to IS NULL`,
      params: [member, member, now],
    },
  ];
}

/** Gives a case to a member with an account, or to nobody. */
export function assigned(id: string, to: string | null, now: number): Statement {
  const known = to === null ? '' : 'AND EXISTS (SELECT 1 FROM staff_members WHERE id = ? AND active = 1)';
  return {
    sql: `UPDATE cases SET assigned_to = ?, updated_at = ? WHERE id = ? AND ${NOT_CLOSED} ${known}`,
    params: [to, now, id, ...(to === null ? [] : [to])],
    expect: 1,
    guard: GUARD,
  };
}

/** Adds a note. */
export function noted(id: string, text: string, { member, now }: Doing): Statement[] {
  return [
    {
      sql: 'INSERT INTO case_notes (id, case_id, member, text, created_at) VALUES (?, ?, ?, ?, ?)',
      params: [randomUUID(), id, member, text, now],
      expect: 1,
    },
    { sql: 'UPDATE cases SET updated_at = ? WHERE id = ?', params: [now, id], expect: 1, guard: GUARD },
  ];
}

/** Closes a case that somebody has taken on. */
export function closed(id: string, resolution: Resolution, { member, now }: Doing): Statement {
  return {
    sql: `UPDATE cases SET status = 'closed', closed_at = ?, closed_by = ?, resolution = ?, updated_at = ?
      WHERE id = ? AND status = 'acknowledged'`,
    params: [now, member, resolution, now, id],
    expect: 1,
    guard: GUARD,
  };
}

/** Opens a closed case again; it stays with whoever had it. */
export function reopened(id: string, now: number): Statement {
  return {
    sql: `UPDATE cases SET status = 'acknowledged', closed_at = NULL, closed_by = NULL, resolution = NULL, updated_at = ?
      WHERE id = ? AND status = 'closed'`,
    params: [now, id],
    expect: 1,
    guard: GUARD,
  };
}
