import type { Activity } from 'botbuilder';
import { TriageError } from '../../errors';
import type { ClientActivity } from './clientActivity';
import { clientActivity } from './clientActivity';
import type { DirectLineAdapter, Logic } from './directLineAdapter';
import { DirectLineError } from './directLineError';
import { shownToClients } from './shownToClients';
import type { Identity } from './tokens';
import { TurnsUnderWay } from './turnsUnderWay';
import { within } from './within';

/** Nobody waits longer for the acknowledgement of a turn, in milliseconds. */
const TURN_MS = 15_000;
/** How long the start of a conversation waits for the greeting, which comes anyway. */
const GREETING_MS = 3_000;

export interface VisitorTurnsOptions {
  readonly adapter: DirectLineAdapter;
  /** What every turn runs: `context => turns.run(context, bot)`. */
  readonly logic: Logic;
  /** Whom the visitor talks to. */
  readonly bot?: { readonly id: string; readonly name: string };
  /** Stands in the activities as their service URL, to tell our own Direct Line from Azure's. */
  readonly serviceUrl?: string;
  /** Told of a greeting that failed; everything else fails towards the client. */
  readonly onError?: (error: unknown) => void;
  readonly now?: () => number;
}

/** The turns that visitors bring about: what they post, and the greeting when they come. */
export class VisitorTurns {
  private readonly underWay = new TurnsUnderWay();
  private readonly around: { bot: { id: string; name: string }; serviceUrl: string };
  private readonly now: () => number;

  constructor(private readonly options: VisitorTurnsOptions) {
    this.now = options.now ?? Date.now;
    this.around = {
      bot: options.bot ?? { id: 'bot', name: '' },
      serviceUrl: options.serviceUrl ?? 'urn:triage:directline',
    };
  }

  /**
   * Files what a visitor said and runs the turn; resolves to its id when the turn is through. The same
   * `clientActivityID` again joins that turn or finds it done.
   */
  async post(identity: Identity, body: unknown): Promise<string> {
    const said = clientActivity(body, identity, { ...this.around, at: this.now() });
    const { id, type } = said.activity;
    if (type === 'typing') return id;
    const turn = this.underWay.once(id, () => this.run(said, identity));
    await within(turn, TURN_MS, () => {
      throw new DirectLineError('BotTimeout', 'The bot is still at work; its answer will come by the stream');
    });
    return id;
  }

  /** Greets: the turn of a conversation that starts. Never rejects; its id is always the same. */
  async greet(identity: Identity, locale: string | undefined): Promise<void> {
    const user = { id: identity.userId, name: '', role: 'user' };
    const bot = { ...this.around.bot, role: 'bot' };
    const id = `${identity.conversationId}|start`;
    const activity = {
      type: 'conversationUpdate',
      id,
      timestamp: new Date(this.now()),
      channelId: 'directline',
      serviceUrl: this.around.serviceUrl,
      conversation: { id: identity.conversationId },
      from: user,
      recipient: bot,
      membersAdded: [bot, user],
      ...(locale !== undefined && { locale }),
    } as unknown as Partial<Activity>;
    const { adapter, logic, onError } = this.options;
    const turn = this.underWay
      .once(id, async () => void (await adapter.processActivity(activity, logic)))
      .catch((error: unknown) => onError?.(error));
    await within(turn, GREETING_MS, () => undefined);
  }

  /** Resolves when no turn of this process is under way. */
  idle(): Promise<void> {
    return this.underWay.idle();
  }

  /** Runs one turn; what goes wrong in it comes out as the client is to see it, with the cause kept. */
  private async run({ activity, clientId }: ClientActivity, identity: Identity): Promise<void> {
    const { adapter, logic } = this.options;
    const { conversationId, userId } = identity;
    const filing = { conversationId, activity: shownToClients(activity), at: this.now() };
    try {
      const recorded = await adapter.record(clientId ? { ...filing, clientId } : filing, userId);
      const answered = await adapter.processActivity(activity, logic);
      if (!recorded && !answered) throw unavailable();
    } catch (error) {
      if (error instanceof DirectLineError) throw error;
      if (error instanceof TriageError && error.status === 503) throw unavailable(error);
      throw new DirectLineError('BotError', 'The bot failed on this activity', { cause: error });
    }
  }
}

function unavailable(cause?: unknown): DirectLineError {
  return new DirectLineError('ServiceError', 'The message could not be stored; send it again', { cause });
}
