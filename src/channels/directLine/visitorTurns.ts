import type { Activity } from 'botbuilder';
import { TriageError } from '../../errors';
import { OWN_DIRECT_LINE } from '../ownDirectLine';
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
/** How long filing what was said may hold up the replies: long enough to keep the order, in milliseconds. */
const FILING_MS = 500;
/** How long the start of a conversation waits for the greeting, which comes anyway. */
const GREETING_MS = 3_000;

/** What it takes to run the turns of visitors on Direct Line. */
export interface VisitorTurnsOptions {
  readonly adapter: DirectLineAdapter;
  /** What every turn runs: `context => turns.run(context, bot)`. */
  readonly logic: Logic;
  /** Whom the visitor talks to. */
  readonly bot?: { readonly id: string; readonly name: string };
  /** Told of a turn that failed where the client is not: of a greeting, or after the visitor was helped. */
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
      serviceUrl: OWN_DIRECT_LINE,
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
      .once(id, () => adapter.processActivity(activity, logic))
      .catch((error: unknown) => onError?.(error));
    await within(turn, GREETING_MS, () => undefined);
  }

  /** Resolves when no turn of this process is under way. */
  idle(): Promise<void> {
    return this.underWay.idle();
  }

  /**
   * Runs one turn, while the store files what was said or not: safety sees every message. What goes wrong comes out
   * as the client is to see it, with the cause kept; after help in a crisis went out, nothing went wrong for them.
   */
  private async run({ activity, clientId }: ClientActivity, identity: Identity): Promise<void> {
    const { adapter, logic, onError } = this.options;
    const { conversationId, userId } = identity;
    const filing = {
      conversationId,
      activity: shownToClients(activity),
      at: this.now(),
      ...(clientId !== undefined && { clientId }),
    };
    const sent = { direct: 0, messages: 0 };
    const filed = adapter.file(filing, userId);
    try {
      const before = within(filed, FILING_MS, () => false);
      await adapter.processActivity(activity, logic, sent, before);
    } catch (error) {
      if (sent.messages === 0) throw asTheClientSeesIt(error);
      return onError?.(error);
    }
    // The turn went well, so the store may be well by now: nothing that was answered is left out of the history.
    const kept = (await filed) || (await adapter.file(filing, userId));
    if (!kept && sent.messages === 0) throw unavailable();
  }
}

function asTheClientSeesIt(error: unknown): DirectLineError {
  if (error instanceof TriageError && error.status === 503) return unavailable(error);
  return new DirectLineError('BotError', 'The bot failed on this activity', { cause: error });
}

function unavailable(cause?: TriageError): DirectLineError {
  return new DirectLineError('ServiceError', 'The message could not be stored; send it again', { cause });
}
