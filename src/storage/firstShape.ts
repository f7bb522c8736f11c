/** What the first migration makes. It has been released: never edited. */
export const firstShape: readonly string[] = [
  // The Bot Framework's state. The eTag has its own column and is never inside the document.
  `CREATE TABLE documents (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    etag TEXT NOT NULL,
    updated_at BIGINT NOT NULL
  )`,
  'CREATE INDEX documents_updated ON documents (updated_at)',

  // Turns that have been committed, with their replies, by the activity's id: redelivered ones get them again.
  `CREATE TABLE turns (
    id TEXT NOT NULL PRIMARY KEY,
    conversation TEXT NOT NULL,
    replies TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
  )`,
  'CREATE INDEX turns_conversation ON turns (conversation, created_at)',
  'CREATE INDEX turns_created ON turns (created_at)',

  // Direct Line's conversations and their logs.
  `CREATE TABLE dl_conversations (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    last_seq BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
  )`,
  'CREATE INDEX dl_conversations_created ON dl_conversations (created_at)',
  `CREATE TABLE dl_activities (
    conversation_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    id TEXT NOT NULL,
    client_id TEXT,
    activity TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, seq),
    UNIQUE (conversation_id, id),
    UNIQUE (conversation_id, client_id)
  )`,
  'CREATE INDEX dl_activities_created ON dl_activities (created_at)',

  // Stream tickets are good for one use.
  `CREATE TABLE used_tickets (
    jti TEXT NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX used_tickets_expires ON used_tickets (expires_at)',

  // Keys that were made once and are shared by all processes.
  `CREATE TABLE secrets (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
  )`,

  // What can be had by one holder only: five minutes of a clinician, a seat of a group. The primary key is what
  // keeps it from being sold twice. expires_at is null once it is sold.
  `CREATE TABLE claims (
    resource TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    expires_at BIGINT
  )`,
  'CREATE INDEX claims_holder ON claims (holder)',
  'CREATE INDEX claims_expires ON claims (expires_at)',

  `CREATE TABLE bookings (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    clinician TEXT,
    cohort TEXT,
    format TEXT,
    mode TEXT,
    starts_at BIGINT,
    minutes BIGINT,
    zone TEXT,
    name TEXT NOT NULL,
    phone TEXT,
    email TEXT,
    language TEXT NOT NULL,
    visitor TEXT,
    details TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
  )`,
  'CREATE INDEX bookings_visitor ON bookings (visitor)',
  'CREATE INDEX bookings_starts ON bookings (starts_at)',
  'CREATE INDEX bookings_created ON bookings (created_at)',
  'CREATE INDEX bookings_clinician ON bookings (clinician, starts_at)',
  'CREATE INDEX bookings_cohort ON bookings (cohort, status)',

  // What staff work on: hand-offs to a person, and escalations (crisis only).
  `CREATE TABLE cases (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('handoff', 'escalation')),
    status TEXT NOT NULL,
    tier TEXT,
    entries TEXT,
    country TEXT,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    visitor TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '{}',
    outcome TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
  )`,
  'CREATE INDEX cases_queue ON cases (status, created_at)',
  'CREATE INDEX cases_visitor ON cases (visitor, created_at)',

  // What is still to be told to other systems: written in the transaction of what it tells, sent afterwards.
  `CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    topic TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    done_at BIGINT,
    last_error TEXT
  )`,
  'CREATE INDEX outbox_due ON outbox (done_at, next_at)',
];
