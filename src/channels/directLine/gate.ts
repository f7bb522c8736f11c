import { randomBytes } from 'node:crypto';
import type { ActivityLog } from './activityLog';
import { DirectLineError } from './directLineError';
import { storeDown } from './storeDown';
import type { Identity, Tokens } from './tokens';

/**
 * Who may do what: reads the bearer of a request and the ticket of a stream. Knows the conversations only where the
 * secret itself is the bearer, because a token says everything: so it works while the store is down.
 */
export class Gate {
  /** Tickets used in this process, while they are good: those count as used even when the store is down. */
  private readonly used = new Map<string, number>();

  constructor(
    private readonly tokens: Tokens,
    private readonly log: ActivityLog,
    private readonly now: () => number,
  ) {}

  /** Refuses every bearer but the secret. */
  secretOnly(authorization: string | undefined): void {
    if (!this.tokens.isSecret(bearerOf(authorization))) throw refused();
  }

  /** Whom a token speaks for. */
  holder(authorization: string | undefined): Identity {
    return this.tokens.verify(bearerOf(authorization));
  }

  /** Whom a conversation is started for: the token's visitor, or with the secret a new one. */
  starter(authorization: string | undefined): Identity {
    const bearer = bearerOf(authorization);
    return this.tokens.isSecret(bearer) ? newIdentity() : this.tokens.verify(bearer);
  }

  /** Whom a bearer speaks for in a conversation: its token's visitor; with the secret, whose conversation it is. */
  async member(authorization: string | undefined, conversationId: string): Promise<Identity> {
    const bearer = bearerOf(authorization);
    if (this.tokens.isSecret(bearer)) {
      const conversation = await this.log.conversation(conversationId);
      if (!conversation) throw new DirectLineError('NotFound', 'Conversation not found');
      return { conversationId, userId: conversation.userId };
    }
    const identity = this.tokens.verify(bearer);
    if (identity.conversationId !== conversationId) {
      throw new DirectLineError('BadArgument', 'Token not valid for this conversation', { status: 403 });
    }
    return identity;
  }

  /** Uses up the ticket of a stream; refuses one that was used, has expired or is another conversation's. */
  async admit(ticket: string, conversationId: string): Promise<void> {
    const { jti, expiresAt } = this.tokens.readTicket(ticket, conversationId);
    for (const [old, until] of this.used) {
      // All are good for a minute: those behind this one hardly end before it.
      if (until >= this.now()) break;
      this.used.delete(old);
    }
    if (this.used.has(jti)) throw refused();
    this.used.set(jti, expiresAt);
    if (!(await this.firstUse(jti, expiresAt))) throw refused();
  }

  private async firstUse(jti: string, expiresAt: number): Promise<boolean> {
    try {
      return await this.log.useTicket(jti, expiresAt, this.now());
    } catch (error) {
      if (storeDown(error)) return true;
      throw error;
    }
  }
}

/** A new conversation with a new visitor, neither of which can be guessed. */
export function newIdentity(userId = `dl_${randomBytes(16).toString('base64url')}`): Identity {
  return { conversationId: randomBytes(16).toString('base64url'), userId };
}

/** The bearer in an `Authorization` header. */
function bearerOf(authorization: string | undefined): string {
  const token = /^Bearer +(\S{1,8192})$/i.exec(authorization ?? '')?.[1];
  if (!token) throw new DirectLineError('BadArgument', 'Missing token or secret', { status: 401 });
  return token;
}

function refused(): DirectLineError {
  return new DirectLineError('BadArgument', 'Invalid token or secret', { status: 403 });
}
