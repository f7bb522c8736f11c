import { request } from './http';
import type { Session, SessionStore } from './session';

interface TokenAnswer {
  readonly token: string;
  readonly conversationId: string;
  readonly userId: string;
  readonly expires_in: number;
}

/** The visitor's token: asked for once, and renewed before it ends or when the server no longer takes it. */
export class Tokens {
  private running: Promise<Session> | undefined;

  /** @param replaced the earlier conversation could not be continued; the next token is for a new one */
  constructor(
    private readonly base: string,
    private readonly store: SessionStore,
    private readonly replaced: () => void,
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
    const answer = await request<TokenAnswer>('POST', `${this.base}/widget/token`, old?.token, {});
    const { token, conversationId, userId } = answer;
    // Renewed a good part of its life before it ends.
    const session = { token, conversationId, userId, refreshAt: Date.now() + answer.expires_in * 600 };
    const other = old && old.conversationId !== conversationId;
    this.store.save(other ? { session, started: false } : { session });
    if (other) this.replaced();
    return session;
  }
}
