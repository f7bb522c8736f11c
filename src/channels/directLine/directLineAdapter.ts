import { randomBytes } from 'node:crypto';
import type { Activity, ConversationReference, ResourceResponse } from 'botbuilder';
import { BotAdapter, TurnContext } from 'botbuilder';
import { TriageError } from '../../errors';
import type { ActivityLog, Filing } from './activityLog';
import { filingStatements } from './activityLog';
import { Audience } from './audience';
import { OutageBuffer } from './outageBuffer';
import type { ReplyLog, StagedReplies } from './replyLog';
import { REPLY_LOG } from './replyLog';
import { shownToClients } from './shownToClients';
import { storeDown } from './storeDown';
import { within } from './within';

/** What the bot does with a turn. */
export type Logic = (context: TurnContext) => Promise<void>;

/** How long filing an activity may hold up a turn, in milliseconds: help in a crisis does not wait for a store. */
const STORE_MS = 1_000;
/** Never filed: typing is shown to who listens, the others are for the developer or the SDK. */
const NOT_FILED = new Set(['typing', 'trace', 'invokeResponse', 'delay']);
const TURN = Symbol('directLine.turn');

/** What one turn has sent so far. */
interface Turn {
  /** Sent at once; numbers their ids. */
  direct: number;
  /** Messages that the visitor has got or will get. */
  messages: number;
}

/** What the adapter is made of. `now`: milliseconds since 1970. */
export interface DirectLineAdapterOptions {
  readonly log: ActivityLog;
  readonly outage?: OutageBuffer;
  readonly audience?: Audience;
  readonly now?: () => number;
}

/**
 * The Bot Framework adapter of our own Direct Line: turns activities into turns and files what the bot says in the
 * conversation's log, from which streams and polls read it.
 *
 * In an ordinary turn the runner stages the replies through {@link ReplyLog}, into the transaction of the turn. What
 * is sent through the context (crisis help, typing, proactive messages) goes out at once, whatever the store does.
 */
export class DirectLineAdapter extends BotAdapter {
  readonly log: ActivityLog;
  readonly outage: OutageBuffer;
  readonly audience: Audience;
  private readonly now: () => number;

  constructor(options: DirectLineAdapterOptions) {
    super();
    this.log = options.log;
    this.now = options.now ?? Date.now;
    this.outage = options.outage ?? new OutageBuffer(this.now);
    this.audience = options.audience ?? new Audience(this.log, this.outage);
  }

  /**
   * Runs middleware and logic on an activity. Resolves to whether the visitor got a message by it; rejects with what
   * they threw, unless `onTurnError` takes it.
   */
  async processActivity(activity: Partial<Activity>, logic: Logic): Promise<boolean> {
    const context = new TurnContext(this, activity);
    const turn: Turn = { direct: 0, messages: 0 };
    context.turnState.set(TURN, turn);
    context.turnState.set(REPLY_LOG, this.replyLog(activity, turn));
    await this.runMiddleware(context, logic);
    return turn.messages > 0;
  }

  /**
   * Files what a visitor said. False when that was not possible because the store is down or slow: the turn goes on
   * all the same, because what was said may be a cry for help.
   */
  async record(filing: Filing, userId: string): Promise<boolean> {
    const appended = this.log.append(filing, userId).then(() => {
      this.outage.forget(filing.conversationId, filing.activity.id);
      this.audience.wake(filing.conversationId);
      return true;
    });
    try {
      return await within(appended, STORE_MS, () => false);
    } catch (error) {
      if (storeDown(error)) return false;
      throw error;
    }
  }

  /** Sends at once: files each activity, or keeps it in memory and shows it when the store is down. */
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const turn = context.turnState.get<Turn>(TURN);
    const responses: ResourceResponse[] = [];
    for (const sent of activities) {
      const suffix = `d${turn.direct++}`;
      const activity = this.outgoing(sent, context.activity, suffix);
      if (sent.type === 'typing') this.audience.show(conversationOf(context.activity), activity);
      else if (!NOT_FILED.has(sent.type ?? '')) await this.deliver(activity, context.activity);
      if (activity.type === 'message') turn.messages += 1;
      responses.push({ id: activity.id });
    }
    return responses;
  }

  /** Refused: what was said stays said. */
  override updateActivity(): Promise<ResourceResponse | void> {
    return Promise.reject(notSupported('updateActivity'));
  }

  /** Refused: what was said stays said. */
  override deleteActivity(): Promise<void> {
    return Promise.reject(notSupported('deleteActivity'));
  }

  /**
   * Runs logic on a conversation that the visitor has not just written in.
   * @param occasion a stable id of what this is about (a row of the outbox): the same one again is the same turn, and
   *                 what it sends is there once. Left out: always a new turn.
   */
  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: Logic,
    occasion: string = randomBytes(12).toString('base64url'),
  ): Promise<void> {
    const activity = TurnContext.applyConversationReference(
      { type: 'event', name: 'continueConversation' },
      reference,
      true,
    );
    activity.id = `${conversationOf(activity)}|p-${occasion}`;
    await this.processActivity(activity, logic);
  }

  private replyLog(incoming: Partial<Activity>, turn: Turn): ReplyLog {
    return { stage: (replies) => this.stage(replies, incoming, turn) };
  }

  private stage(
    replies: readonly Partial<Activity>[],
    incoming: Partial<Activity>,
    turn: Turn,
  ): StagedReplies {
    const conversationId = conversationOf(incoming);
    const filed = replies
      .filter((reply) => !NOT_FILED.has(reply.type ?? ''))
      .map((reply, index) => this.outgoing(reply, incoming, String(index)));
    return {
      statements: filed.flatMap((activity) => filingStatements({ conversationId, activity, at: this.now() })),
      committed: () => {
        turn.messages += filed.filter((activity) => activity.type === 'message').length;
        if (filed.length > 0) this.audience.wake(conversationId);
      },
    };
  }

  /** Files one activity now, or keeps it aside and shows it to whoever listens. */
  private async deliver(activity: Filing['activity'], incoming: Partial<Activity>): Promise<void> {
    const conversationId = conversationOf(incoming);
    const filing = { conversationId, activity, at: this.now() };
    if (await this.record(filing, incoming.from?.id ?? '')) return;
    const aside = this.outage.add(conversationId, activity);
    if (aside) this.audience.aside(conversationId, aside);
  }

  /** The form in which clients get an activity of the bot. */
  private outgoing(sent: Partial<Activity>, incoming: Partial<Activity>, suffix: string): Filing['activity'] {
    const { replyToId, ...said } = shownToClients(sent);
    const answered = incoming.type === 'message' ? (replyToId ?? incoming.id) : undefined;
    return {
      ...said,
      type: sent.type ?? 'message',
      id: `${incoming.id ?? `${conversationOf(incoming)}|${randomBytes(12).toString('base64url')}`}.${suffix}`,
      timestamp: new Date(this.now()),
      channelId: 'directline',
      conversation: { id: conversationOf(incoming) } as Activity['conversation'],
      from: { ...(sent.from ?? incoming.recipient), role: 'bot' } as Activity['from'],
      // Web Chat holds a reply back until it has seen what it answers, so only what clients see is named.
      ...(answered !== undefined && { replyToId: answered }),
    };
  }
}

function conversationOf(activity: Partial<Activity>): string {
  return activity.conversation?.id ?? '';
}

function notSupported(operation: string): TriageError {
  return new TriageError(
    'DIRECT_LINE_NOT_SUPPORTED',
    `${operation} is not possible on Direct Line: an activity that was sent stays as it is. Send another.`,
    { status: 501 },
  );
}
