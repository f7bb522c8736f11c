/** A migration: what the text channels need. Released: never edited. */
export const TEXT_TABLES: readonly string[] = [
  // Who wants no texts any more, by the visitor's key. Kept for good, through "delete my data" too: whoever is forgotten
  // here would be written to again. `by_carrier`: the carrier itself lets nothing through.
  `CREATE TABLE text_stops (
        visitor TEXT NOT NULL PRIMARY KEY,
        by_carrier BIGINT NOT NULL,
        stopped_at BIGINT NOT NULL
      )`,
  // Where the replies of a turn go, until they are gone. `erases`: the turn was "delete my data", so the number must
  // leave the files too.
  `CREATE TABLE text_replies (
        turn TEXT NOT NULL PRIMARY KEY,
        conversation TEXT NOT NULL,
        line TEXT NOT NULL,
        erases BIGINT NOT NULL,
        created_at BIGINT NOT NULL
      )`,
  'CREATE INDEX text_replies_conversation ON text_replies (conversation)',
];
