import type { Activity, TurnContext } from 'botbuilder';
import type { Row, Statement } from '../storage/types';

/** Replies on their way into the log: `statements` for the turn's transaction, `committed` after it. */
export interface StagedReplies {
  readonly statements: Statement[];
  /**
   * Wakes the sockets that listen. Call it once the transaction is durable, with what the statements returned; never on a
   * conflict.
   */
  committed(rows: readonly (readonly Row[])[]): void;
}

/**
 * How a turn's replies are filed in the very transaction that commits its state: the client sees both or neither.
 * Channels that only send have none.
 */
export interface ReplyLog {
  /** Settles when what the visitor said is filed, or has taken too long: replies stand behind it. Never rejects. */
  readonly filed: Promise<unknown>;
  /**
   * Stages all replies of an attempt, in order. Their ids follow from the incoming activity's, so a turn that runs
   * again files the same ones, and a turn that was committed cannot be committed twice (guard `activity`).
   *
   * @param erases the turn deletes what the visitor left
   */
  stage(replies: readonly Partial<Activity>[], erases?: boolean): StagedReplies;
}

/** Key of the {@link ReplyLog} in an outer context's turn state. */
export const REPLY_LOG: unique symbol = Symbol('replyLog');

/** The reply log of a turn's outer context, where its channel has one. */
export function replyLogOf(context: TurnContext): ReplyLog | undefined {
  return context.turnState.get<ReplyLog>(REPLY_LOG);
}
