import type { Activity } from './activity';
import type { Pending } from './transcript';

export type Connection = 'connecting' | 'online' | 'offline';

/** What the connection tells and asks of whoever shows the conversation. */
export interface LineEvents {
  connection(state: Connection): void;
  /** New activities in the server's order; the same one may come more than once. */
  received(activities: readonly Activity[], userId: string): void;
  /** The earlier conversation could not be continued; what comes next belongs to a new one. */
  replaced(): void;
  /** Fetches the words that are shown only from now on. */
  words(): Promise<unknown>;
  /** The language for the greeting. */
  locale(): string;
  /** What the visitor wrote and the server has not shown back, oldest first. */
  outbox(): readonly Pending[];
  /** The server will not take this message. */
  refused(id: string): void;
}
