import type { Database, Statement } from '../storage/types';
import type { Address } from './types';

/** The statement that keeps where a conversation can be written to first; what was kept of it before is replaced. */
export function keepAddress({ conversation, visitor, channel, reference }: Address, now: number): Statement {
  return {
    sql: `INSERT INTO addresses (conversation, visitor, channel, reference, updated_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (conversation) DO UPDATE SET visitor = excluded.visitor, channel = excluded.channel,
        reference = excluded.reference, updated_at = excluded.updated_at`,
    params: [conversation, visitor, channel, JSON.stringify(reference), now],
  };
}

/** Where a conversation can be written to first; undefined when nothing is known of it any more. */
export async function readAddress(db: Database, conversation: string): Promise<Address | undefined> {
  const [row] = await db.query(
    'SELECT conversation, visitor, channel, reference FROM addresses WHERE conversation = ?',
    [conversation],
  );
  return (
    row && {
      conversation,
      visitor: String(row['visitor']),
      channel: String(row['channel']),
      reference: JSON.parse(String(row['reference'])) as Address['reference'],
    }
  );
}
