/** A migration: accounts of staff with their sessions, the audit, and what staff do about a case. Released: never edited. */
export const STAFF_TABLES: readonly string[] = [
  // Who may sign in to the staff console. Nobody is ever deleted: the audit names them.
  `CREATE TABLE staff_members (
        id TEXT NOT NULL PRIMARY KEY,
        login TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('front_desk', 'clinician', 'admin')),
        clinician TEXT,
        password TEXT NOT NULL,
        totp TEXT,
        totp_step BIGINT NOT NULL DEFAULT 0,
        active BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
      )`,
  // By the hash of the cookie's value: who reads the store cannot take over a session.
  `CREATE TABLE staff_sessions (
        id TEXT NOT NULL PRIMARY KEY,
        member TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        seen_at BIGINT NOT NULL
      )`,
  'CREATE INDEX staff_sessions_member ON staff_sessions (member)',
  // Tries to sign in, by the hash of an account's name or an address.
  `CREATE TABLE staff_attempts (
        key TEXT NOT NULL PRIMARY KEY,
        count BIGINT NOT NULL,
        since BIGINT NOT NULL
      )`,
  // Only ever added to. Each row's hash covers the row before it, so that a change or a gap shows.
  `CREATE TABLE staff_audit (
        seq BIGINT NOT NULL PRIMARY KEY,
        at BIGINT NOT NULL,
        member TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        hash TEXT NOT NULL
      )`,
  'CREATE INDEX staff_audit_subject ON staff_audit (subject, seq)',

  'ALTER TABLE cases ADD COLUMN assigned_to TEXT',
  'ALTER TABLE cases ADD COLUMN closed_at BIGINT',
  'ALTER TABLE cases ADD COLUMN closed_by TEXT',
  'ALTER TABLE cases ADD COLUMN resolution TEXT',
  `CREATE TABLE case_notes (
        id TEXT NOT NULL PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
        member TEXT NOT NULL,
        text TEXT NOT NULL,
        created_at BIGINT NOT NULL
      )`,
  'CREATE INDEX case_notes_case ON case_notes (case_id, created_at)',
];
