import type { Activity } from 'botbuilder';
import { ConflictError } from '../../storage/conflictError';
import type { Database, Row, Statement } from '../../storage/types';
import type { Queue } from './oneByOne';
import { OneByOne } from './oneByOne';

/** A conversation as the log knows it. `lastSeq` is 0 while it is empty. */
export interface LoggedConversation {
  readonly id: string;
  readonly userId: string;
  readonly lastSeq: number;
}

/** An activity with its place in the conversation. */
export interface LoggedActivity {
  readonly seq: number;
  readonly activity: Partial<Activity>;
}

/** What is needed to file one activity. The id is unique in its conversation: filing it again changes nothing. */
export interface Filing {
  readonly conversationId: string;
  readonly activity: Partial<Activity> & { readonly id: string };
  readonly clientId?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const TICKET_GUARD = 'ticket';

/**
 * What was said in each conversation, in order, in the store. Numbers are taken under the conversation's row lock, so
 * that they are right with several processes, and a reader never sees a later activity before an earlier one.
 */
export class ActivityLog {
  // SQLite writes one after the other anyway, many to a commit. PostgreSQL makes those who meet at a row start again.
  private readonly queue: Queue;

  constructor(private readonly database: Database) {
    this.queue = database.engine === 'postgres' ? new OneByOne() : { run: (_key, task) => task() };
  }

  /** Which engine is underneath: only one that several machines share needs to be polled. */
  get engine(): Database['engine'] {
    return this.database.engine;
  }

  /** Makes the conversation; false when it was there. */
  async open(id: string, userId: string, at: number): Promise<boolean> {
    const [rows] = await this.database.transaction([
      { ...conversationRow(id, userId, at), sql: `${conversationRow(id, userId, at).sql} RETURNING id` },
    ]);
    return rows?.length === 1;
  }

  async conversation(id: string): Promise<LoggedConversation | undefined> {
    const [row] = await this.database.query<Row>(
      'SELECT id, user_id, last_seq FROM dl_conversations WHERE id = ?',
      [id],
    );
    return row && { id: String(row.id), userId: String(row.user_id), lastSeq: Number(row.last_seq) };
  }

  /**
   * Files what a user said; makes the conversation if a token came before its start. Resolves to its number; undefined
   * when it was there.
   */
  async append(filing: Filing, userId: string): Promise<number | undefined> {
    const statements = [
      conversationRow(filing.conversationId, userId, filing.at),
      ...filingStatements(filing),
    ];
    try {
      const rows = await this.queue.run(filing.conversationId, () => this.database.transaction(statements));
      return numbersIn(rows)[0];
    } catch (error) {
      if (await this.knows(filing, error)) return undefined;
      throw error;
    }
  }

  /** At most `limit` activities after a place, oldest first. */
  async after(conversationId: string, seq: number, limit: number): Promise<LoggedActivity[]> {
    const rows = await this.database.query<Row>(
      'SELECT seq, activity FROM dl_activities WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?',
      [conversationId, seq, limit],
    );
    return rows.map((row) => ({
      seq: Number(row.seq),
      activity: JSON.parse(String(row.activity)) as Partial<Activity>,
    }));
  }

  /** The last number of each of these conversations, in one query. */
  async lastSeqs(ids: readonly string[]): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const marks = ids.map(() => '?').join(', ');
    const rows = await this.database.query<Row>(
      `SELECT id, last_seq FROM dl_conversations WHERE id IN (${marks})`,
      ids,
    );
    return new Map(rows.map((row) => [String(row.id), Number(row.last_seq)]));
  }

  /** Uses up a ticket; false when it had been used. Those that have expired anyway are forgotten. */
  async useTicket(jti: string, expiresAt: number, now: number): Promise<boolean> {
    try {
      await this.database.transaction([
        { sql: 'DELETE FROM used_tickets WHERE expires_at < ?', params: [now] },
        {
          sql: 'INSERT INTO used_tickets (jti, expires_at) VALUES (?, ?) ON CONFLICT (jti) DO NOTHING',
          params: [jti, expiresAt],
          expect: 1,
          guard: TICKET_GUARD,
        },
      ]);
      return true;
    } catch (error) {
      if (error instanceof ConflictError && error.guard === TICKET_GUARD) return false;
      throw error;
    }
  }

  private async knows({ conversationId, activity }: Filing, error: unknown): Promise<boolean> {
    if (!(error instanceof ConflictError)) return false;
    const rows = await this.database.query<Row>(
      'SELECT seq FROM dl_activities WHERE conversation_id = ? AND id = ?',
      [conversationId, activity.id],
    );
    return rows.length > 0;
  }
}

/**
 * The statements that file one activity, for a transaction of one's own or another's. Filed once: a second time its
 * id is there already, and the guard `activity` fails. {@link numbersIn} what they return is its number.
 */
export function filingStatements({ conversationId, activity, clientId, at }: Filing): Statement[] {
  return [
    {
      sql: 'UPDATE dl_conversations SET last_seq = last_seq + 1 WHERE id = ? RETURNING last_seq',
      params: [conversationId],
      expect: 1,
      guard: 'activity',
    },
    {
      sql: `INSERT INTO dl_activities (conversation_id, seq, id, client_id, activity, created_at)
            VALUES (?, (SELECT last_seq FROM dl_conversations WHERE id = ?), ?, ?, ?, ?)`,
      params: [conversationId, conversationId, activity.id, clientId ?? null, JSON.stringify(activity), at],
      expect: 1,
      guard: 'activity',
    },
  ];
}

/** The numbers of the activities that were filed, in order, by what {@link filingStatements} returned. */
export function numbersIn(rows: readonly (readonly Row[])[]): number[] {
  return rows.flatMap((returned) => returned.flatMap((row) => (row.last_seq ? [Number(row.last_seq)] : [])));
}

/** Makes the conversation's row unless it is there. */
function conversationRow(id: string, userId: string, at: number): Statement {
  return {
    sql: `INSERT INTO dl_conversations (id, user_id, last_seq, created_at) VALUES (?, ?, 0, ?)
          ON CONFLICT (id) DO NOTHING`,
    params: [id, userId, at],
  };
}
