import { HttpFault, request } from './http';
import type { Session, SessionStore } from './session';

interface TokenAnswer {
  readonly token: string;
  readonly conversationId: string;
  readonly userId?: string;
  readonly expires_in: number;
}

/** The visitor's token: asked for once, refreshed in time, renewed when the server no longer takes it. */
export class Tokens {
  private running: Promise<Session> | undefined;

  /** @param replaced the earlier conversation could not be continued; the next token is for a new one */
  constructor(
    private readonly base: string,
    private readonly store: SessionStore,
    private readonly replaced: () => void,
  ) {}

  /** A session with a token that is still good for a while. Throws HttpFault when the server cannot be reached. */
  async session(): Promise<Session> {
    const { session } = this.store.value;
    if (!session) return this.renew();
    return Date.now() < session.refreshAt ? session : this.once(() => this.refresh(session));
  }

  /** A new token. The old one goes along, so that the server may continue its conversation. */
  renew(): Promise<Session> {
    return this.once(async () => {
      const old = this.store.value.session;
      const answer = await request<TokenAnswer>('POST', `${this.base}/widget/token`, old?.token, {});
      if (old && old.conversationId !== answer.conversationId) {
        this.store.save({ started: false });
        this.replaced();
      }
      return this.keep(answer);
    });
  }

  private async refresh(session: Session): Promise<Session> {
    try {
      const url = `${this.base}/v3/directline/tokens/refresh`;
      return this.keep(await request<TokenAnswer>('POST', url, session.token, {}));
    } catch (fault) {
      if (!(fault instanceof HttpFault) || fault.passing) throw fault;
      this.running = undefined;
      return this.renew();
    }
  }

  /** Requests that need a token at the same moment share one. */
  private once(ask: () => Promise<Session>): Promise<Session> {
    this.running ??= ask().finally(() => (this.running = undefined));
    return this.running;
  }

  private keep(answer: TokenAnswer): Session {
    const session = {
      token: answer.token,
      conversationId: answer.conversationId,
      userId: answer.userId ?? this.store.value.session?.userId ?? '',
      // A good part of its life before it ends, so that a sleeping tab seldom wakes up too late.
      refreshAt: Date.now() + answer.expires_in * 600,
    };
    this.store.save({ session });
    return session;
  }
}
