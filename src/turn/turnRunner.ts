import { TurnContext } from 'botbuilder';
import type { Activity } from 'botbuilder';
import { isText } from '../channels/capabilities';
import { within } from '../channels/directLine/within';
import { replyLogOf } from '../channels/replyLog';
import { TriageError } from '../errors';
import { ConflictError } from '../storage/conflictError';
import { readForTurn } from '../storage/documents';
import type { Database, Statement } from '../storage/types';
import { isGroupTalk } from './groupTalk';
import { activityKey } from './activityKey';
import { CollectingAdapter } from './collectingAdapter';
import { Lanes } from './lanes';
import { Recent } from './recent';
import { UnitOfWork } from './unitOfWork';

/** The bot's logic for one attempt: `context` is the inner one, `outer` the channel's own. */
export type Logic = (context: TurnContext, work: UnitOfWork, outer: TurnContext) => Promise<void>;

/** Gives a collected activity the form that its channel shows best. */
export type Render = (activity: Partial<Activity>, incoming: Activity) => Partial<Activity>;

/** Makes of a turn's rendered replies what its channel takes in one turn; what is left may be kept with the state. */
export type Fit = (replies: Partial<Activity>[], incoming: Activity, work: UnitOfWork) => Partial<Activity>[];

/** What a turn needs around the bot's logic. */
export interface TurnRunnerOptions {
  readonly db: Database;
  readonly render: Render;
  /** Left out: all replies go as they are. */
  readonly fit?: Fit;
  /** Sends replies by the channel's own adapter. */
  readonly deliver: (outer: TurnContext, replies: Partial<Activity>[]) => Promise<void>;
  /** Told of each turn that changed or said something, once, whether or not its replies arrive. */
  readonly committed?: (outer: TurnContext) => void;
  readonly now: () => number;
}

/** How often a turn may run again on a conflict before the sender is told to come back. */
const ATTEMPTS = 20;

/** A logic that takes longer is given up, so that it does not keep its conversation's lane for ever. */
const LOGIC_MS = 12_000;

/**
 * The unit of work around the bot's logic. Turns of one conversation run one after the other; state, bookings, outbox
 * rows and replies commit in one short transaction; then the replies are sent. A conflict runs the turn again on
 * fresh state; an activity id whose turn was committed is answered with the stored replies and runs nothing.
 */
export class TurnRunner {
  readonly lanes = new Lanes();
  private readonly delivered = new Recent<true>(10_000);

  constructor(private readonly options: TurnRunnerOptions) {}

  /** The logic callback of every outer adapter. Rejects when the turn was not committed. */
  async run(outer: TurnContext, logic: Logic): Promise<void> {
    const keys = turnKeys(outer.activity);
    const replies = await this.lanes.run(keys.lanes, () => this.commit(outer, keys, logic));
    if (replies.length === 0 || replyLogOf(outer)) return;
    // A redelivery over a connector is answered again only if the first answer was not handed over; the body of
    // expectReplies is always given, since the sender that asks again has not got it.
    const again = this.delivered.has(keys.turn) && outer.activity.deliveryMode !== 'expectReplies';
    // What answers an invoke is the body of its response, so that is always given too.
    const due = again ? replies.filter(({ type }) => type === 'invokeResponse') : replies;
    if (due.length === 0) return;
    await this.options.deliver(outer, due);
    this.delivered.set(keys.turn, true);
  }

  private async commit(outer: TurnContext, keys: TurnKeys, logic: Logic): Promise<Partial<Activity>[]> {
    const { db } = this.options;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const stored = await readForTurn(db, keys.documents, keys.turn);
      if (stored.replies !== undefined) return JSON.parse(stored.replies) as Partial<Activity>[];
      const work = new UnitOfWork(stored.documents);
      const replies = await this.attempt(outer, work, logic, attempt);
      const changes = work.statements();
      // Typing, a receipt: nobody is answered and nothing changes, however often it is delivered. Nothing to remember.
      if (replies.length === 0 && changes.length === 0) return replies;
      const replyLog = replyLogOf(outer);
      const log = replyLog?.stage(
        replies,
        changes.some(({ erases }) => erases),
      );
      await replyLog?.filed;
      try {
        const before = [this.turnRow(keys, replies), ...changes];
        const rows = await db.transaction([...before, ...(log?.statements ?? [])]);
        log?.committed(rows.slice(before.length));
        this.options.committed?.(outer);
        return replies;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
    throw new TriageError(
      'TURN_CONTENDED',
      `A turn met a conflict ${ATTEMPTS} times; send the message again.`,
      {
        status: 503,
      },
    );
  }

  private async attempt(
    outer: TurnContext,
    work: UnitOfWork,
    logic: Logic,
    attempt: number,
  ): Promise<Partial<Activity>[]> {
    const incoming = outer.activity;
    const adapter = new CollectingAdapter((typing) =>
      attempt === 1 ? outer.sendActivity(typing) : Promise.resolve(),
    );
    const activity = JSON.parse(JSON.stringify(incoming)) as Partial<Activity>;
    delete activity.deliveryMode;
    await within(logic(new TurnContext(adapter, activity), work, outer), LOGIC_MS, tooLate);
    const replies = adapter.collected.map((reply) => this.options.render(reply, incoming)).filter(isShown);
    return this.options.fit?.(replies, incoming, work) ?? replies;
  }

  private turnRow(keys: TurnKeys, replies: Partial<Activity>[]): Statement {
    return {
      sql: 'INSERT INTO turns (id, conversation, replies, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
      params: [keys.turn, keys.conversation, JSON.stringify(replies), this.options.now()],
      expect: 1,
      guard: 'turn',
    };
  }
}

/** What a card says already has no words left on a channel that shows it there. */
function isShown({ type, text, attachments }: Partial<Activity>): boolean {
  return type !== 'message' || text !== '' || attachments !== undefined;
}

/** What a turn is kept under, and which turns it may not run beside. */
export interface TurnKeys {
  readonly turn: string;
  /** Document key of the conversation's state. */
  readonly conversation: string;
  /** Document key of the visitor's state: theirs on this channel, across conversations. */
  readonly visitor: string;
  readonly documents: readonly string[];
  readonly lanes: readonly string[];
}

/**
 * The keys a turn works under. An activity without an id can not be recognised again, so its turn gets a new one. Who
 * writes by text has a telephone number for an id, which is no key: they are known by their conversation.
 */
export function turnKeys(activity: Activity): TurnKeys {
  const { channelId, from, conversation: where, type } = activity;
  const place = `${channelId}/${where.id}`;
  const who = (isText(channelId) ? undefined : from?.id) ?? where.id;
  const group = isGroupTalk(activity);
  // In a group each has a state of their own, apart from their private one; what nobody said belongs to the group.
  const said = type === 'message' || type === 'invoke';
  const conversation = `conversation/${place}${group && said ? `/${who}` : ''}`;
  const visitor = `visitor/${group ? place : channelId}/${who}`;
  const turn = `${conversation}/${activityKey(activity) ?? crypto.randomUUID()}`;
  return { turn, conversation, visitor, documents: [conversation, visitor], lanes: [conversation, visitor] };
}

/** What is collected after that goes nowhere: an attempt that did not end is not committed. */
function tooLate(): never {
  throw new TriageError('TURN_TIMEOUT', 'A turn did not end in time; send the message again.', {
    status: 503,
  });
}
