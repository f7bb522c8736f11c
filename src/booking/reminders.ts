import type { PracticeProfile } from '../content/profile';
import type { Database, Statement } from '../storage/types';
import { tell } from './outbox';
import { factsOf, type Stored } from './stored';

const HOUR = 60 * 60_000;

/** The reminders of a booking that are still to come, each a row of the outbox with its time. */
export function remind(booking: Stored, { booking: rules }: PracticeProfile, now: number): Statement[] {
  const { startsAt } = booking;
  if (startsAt === undefined) return [];
  return rules.reminderHours
    .map((hours) => startsAt - hours * HOUR)
    .filter((at) => at > now)
    .map((at) => tell('booking.reminder', factsOf(booking, { by: 'clock' }), now, at));
}

/** Takes back the reminders that have not been handed to a carrier yet. */
export function remindNoMore(booking: string): Statement {
  return {
    sql: "DELETE FROM outbox WHERE booking = ? AND topic = 'booking.reminder' AND done_at IS NULL",
    params: [booking],
  };
}

/** Whether a reminder that is under way still holds: the booking stands, and its time is yet to come. */
export async function reminderHolds(db: Database, booking: string, now: number): Promise<boolean> {
  const rows = await db.query(
    "SELECT id FROM bookings WHERE id = ? AND status = 'confirmed' AND starts_at > ?",
    [booking, now],
  );
  return rows.length > 0;
}
