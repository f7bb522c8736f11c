import type { Contact } from '../booking/types';
import { findOrphans, type OrphanedBookings } from '../booking/orphans';
import type { Task } from '../booking/staffTypes';
import { readTasks } from '../booking/tasks';
import { type ZoneClock, zoneClock } from '../booking/zoneClock';
import type { PracticeProfile } from '../content/profile';
import type { Database, Row } from '../storage/types';
import { letterOf } from './carrier';
import { mailCarrierId } from './mailCarrier';
import type { InboxRow } from './types';

/**
 * What waits for staff: escalations first, then messages that did not reach their receiver, bookings that nobody will be
 * there for, and tasks by their due date; then hand-offs and bookings, the newest first. Ids, times and how to reach the
 * visitor; nothing of what somebody wrote about themselves.
 *
 * @param now milliseconds since 1970
 */
export async function readInbox(db: Database, profile: PracticeProfile, now: number): Promise<InboxRow[]> {
  const [tasks, orphans, cases, bookings, failed] = await Promise.all([
    readTasks(db, profile, now),
    findOrphans(db, profile, now),
    db.query('SELECT * FROM cases ORDER BY created_at DESC, id'),
    db.query('SELECT * FROM bookings ORDER BY created_at DESC, id'),
    db.query(
      `SELECT d.*, o.topic, o.payload, o.created_at FROM deliveries d JOIN outbox o ON o.id = d.outbox_id
       WHERE d.status = 'dead' OR (d.status = 'waiting' AND d.last_error IS NOT NULL)
       ORDER BY o.created_at DESC, d.id`,
    ),
  ]);
  const clock = zoneClock(profile.timeZone);
  const escalations = cases.filter(({ kind }) => kind === 'escalation').map((row) => escalation(row, clock));
  const handoffs = cases.filter(({ kind }) => kind === 'handoff').map((row) => handoff(row, clock));
  const others = [...handoffs, ...bookings.map((row) => booking(row, clock))];
  const deliveries = failed.map((row) => delivery(row, clock, profile));
  const urgent = [
    ...deliveries,
    ...orphans.flatMap((one) => orphaned(one, clock)),
    ...tasks.map((task) => taskRow(task, clock)),
  ];
  return [...escalations, ...urgent, ...others.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))];
}

function escalation(row: Row, clock: ZoneClock): InboxRow {
  return {
    ...common(row, clock),
    kind: 'escalation',
    summary: line(row['tier'], row['country'], row['channel'], row['language'], row['outcome']),
  };
}

function handoff(row: Row, clock: ZoneClock): InboxRow {
  const { contact } = JSON.parse(String(row['details'])) as { contact?: Contact };
  return {
    ...common(row, clock),
    kind: 'handoff',
    summary: line(contact?.name, contact?.phone, contact?.email, row['channel'], row['language']),
  };
}

function booking(row: Row, clock: ZoneClock): InboxRow {
  const startsAt = row['starts_at'];
  const when = typeof startsAt === 'number' ? clock.iso(startsAt).slice(0, 16).replace('T', ' ') : null;
  const what = line(row['kind'], when, row['clinician'], row['cohort']);
  return {
    ...common(row, clock),
    kind: 'booking',
    summary: line(what, row['name'], row['phone'], row['email'], row['language']),
  };
}

function orphaned({ kind, id, bookings }: OrphanedBookings, clock: ZoneClock): InboxRow[] {
  return bookings.map(({ reference, status, contact, createdAt }) => ({
    ...{ at: clock.iso(createdAt), kind: 'orphan', reference, status },
    summary: line(`${kind} ${id}`, contact.name, contact.phone, contact.email),
  }));
}

/** By its day: midnight after a Monday reads like Tuesday. */
function taskRow({ kind, reference, dueAt, overdue }: Task, clock: ZoneClock): InboxRow {
  const at = clock.iso(Date.parse(dueAt) - 1).slice(0, 10);
  const summary = line(kind, `due by the end of ${at}`);
  return { at, kind: 'task', reference, status: overdue ? 'overdue' : 'open', summary };
}

function delivery(row: Row, clock: ZoneClock, { alerts }: PracticeProfile): InboxRow {
  const [topic, carrier] = [String(row['topic']), String(row['carrier'])];
  const { facts } = letterOf('', topic, String(row['payload']), 0);
  const mailboxes = [...(alerts?.emails ?? []), ...(alerts?.secondContact?.emails ?? [])];
  const receiver = mailboxes.find((address) => mailCarrierId(address) === carrier) ?? carrier;
  return {
    ...common({ ...row, reference: facts.reference ?? '' }, clock),
    kind: 'delivery',
    summary: line(topic, receiver, row['attempts'], row['last_error']),
  };
}

function common(row: Row, clock: ZoneClock): Omit<InboxRow, 'kind' | 'summary'> {
  return {
    at: clock.iso(Number(row['created_at'])),
    reference: String(row['reference']),
    status: String(row['status']),
  };
}

/** What a visitor typed may hold escape sequences or turn the line round: only visible signs reach a terminal. */
function line(...parts: (string | number | null | undefined)[]): string {
  const given = parts.filter((part) => part !== null && part !== undefined && part !== '');
  return given
    .map((part) =>
      String(part)
        .replace(/[\p{C}\s]+/gu, ' ')
        .trim(),
    )
    .join(' · ');
}
