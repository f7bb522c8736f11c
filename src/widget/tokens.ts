import type { ActivitySet } from './activity';
import { request } from './http';
import type { Session, SessionStore } from './session';

interface TokenAnswer extends Partial<ActivitySet> {
  readonly token: string;
  readonly conversationId: string;
  readonly userId: string;
  readonly expires_in: number;
}

/** What comes about with a token. */
interface TokenEvents {
  /** The language for the greeting. */
  locale(): string;
  /** The earlier conversation could not be continued; the token is for a new one. */
  replaced(): void;
  /** The conversation was started along with its token. */
  begun(set: ActivitySet): void;
}

/** The visitor's token: asked for once, and renewed before it ends or when the server no longer takes it. */
export class Tokens {
  private running: Promise<Session> | undefined;

  constructor(
    private readonly base: string,
    private readonly store: SessionStore,
    private readonly events: TokenEvents,
  ) {}

  /** A session with a token that is still good for a while. Throws HttpFault when the server cannot be reached. */
  session(): Promise<Session> {
    const { session } = this.store.value;
    return session && Date.now() < session.refreshAt ? Promise.resolve(session) : this.renew();
  }

  /**
   * A new token. The old one goes along, expired or not: the server continues its conversation as long as it knows it,
   * which `tokens/refresh` would do only for half an hour.
   */
  renew(): Promise<Session> {
    // Requests that need a token at the same moment share one.
    this.running ??= this.ask().finally(() => (this.running = undefined));
    return this.running;
  }

  private async ask(): Promise<Session> {
    const old = this.store.value.session;
    // A new visitor's conversation starts along with its token, which saves two round trips before the greeting.
    const body = old ? {} : { start: { locale: this.events.locale() } };
    const answer = await request<TokenAnswer>('POST', `${this.base}/widget/token`, old?.token, body);
    const { token, conversationId, userId } = answer;
    // Renewed a good part of its life before it ends.
    const session = { token, conversationId, userId, refreshAt: Date.now() + answer.expires_in * 600 };
    const other = old && old.conversationId !== conversationId;
    this.store.save(other ? { session, started: false } : { session });
    if (other) this.events.replaced();
    const { activities, watermark } = answer;
    if (activities) {
      this.store.save({ started: true });
      this.events.begun({ activities, ...(watermark !== undefined && { watermark }) });
    }
    return session;
  }
}
