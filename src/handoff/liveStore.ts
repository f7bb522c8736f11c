import { tell } from '../booking/outbox';
import type { Database, Row, Statement } from '../storage/types';
import type { HandedBack, StaffMember } from './live';

/** A line on its way into the store; `id` is stable, so that the same line is there once. */
export interface NewLine {
  readonly id: string;
  readonly conversation: string;
  readonly session: string;
  readonly kind: 'visitor' | 'staff' | 'joined' | 'left';
  readonly at: number;
  readonly staff?: StaffMember;
  readonly text?: string;
  /** `crisis` on a visitor's line; why on one that says that the bot is back. */
  readonly note?: HandedBack | 'crisis';
  /** The turn that says it to the visitor, where that is this one. */
  readonly saidIn?: string;
}

/** A line that is still to be said to the visitor. */
export interface PendingLine {
  readonly id: string;
  readonly session: string;
  readonly kind: 'staff' | 'joined' | 'left';
  readonly name: string;
  readonly text: string;
  readonly note: HandedBack;
}

/** Files a line behind those that are there. Two at once fail the guard `live`: the loser runs again. */
export function addLine(line: NewLine): Statement {
  const { id, conversation, session, kind, staff, text = '', note, at, saidIn } = line;
  return {
    sql: `INSERT INTO live_lines
        (id, conversation, seq, session, kind, staff_id, staff_name, text, note, created_at, said_in, said_at)
      VALUES (?, ?, (SELECT COALESCE(MAX(earlier.seq), 0) + 1 FROM live_lines earlier WHERE earlier.conversation = ?),
        ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [
      ...[id, conversation, conversation, session, kind, staff?.id ?? null, staff?.firstName ?? null],
      ...[text, note ?? null, at, saidIn ?? null, saidIn === undefined ? null : at],
    ],
    expect: 1,
    guard: 'live',
  };
}

/** What is to be said to the visitor and has not been, in order. */
export async function pendingLines(db: Database, conversation: string): Promise<PendingLine[]> {
  const rows = await db.query(
    `SELECT id, session, kind, staff_name, text, note FROM live_lines
     WHERE conversation = ? AND kind IN ('staff', 'joined', 'left') AND said_in IS NULL ORDER BY seq`,
    [conversation],
  );
  return rows.map((row) => ({
    id: String(row['id']),
    session: String(row['session']),
    kind: row['kind'] as PendingLine['kind'],
    name: String(row['staff_name'] ?? ''),
    text: String(row['text']),
    note: (row['note'] ?? 'left') as HandedBack,
  }));
}

/** A turn says a line; `at` where the line has arrived with the turn's commit. Somebody else's turn fails the guard. */
export function saidIn(id: string, turn: string, at?: number): Statement {
  return {
    sql: 'UPDATE live_lines SET said_in = ?, said_at = ? WHERE id = ? AND said_in IS NULL',
    params: [turn, at ?? null, id],
    expect: 1,
    guard: 'live',
  };
}

/** The channel has taken what a turn said. */
export function arrived(turn: string, at: number): Statement {
  return {
    sql: 'UPDATE live_lines SET said_at = ? WHERE said_in = ? AND said_at IS NULL',
    params: [at, turn],
  };
}

/** Begins a session. */
export function beginSession(
  session: { id: string; conversation: string; caseId: string; staff: StaffMember; hub: boolean },
  at: number,
): Statement {
  const { id, conversation, caseId, staff, hub } = session;
  return {
    sql: `INSERT INTO live_sessions
      (id, conversation, case_id, staff_id, staff_name, hub, started_at, idle_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [id, conversation, caseId, staff.id, staff.firstName, hub ? 1 : 0, at, at],
  };
}

/** Since when a session is idle, for those who look from outside. */
export function idleSince(session: string, at: number): Statement {
  return { sql: 'UPDATE live_sessions SET idle_from = ? WHERE id = ?', params: [at, session] };
}

/** Ends a session. */
export function endSession(session: string, why: HandedBack, at: number): Statement {
  return {
    sql: 'UPDATE live_sessions SET ended_at = ?, ended = ? WHERE id = ? AND ended_at IS NULL',
    params: [at, why, session],
  };
}

/** Something is to be said to the visitor of a case: carried by the outbox as a turn of their conversation. */
export function tellVisitor(caseId: string, at: number): Statement {
  return tell('visitor.live', { case: caseId }, at);
}

/** Something is to be said to the agent hub about a case. */
export function tellHub(caseId: string, at: number): Statement {
  return tell('hub.live', { case: caseId }, at);
}

/** How long the hub is not told of a case whose visitor has not yet said whether the chat may be read. */
const HUB_WAITS_MS = 90_000;

/** The agent hub is asked to take a case over, once it is known whether the chat may be read; else after a while. */
export function initiateAtHub(caseId: string, at: number): Statement {
  return {
    sql: 'INSERT INTO outbox (id, topic, payload, created_at, next_at) VALUES (?, ?, ?, ?, ?)',
    params: [`${caseId}-hub`, 'hub.initiate', JSON.stringify({ case: caseId }), at, at + HUB_WAITS_MS],
  };
}

/** The visitor has said whether the chat may be read: the hub is told now. */
export function initiateNow(reference: string, at: number): Statement {
  return {
    sql: `UPDATE outbox SET next_at = ? WHERE done_at IS NULL
      AND id = (SELECT id || '-hub' FROM cases WHERE reference = ?)`,
    params: [at, reference],
  };
}

/** A case as those who look at its conversation need it. */
export interface LiveCase {
  readonly id: string;
  readonly reference: string;
  readonly conversation: string | undefined;
  readonly transcript: boolean;
}

/** The case with this id; undefined when there is none. */
export async function liveCase(db: Database, id: string): Promise<LiveCase | undefined> {
  const [row] = await db.query('SELECT id, reference, conversation, transcript FROM cases WHERE id = ?', [
    id,
  ]);
  const conversation = row?.['conversation'];
  return (
    row && {
      id,
      reference: String(row['reference']),
      conversation: typeof conversation === 'string' ? conversation : undefined,
      transcript: row['transcript'] === 1,
    }
  );
}

/** A member of staff, from a row. */
export function staffOf(row: Row): StaffMember {
  return { id: String(row['staff_id'] ?? ''), firstName: String(row['staff_name'] ?? '') };
}
