import { firstShape } from './firstShape';
import { STAFF_TABLES } from './staffTables';
import { TEXT_TABLES } from './textTables';

/** A step of the database's shape. Applied once, in one transaction, in the order of the ids. */
export interface Migration {
  /** 1, 2, 3 …; never reused. */
  readonly id: number;
  readonly statements: readonly string[];
}

/**
 * The shape of the database, portable SQL for SQLite and PostgreSQL alike: TEXT and BIGINT only, times in whole
 * milliseconds since 1970, JSON as TEXT, NOT NULL beside PRIMARY KEY (SQLite would let NULL in), names in snake_case
 * without quotes. A migration that has been released is never edited; append another.
 */
export const migrations: readonly Migration[] = [
  { id: 1, statements: firstShape },
  {
    id: 2,
    statements: [
      // Whose alert tells staff of an escalation: its own, or that of an earlier one of the same visitor.
      'ALTER TABLE cases ADD COLUMN alert TEXT',
      'ALTER TABLE cases ADD COLUMN acknowledged_at BIGINT',
      'ALTER TABLE cases ADD COLUMN acknowledged_by TEXT',
      "UPDATE cases SET alert = id WHERE kind = 'escalation'",
      'CREATE INDEX cases_alert ON cases (alert)',

      // One message of the outbox for one carrier, made when the message is due (outbox.done_at). `next_at` is also the
      // lease: whoever takes a delivery moves it past the end of the attempt.
      `CREATE TABLE deliveries (
        id TEXT NOT NULL PRIMARY KEY,
        outbox_id TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
        carrier TEXT NOT NULL,
        urgent BIGINT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('waiting', 'delivered', 'dropped', 'dead')),
        attempts BIGINT NOT NULL DEFAULT 0,
        next_at BIGINT NOT NULL,
        settled_at BIGINT,
        last_error TEXT
      )`,
      'CREATE INDEX deliveries_due ON deliveries (status, carrier, urgent, next_at)',
      'CREATE INDEX deliveries_outbox ON deliveries (outbox_id)',
    ],
  },
  {
    id: 3,
    statements: [
      // Which conversation a case came from, and what its visitor was promised: `promise` is `open`, `closed` or
      // `none` (no opening hours are known); `promised_at` is when somebody will be there.
      'ALTER TABLE cases ADD COLUMN conversation TEXT',
      'ALTER TABLE cases ADD COLUMN promise TEXT',
      'ALTER TABLE cases ADD COLUMN promised_at BIGINT',
      // What the visitor lets staff see: whether the chat may be read (1), and their answers as JSON by slot.
      'ALTER TABLE cases ADD COLUMN transcript BIGINT NOT NULL DEFAULT 0',
      "ALTER TABLE cases ADD COLUMN shared TEXT NOT NULL DEFAULT '{}'",

      // Where a conversation can be written to first, as ids without names; kept only where something waits for it.
      `CREATE TABLE addresses (
        conversation TEXT NOT NULL PRIMARY KEY,
        visitor TEXT NOT NULL,
        channel TEXT NOT NULL,
        reference TEXT NOT NULL,
        updated_at BIGINT NOT NULL
      )`,
      'CREATE INDEX addresses_visitor ON addresses (visitor)',
      'CREATE INDEX addresses_updated ON addresses (updated_at)',

      // Staff in a visitor's conversation. That it is under way stands in the conversation's document too, so that
      // each turn of it knows; this is for those who look from outside. `idle_from`: since when nobody has written.
      `CREATE TABLE live_sessions (
        id TEXT NOT NULL PRIMARY KEY,
        conversation TEXT NOT NULL,
        case_id TEXT NOT NULL,
        staff_id TEXT NOT NULL,
        staff_name TEXT NOT NULL,
        hub BIGINT NOT NULL DEFAULT 0,
        started_at BIGINT NOT NULL,
        idle_from BIGINT NOT NULL,
        ended_at BIGINT,
        ended TEXT
      )`,
      'CREATE INDEX live_sessions_conversation ON live_sessions (conversation, started_at)',
      'CREATE INDEX live_sessions_idle ON live_sessions (ended_at, idle_from)',

      // What was said while somebody was in. `said_in` is the turn that said it to the visitor, `said_at` when the
      // channel had it.
      `CREATE TABLE live_lines (
        id TEXT NOT NULL PRIMARY KEY,
        conversation TEXT NOT NULL,
        seq BIGINT NOT NULL,
        session TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('visitor', 'staff', 'joined', 'left')),
        staff_id TEXT,
        staff_name TEXT,
        text TEXT NOT NULL DEFAULT '',
        note TEXT,
        created_at BIGINT NOT NULL,
        said_in TEXT,
        said_at BIGINT,
        UNIQUE (conversation, seq)
      )`,
      'CREATE INDEX live_lines_created ON live_lines (created_at)',
      'CREATE INDEX live_lines_said_in ON live_lines (said_in)',
    ],
  },
  {
    id: 4,
    statements: [
      // Counts up with each change: what was read is changed only while it still is so (guard `booking`).
      'ALTER TABLE bookings ADD COLUMN sequence BIGINT NOT NULL DEFAULT 0',
      // Why it is pending: 'screening', 'minimum', 'practice'.
      'ALTER TABLE bookings ADD COLUMN waits_for TEXT',
      // Until when a seat is offered to this place on a waitlist; the seat is claimed for its reference.
      'ALTER TABLE bookings ADD COLUMN offered_until BIGINT',
      'ALTER TABLE bookings ADD COLUMN entered_by TEXT',
      'CREATE INDEX bookings_offered ON bookings (offered_until)',

      // Whose message it is: reminders move and go with their booking.
      'ALTER TABLE outbox ADD COLUMN booking TEXT',
      'CREATE INDEX outbox_booking ON outbox (booking, topic)',

      // Failed attempts to open a booking, by visitor and by reference.
      `CREATE TABLE attempts (
        subject TEXT NOT NULL PRIMARY KEY,
        failures BIGINT NOT NULL,
        expires_at BIGINT NOT NULL
      )`,
      'CREATE INDEX attempts_expires ON attempts (expires_at)',

      // Times in which a clinician sees nobody who books here.
      `CREATE TABLE blocks (
        id TEXT NOT NULL PRIMARY KEY,
        clinician TEXT NOT NULL,
        starts_at BIGINT NOT NULL,
        ends_at BIGINT NOT NULL,
        kind TEXT NOT NULL,
        made_by TEXT NOT NULL,
        created_at BIGINT NOT NULL
      )`,
      'CREATE INDEX blocks_clinician ON blocks (clinician, ends_at)',

      // How many people wished for what nobody offered, by month (the moment it begins). Nothing leads back to a person.
      `CREATE TABLE demand (
        wish TEXT NOT NULL,
        month BIGINT NOT NULL,
        people BIGINT NOT NULL,
        PRIMARY KEY (wish, month)
      )`,

      // What staff have to do by a time.
      `CREATE TABLE tasks (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        booking TEXT NOT NULL REFERENCES bookings (id) ON DELETE CASCADE,
        due_at BIGINT NOT NULL,
        created_at BIGINT NOT NULL,
        closed_at BIGINT,
        closed_by TEXT
      )`,
      'CREATE INDEX tasks_open ON tasks (closed_at, due_at)',
      'CREATE INDEX tasks_booking ON tasks (booking)',
    ],
  },
  {
    id: 5,
    statements: [
      // Whether the visitor said yes to mail about a booking; 0 again for good once they spoke of abuse.
      'ALTER TABLE bookings ADD COLUMN mail BIGINT NOT NULL DEFAULT 0',
    ],
  },
  {
    id: 6,
    statements: [
      // The latest order for a booking that another system has the last word about. `terms` and `hold`: of a move,
      // where to, and what is kept for it until the answer is there.
      `CREATE TABLE booking_orders (
        booking TEXT NOT NULL PRIMARY KEY REFERENCES bookings (id) ON DELETE CASCADE,
        id TEXT NOT NULL UNIQUE,
        wanted TEXT NOT NULL CHECK (wanted IN ('book', 'move', 'cancel')),
        given_at BIGINT NOT NULL,
        answered_at BIGINT,
        theirs TEXT,
        time TEXT,
        terms TEXT,
        hold TEXT
      )`,

      // Messages of other systems that have been taken in, so that none has an effect twice.
      `CREATE TABLE received_messages (
        id TEXT NOT NULL PRIMARY KEY,
        received_at BIGINT NOT NULL
      )`,
      'CREATE INDEX received_messages_received ON received_messages (received_at)',
    ],
  },
  { id: 7, statements: STAFF_TABLES },
  {
    id: 8,
    statements: [
      // How far conversations come, for the practice's report: a day, a step and a channel, and nobody.
      `CREATE TABLE tally (
        id TEXT NOT NULL PRIMARY KEY,
        day BIGINT NOT NULL,
        step TEXT NOT NULL,
        channel TEXT NOT NULL
      )`,
      'CREATE INDEX tally_day ON tally (day, step, channel)',
    ],
  },
  { id: 9, statements: TEXT_TABLES },
];
