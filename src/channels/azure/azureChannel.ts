import type {
  Activity,
  ConversationParameters,
  ConversationReference,
  Middleware,
  TurnContext,
} from 'botbuilder';
import { AuthenticationConstants } from 'botframework-connector';
import { TriageError } from '../../errors';
import { connectorActivity } from './connectorActivity';
import { ConnectorAdapter } from './connectorAdapter';
import { isListed } from './isListed';
import { BOT_FRAMEWORK_METADATA, SigningKeys } from './signingKeys';
import { ownWords } from './ownWords';
import { guardToken } from './tokenGuard';

/** What the Bot Framework endpoint is made of. */
export interface AzureChannelOptions {
  /** Left out: anonymous, for the Emulator, with loopback service URLs only. */
  readonly app?: {
    readonly type: string;
    readonly id: string;
    readonly password?: string | undefined;
    readonly tenantId?: string | undefined;
  };
  readonly serviceUrlHosts: readonly string[];
  readonly middleware: readonly Middleware[];
  readonly logic: (context: TurnContext) => Promise<void>;
  /** Whether the visitor was answered although the turn failed: then the failure is not the sender's to repeat. */
  readonly answered: (context: TurnContext) => boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** OpenID metadata of the authority whose tokens are taken. For tests; no configuration leads here. */
  readonly metadataUrl?: string | undefined;
}

/** What the server hands over: the parsed body, and every header as often as it was sent. */
export interface ConnectorRequest {
  readonly body?: unknown;
  readonly headersDistinct: Readonly<Record<string, string[] | undefined>>;
}

/** Where the answer goes. */
export interface ConnectorResponse {
  send(status: number, body?: unknown): unknown;
}

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;

/** The Bot Framework endpoint: the guards first, then the SDK's adapter, then the turn. */
export class AzureChannel {
  readonly adapter: ConnectorAdapter;
  private readonly keys: SigningKeys;
  private readonly now: () => number;

  constructor(private readonly options: AzureChannelOptions) {
    const { app, middleware, answered, now = Date.now, metadataUrl = BOT_FRAMEWORK_METADATA } = options;
    this.now = now;
    this.keys = new SigningKeys(metadataUrl, now);
    this.adapter = new ConnectorAdapter(app);
    for (const one of [ownWords, ...middleware]) this.adapter.use(one);
    this.adapter.onTurnError = (context, error) => {
      // A turn that was not committed must be sent again; swallowing the error would answer 200.
      if (!answered(context)) throw error;
      return Promise.resolve();
    };
    // Whoever comes first does not wait for the keys; who finds none asks again.
    if (app) void this.keys.refresh().catch(() => undefined);
  }

  /** `POST /api/messages`. Rejects with what is to be answered: 401 or 400 before anything runs, 5xx to be sent again. */
  async handle(req: ConnectorRequest, res: ConnectorResponse): Promise<void> {
    const activity = connectorActivity(req.body);
    await this.authenticate(req.headersDistinct['authorization'] ?? [], activity);
    const answer = await this.adapter.take(activity, this.options.logic);
    res.send(answer?.status ?? 200, answer?.body as unknown);
  }

  private async authenticate(authorization: readonly string[], activity: Activity): Promise<void> {
    const { app, serviceUrlHosts } = this.options;
    if (!app) {
      // The guard sees to a channel where there is an app; here nobody else does.
      if (activity.channelId && this.mayReply(activity.serviceUrl)) return;
      throw new TriageError(
        'CONNECTOR_UNAUTHORIZED',
        'Without an app id, replies go to this machine only, and an activity must name its channel.',
        { status: 401 },
      );
    }
    // Two of them say two things, and others may have read the other one.
    const [only] = authorization.length === 1 ? authorization : [];
    const tenantId = app.type === 'SingleTenant' ? app.tenantId : undefined;
    const { keys, now } = this;
    await guardToken(only, activity, { appId: app.id, tenantId, serviceUrlHosts, keys, now });
  }

  /**
   * Runs `run` on a conversation that nobody has just written in: the middleware first, as always.
   * @param occasion a stable id of what this is about; it becomes the activity's
   * @throws TriageError CONNECTOR_UNAUTHORIZED when replies may no longer go where the reference says
   */
  async continueConversation(
    reference: Partial<ConversationReference>,
    occasion: string,
    run: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    if (!this.mayReply(reference.serviceUrl)) {
      throw new TriageError(
        'CONNECTOR_UNAUTHORIZED',
        'The service URL of a stored conversation is not on the list; see SERVICE_URL_HOSTS.',
      );
    }
    await this.adapter.continueConversationAsync(this.options.app?.id ?? '', reference, (context) => {
      context.activity.id = `p-${occasion}`;
      // It answers no activity that the channel knows.
      context.onSendActivities((_context, activities, next) => {
        for (const activity of activities) delete activity.replyToId;
        return next();
      });
      return run(context);
    });
  }

  /** Posts one activity to a conversation that nobody has just written in. */
  post(
    reference: Partial<ConversationReference>,
    occasion: string,
    activity: Partial<Activity>,
  ): Promise<void> {
    return this.continueConversation(reference, occasion, async (context) => {
      await context.sendActivity(activity);
    });
  }

  /**
   * Writes to whoever sent an activity in a group, alone. Rejects where the channel does not take it: in Teams, where the
   * person has not got the app.
   */
  async tellPrivately(activity: Activity, reply: Partial<Activity>): Promise<void> {
    const { channelId, serviceUrl, from, recipient, conversation } = activity;
    if (!this.mayReply(serviceUrl)) return;
    const { tenantId } = conversation;
    const parameters = {
      ...{ isGroup: false, members: [{ id: from.id, name: '' }], bot: { id: recipient.id, name: '' } },
      ...(tenantId !== undefined && { tenantId, channelData: { tenant: { id: tenantId } } }),
    } as ConversationParameters;
    const { id = '' } = this.options.app ?? {};
    await this.adapter.createConversationAsync(
      id,
      channelId,
      serviceUrl,
      AuthenticationConstants.ToChannelFromBotOAuthScope,
      parameters,
      async (context) => {
        await context.sendActivity(reply);
      },
    );
  }

  /** Without an app id replies go to this machine only. */
  private mayReply(serviceUrl: unknown): boolean {
    const { app, serviceUrlHosts } = this.options;
    if (typeof serviceUrl !== 'string') return false;
    return app ? isListed(serviceUrl, serviceUrlHosts) : LOOPBACK.test(serviceUrl);
  }
}
