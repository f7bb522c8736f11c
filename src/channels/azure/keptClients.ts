import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { ClaimsIdentity } from 'botframework-connector';
import { ConnectorFactory } from 'botframework-connector';
import type { ConnectorClient, UserTokenClient } from 'botframework-connector';
import { ReplyPost } from './replyPost';

/** Channels have a handful of service URLs; Teams has one a tenant. */
const MOST = 200;

/**
 * The SDK's authentication, which keeps what it makes for replies: the SDK itself builds two clients anew for each turn,
 * with all their policies. Replies themselves go by {@link ReplyPost}.
 */
export class KeptClients extends ConfigurationBotFrameworkAuthentication {
  /** By service URL and audience; the app is one and the same. */
  private readonly connectors = new Map<string, Promise<ConnectorClient>>();
  private userTokens: Promise<UserTokenClient> | undefined;

  override createConnectorFactory(claims: ClaimsIdentity): ConnectorFactory {
    return new Keeping(super.createConnectorFactory(claims), this.connectors);
  }

  override createUserTokenClient(claims: ClaimsIdentity): Promise<UserTokenClient> {
    const made = (this.userTokens ??= super.createUserTokenClient(claims));
    made.catch(() => (this.userTokens = undefined));
    return made;
  }
}

class Keeping extends ConnectorFactory {
  constructor(
    private readonly factory: ConnectorFactory,
    private readonly kept: Map<string, Promise<ConnectorClient>>,
  ) {
    super();
  }

  override create(serviceUrl: string, audience: string): Promise<ConnectorClient> {
    const key = JSON.stringify([serviceUrl, audience]);
    const found = this.kept.get(key);
    if (found) return found;
    const made = this.make(serviceUrl, audience);
    this.kept.set(key, made);
    made.catch(() => this.kept.delete(key));
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST && oldest !== undefined) this.kept.delete(oldest);
    return made;
  }

  private async make(serviceUrl: string, audience: string): Promise<ConnectorClient> {
    const client = await this.factory.create(serviceUrl, audience);
    const post = new ReplyPost(serviceUrl, client.credentials);
    Object.assign(client.conversations, {
      replyToActivity: post.replyToActivity.bind(post),
      sendToConversation: post.sendToConversation.bind(post),
    });
    return client;
  }
}
