import { randomBytes } from 'node:crypto';
import type { Activity, ConversationReference, ResourceResponse } from 'botbuilder';
import { BotAdapter, TurnContext } from 'botbuilder';
import { TriageError } from '../../errors';
import type { ActivityLog, Filing } from './activityLog';
import { filingStatements, numbersIn } from './activityLog';
import { Audience } from './audience';
import { OutageBuffer } from './outageBuffer';
import type { ReplyLog, StagedReplies } from '../replyLog';
import { REPLY_LOG } from '../replyLog';
import { shownToClients } from './shownToClients';
import { storeDown } from './storeDown';
import { within } from './within';

/** What the bot does with a turn. */
export type Logic = (context: TurnContext) => Promise<void>;

/** How long filing holds up what is sent at once, in milliseconds: help in a crisis does not wait for a store. */
const STORE_MS = 250;
/** Never filed: typing is shown to who listens, the others are for the developer or the SDK. */
const NOT_FILED = new Set(['typing', 'trace', 'invokeResponse', 'delay']);
const SENT = Symbol('directLine.sent');

/** What a turn has sent so far. */
export interface Sent {
  /** Activities sent at once, without typing; numbers their ids. */
  direct: number;
  /** Messages that the visitor has got or will get. */
  messages: number;
}

/** What the adapter is made of. */
export interface DirectLineAdapterOptions {
  readonly log: ActivityLog;
  readonly outage?: OutageBuffer;
  readonly audience?: Audience;
  /** Told of what could not be filed for another reason than that the store is down. */
  readonly onError?: (error: unknown) => void;
  /** Milliseconds since 1970. */
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

  constructor(private readonly options: DirectLineAdapterOptions) {
    super();
    this.log = options.log;
    this.now = options.now ?? Date.now;
    this.outage = options.outage ?? new OutageBuffer(this.now);
    this.audience = options.audience ?? new Audience(this.log, this.outage);
  }

  /**
   * Runs middleware and logic on an activity; rejects with what they threw, unless `onTurnError` takes it.
   * @param sent counts what the visitor gets by it; still true when the turn fails
   * @param filed what the visitor said, on its way into the log: the replies are not filed before it
   */
  async processActivity(
    activity: Partial<Activity>,
    logic: Logic,
    sent: Sent = { direct: 0, messages: 0 },
    filed: Promise<unknown> = Promise.resolve(),
  ): Promise<void> {
    const context = new TurnContext(this, activity);
    context.turnState.set(SENT, sent);
    const replyLog: ReplyLog = { filed, stage: (replies) => this.stage(replies, activity, sent) };
    context.turnState.set(REPLY_LOG, replyLog);
    await this.runMiddleware(context, logic);
  }

  /**
   * Files an activity and wakes who listens. Never rejects: false when the store does not take it, because the turn
   * goes on all the same; what was said may be a cry for help.
   */
  async file(filing: Filing, userId: string): Promise<boolean> {
    let seq: number | undefined;
    try {
      seq = await this.log.append(filing, userId);
    } catch (error) {
      if (!storeDown(error)) this.options.onError?.(error);
      return false;
    }
    this.outage.forget(filing.conversationId, filing.activity.id);
    this.audience.wake(filing.conversationId, seq === undefined ? [] : [{ seq, activity: filing.activity }]);
    return true;
  }

  /** Sends at once: files each activity, or keeps it in memory and shows it when the store is down. */
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const sent = context.turnState.get<Sent>(SENT);
    const responses: ResourceResponse[] = [];
    for (const given of activities) {
      const typing = given.type === 'typing';
      const activity = this.outgoing(given, context.activity, typing ? newId() : `d${sent.direct++}`);
      if (typing) this.audience.show(conversationOf(context.activity), activity);
      else if (!NOT_FILED.has(activity.type ?? '')) await this.deliver(activity, context.activity);
      if (activity.type === 'message') sent.messages += 1;
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
    occasion: string = newId(),
  ): Promise<void> {
    const activity = TurnContext.applyConversationReference(
      { type: 'event', name: 'continueConversation' },
      reference,
      true,
    );
    activity.id = `${conversationOf(activity)}|p-${occasion}`;
    await this.processActivity(activity, logic);
  }

  private stage(
    replies: readonly Partial<Activity>[],
    incoming: Partial<Activity>,
    sent: Sent,
  ): StagedReplies {
    const conversationId = conversationOf(incoming);
    const filed = replies
      .filter((reply) => !NOT_FILED.has(reply.type ?? ''))
      .map((reply, index) => this.outgoing(reply, incoming, String(index)));
    return {
      statements: filed.flatMap((activity) => filingStatements({ conversationId, activity, at: this.now() })),
      committed: (rows) => {
        sent.messages += filed.filter((activity) => activity.type === 'message').length;
        const numbers = numbersIn(rows);
        const logged = filed.map((activity, index) => ({ seq: numbers[index] ?? 0, activity }));
        if (filed.length > 0) this.audience.wake(conversationId, logged);
      },
    };
  }

  /** Files one activity now, or keeps it aside and shows it to whoever listens. */
  private async deliver(activity: Filing['activity'], incoming: Partial<Activity>): Promise<void> {
    const conversationId = conversationOf(incoming);
    const filing = { conversationId, activity, at: this.now() };
    const filed = this.file(filing, incoming.from?.id ?? '');
    if (await within(filed, STORE_MS, () => false)) return;
    const aside = this.outage.add(conversationId, activity);
    if (aside) this.audience.aside(conversationId, aside);
  }

  /** The form in which clients get an activity of the bot. */
  private outgoing(
    given: Partial<Activity>,
    incoming: Partial<Activity>,
    suffix: string,
  ): Filing['activity'] {
    const { replyToId, ...said } = shownToClients(given);
    const answered = incoming.type === 'message' ? (replyToId ?? incoming.id) : undefined;
    return {
      ...said,
      type: given.type ?? 'message',
      id: `${incoming.id ?? `${conversationOf(incoming)}|${newId()}`}.${suffix}`,
      timestamp: new Date(this.now()),
      channelId: 'directline',
      conversation: { id: conversationOf(incoming) } as Activity['conversation'],
      from: { ...(given.from ?? incoming.recipient), role: 'bot' } as Activity['from'],
      // Web Chat holds a reply back until it has seen what it answers, so only what clients see is named.
      ...(answered !== undefined && { replyToId: answered }),
    };
  }
}

function newId(): string {
  return randomBytes(12).toString('base64url');
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
