import type { Database, Statement } from './types';

/** How long things are kept, in days, from the practice profile. */
export interface Retention {
  readonly keepConversationsDays: number;
  readonly keepBookingsDays: number;
}

const DAY_MS = 86_400_000;
/** Stored replies are for redeliveries, which come within minutes. */
const TURNS_DAYS = 2;

/**
 * Deletes what has been kept long enough: conversations with their logs and state, bookings and cases, and what has
 * expired. For real: what is deleted leaves a SQLite file too.
 */
export async function purge(
  db: Database,
  { keepConversationsDays, keepBookingsDays }: Retention,
  now: number,
) {
  const before = (days: number): number => now - days * DAY_MS;
  const conversations = before(keepConversationsDays);
  const bookings = before(keepBookingsDays);
  const old = (table: string, column: string, limit: number): Statement => ({
    sql: `DELETE FROM ${table} WHERE ${column} < ?`,
    params: [limit],
  });
  const statements: Statement[] = [
    old('turns', 'created_at', before(TURNS_DAYS)),
    old('text_replies', 'created_at', before(TURNS_DAYS)),
    old('documents', 'updated_at', conversations),
    old('dl_activities', 'created_at', conversations),
    {
      sql: `DELETE FROM dl_conversations WHERE created_at < ?
            AND NOT EXISTS (SELECT 1 FROM dl_activities WHERE conversation_id = dl_conversations.id)`,
      params: [conversations],
    },
    old('addresses', 'updated_at', conversations),
    old('live_lines', 'created_at', conversations),
    old('live_sessions', 'started_at', conversations),
    old('used_tickets', 'expires_at', now),
    old('received_messages', 'received_at', conversations),
    old('claims', 'expires_at', now),
    // A booking made long ago for a time to come is still needed.
    {
      sql: 'DELETE FROM bookings WHERE created_at < ? AND (starts_at IS NULL OR starts_at < ?)',
      params: [bookings, bookings],
    },
    old('blocks', 'ends_at', conversations),
    // What was sold to a booking, or kept by a block, that is not there any more.
    {
      sql: `DELETE FROM claims WHERE expires_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM bookings WHERE reference = claims.holder)
            AND NOT EXISTS (SELECT 1 FROM blocks WHERE 'block:' || id = claims.holder)`,
    },
    old('attempts', 'expires_at', now),
    old('staff_sessions', 'seen_at', conversations),
    old('staff_attempts', 'since', conversations),
    old('demand', 'month', bookings),
    old('tally', 'day', bookings),
    old('cases', 'created_at', bookings),
    {
      // What a carrier is still to bring is kept until it has been brought or given up.
      sql: `DELETE FROM outbox WHERE done_at IS NOT NULL AND created_at < ?
            AND NOT EXISTS (SELECT 1 FROM deliveries WHERE outbox_id = outbox.id AND status = 'waiting')`,
      params: [conversations],
    },
  ];
  await db.transaction(statements.map((statement) => ({ ...statement, erases: true })));
}
