import { randomUUID } from 'node:crypto';
import type { PracticeProfile } from '../content/profile';
import type { Database, Statement } from '../storage/types';
import { addBusinessDays, businessDaysAhead } from './businessDays';
import type { Task } from './staffTypes';
import type { Stored } from './stored';
import { zoneClock } from './zoneClock';

const DAY = 24 * 60 * 60_000;

/**
 * The Good Faith Estimate that a self-paying client in the US is owed (45 CFR 149.610): by the end of the next business
 * day when booked three or more business days ahead, of the third when ten or more. Where nobody asked who pays, staff
 * find out. A session sooner than that brings none.
 */
export function estimateTask(booking: Stored, profile: PracticeProfile, now: number): Statement[] {
  const { startsAt, details } = booking;
  if (profile.country !== 'US' || details.payer === 'insurance' || startsAt === undefined) return [];
  const clock = zoneClock(profile.timeZone);
  const today = midnight(clock.wallAt(now));
  const ahead = businessDaysAhead(today, midnight(clock.wallAt(startsAt)), 10);
  if (ahead < 3) return [];
  const dueAt = clock.momentOf(addBusinessDays(today, ahead >= 10 ? 3 : 1) + DAY);
  return [
    {
      sql: "INSERT INTO tasks (id, kind, booking, due_at, created_at) VALUES (?, 'good_faith_estimate', ?, ?, ?)",
      params: [randomUUID(), booking.id, dueAt, now],
    },
  ];
}

/** Takes back what is still to be done for a booking. */
export function dropTasks(booking: string): Statement {
  return { sql: 'DELETE FROM tasks WHERE booking = ? AND closed_at IS NULL', params: [booking] };
}

/** Done by somebody; one that is closed stays as it is. */
export function closeTask(id: string, by: string, now: number): Statement {
  return {
    sql: 'UPDATE tasks SET closed_at = ?, closed_by = ? WHERE id = ? AND closed_at IS NULL',
    params: [now, by, id],
  };
}

/** The open tasks, the most urgent first. */
export async function readTasks(db: Database, { timeZone }: PracticeProfile, now: number): Promise<Task[]> {
  const rows = await db.query(
    `SELECT t.id, t.kind, t.due_at, b.reference FROM tasks t JOIN bookings b ON b.id = t.booking
     WHERE t.closed_at IS NULL ORDER BY t.due_at, t.id`,
  );
  const clock = zoneClock(timeZone);
  return rows.map((row) => ({
    id: String(row['id']),
    kind: row['kind'] as Task['kind'],
    reference: String(row['reference']),
    dueAt: clock.iso(Number(row['due_at'])),
    overdue: Number(row['due_at']) <= now,
  }));
}

function midnight(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}
