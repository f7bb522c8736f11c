import type { Database } from '../storage/types';

/**
 * Where mail about a booking may go: the address that was given, if its owner said yes to mail. Never after somebody
 * who used that address spoke of abuse in the chat: whoever they fear may read it.
 */
export async function visitorMailbox(db: Database, booking: string): Promise<string | undefined> {
  const [row] = await db.query(
    `SELECT b.email FROM bookings b WHERE b.id = ? AND b.mail = 1 AND b.email IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM cases c JOIN bookings other ON other.visitor = c.visitor
        WHERE c.kind = 'escalation' AND c.tier = 'abuse' AND c.visitor <> ''
          AND LOWER(other.email) = LOWER(b.email))`,
    [booking],
  );
  const address = row?.['email'];
  return typeof address === 'string' ? address : undefined;
}
