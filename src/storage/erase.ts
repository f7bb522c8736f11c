import type { Statement } from './types';

/** Whose traces are erased, and from where. */
export interface Traces {
  /** Document key of the conversation's state. */
  readonly conversation: string;
  /** The conversation's id on its channel. */
  readonly conversationId: string;
  /** Document key of the visitor's state, which also marks their bookings and cases. */
  readonly visitor: string;
  /** Id of the turn in which this happens: its row is what keeps a redelivery from running twice, and stays. */
  readonly turn: string;
}

/**
 * What "delete my data" takes away besides the state itself: stored replies, the log of the conversation, and what was
 * left for staff. A booking stays, because the practice expects the visitor; it is no longer tied to the conversation,
 * and no more mail goes out about it. Of one that was cancelled stays only that it was.
 */
export function eraseTraces({ conversation, conversationId, visitor, turn }: Traces): Statement[] {
  const statements: Statement[] = [
    { sql: 'DELETE FROM turns WHERE conversation = ? AND id <> ?', params: [conversation, turn] },
    { sql: 'DELETE FROM text_replies WHERE conversation = ?', params: [conversation] },
    { sql: 'DELETE FROM dl_activities WHERE conversation_id = ?', params: [conversationId] },
    // What staff noted of a case may say what the visitor said.
    {
      sql: 'DELETE FROM case_notes WHERE case_id IN (SELECT id FROM cases WHERE visitor = ?)',
      params: [visitor],
    },
    {
      sql: `UPDATE cases SET visitor = '', details = '{}', shared = '{}', transcript = 0, conversation = NULL
        WHERE visitor = ?`,
      params: [visitor],
    },
    {
      sql: `DELETE FROM live_lines WHERE conversation = ?
        OR conversation IN (SELECT conversation FROM addresses WHERE visitor = ?)`,
      params: [conversation, visitor],
    },
    { sql: 'DELETE FROM live_sessions WHERE conversation = ?', params: [conversation] },
    { sql: 'DELETE FROM addresses WHERE visitor = ?', params: [visitor] },
    {
      sql: `UPDATE bookings SET name = '', phone = NULL, email = NULL, details = '{}'
        WHERE visitor = ? AND status = 'cancelled'`,
      params: [visitor],
    },
    { sql: "UPDATE bookings SET visitor = '', mail = 0 WHERE visitor = ?", params: [visitor] },
    { sql: 'DELETE FROM attempts WHERE subject = ?', params: [`visitor:${visitor}`] },
  ];
  return statements.map((statement) => ({ ...statement, erases: true }));
}
