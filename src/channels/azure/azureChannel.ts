import { CloudAdapter } from 'botbuilder';
import type {
  Activity,
  ConversationReference,
  Middleware,
  Request as BotRequest,
  Response as BotResponse,
  TurnContext,
} from 'botbuilder';
import { TriageError } from '../../errors';
import { isListed } from './isListed';
import { KeptClients } from './keptClients';
import { guardToken } from './tokenGuard';

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
}

/** What the server hands over: the parsed body and the header, and what the SDK writes its answer to. */
export interface ConnectorRequest {
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;

/** The Bot Framework endpoint: the guards of our own, then the SDK's adapter with its token check, then the turn. */
export class AzureChannel {
  readonly adapter: CloudAdapter;

  constructor(private readonly options: AzureChannelOptions) {
    const { app } = options;
    this.adapter = new CloudAdapter(
      new KeptClients(
        app
          ? {
              MicrosoftAppType: app.type,
              MicrosoftAppId: app.id,
              ...(app.password !== undefined && { MicrosoftAppPassword: app.password }),
              ...(app.tenantId !== undefined && { MicrosoftAppTenantId: app.tenantId }),
            }
          : {},
      ),
    );
    for (const middleware of options.middleware) this.adapter.use(middleware);
    this.adapter.onTurnError = (context, error) => {
      // A turn that was not committed must be sent again; swallowing the error would answer 200.
      if (!options.answered(context)) throw error;
      return Promise.resolve();
    };
  }

  /** `POST /api/messages`. Throws a 401 or 400 TriageError before the SDK sees a bad request. */
  async handle(req: ConnectorRequest, res: unknown): Promise<void> {
    const activity = activityOf(req.body);
    const authorization = [req.headers['authorization']].flat()[0];
    const { app, serviceUrlHosts, logic } = this.options;
    if (app) guardToken(authorization, activity, { appId: app.id, serviceUrlHosts });
    else if (!this.mayReply(activity.serviceUrl)) {
      throw new TriageError('CONNECTOR_UNAUTHORIZED', 'Without an app id, replies go to this machine only.', {
        status: 401,
      });
    }
    // restify's request and response are what the SDK expects; their types differ under exactOptionalPropertyTypes.
    await this.adapter.process(req as unknown as BotRequest, res as BotResponse, logic);
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

  /** Without an app id replies go to this machine only. */
  private mayReply(serviceUrl: unknown): boolean {
    const { app, serviceUrlHosts } = this.options;
    if (typeof serviceUrl !== 'string') return false;
    return app ? isListed(serviceUrl, serviceUrlHosts) : LOOPBACK.test(serviceUrl);
  }
}

function activityOf(body: unknown): { serviceUrl?: unknown; channelId?: unknown } {
  const whole = typeof body === 'object' && body !== null && 'type' in body && 'conversation' in body;
  const { conversation } = (whole ? body : {}) as { conversation?: { id?: unknown } | null };
  if (whole && typeof conversation?.id === 'string' && conversation.id !== '')
    return body as { serviceUrl?: unknown };
  throw new TriageError(
    'ACTIVITY_INVALID',
    'The body is no activity: it needs a type and a conversation id.',
    {
      status: 400,
    },
  );
}
