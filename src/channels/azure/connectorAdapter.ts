import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';
import { CloudAdapter } from 'botbuilder';
import { AuthenticationConstants, ClaimsIdentity } from 'botframework-connector';
import { KeptClients } from './keptClients';

/** The bot's registration with Azure. */
export interface Registration {
  readonly type: string;
  readonly id: string;
  readonly password?: string | undefined;
  readonly tenantId?: string | undefined;
}

/**
 * The SDK's adapter for activities whose sender is known already. Its own `process` would check the token once more, with
 * keys that it looks up itself, print errors with their messages, and answer every failure with 500 and its message.
 */
export class ConnectorAdapter extends CloudAdapter {
  private readonly identity: ClaimsIdentity;

  /** @param app left out: anonymous */
  constructor(app: Registration | undefined) {
    const settings = app && {
      MicrosoftAppType: app.type,
      MicrosoftAppId: app.id,
      ...(app.password !== undefined && { MicrosoftAppPassword: app.password }),
      ...(app.tenantId !== undefined && { MicrosoftAppTenantId: app.tenantId }),
    };
    super(new KeptClients(settings ?? {}));
    this.identity = app
      ? new ClaimsIdentity([{ type: AuthenticationConstants.AudienceClaim, value: app.id }], true)
      : new ClaimsIdentity([], AuthenticationConstants.AnonymousAuthType);
  }

  /**
   * Runs the turn of an activity; resolves to what its sender is answered, undefined for 200 without a body. Rejects with
   * what went wrong in the turn.
   */
  take(
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const authenticated = {
      audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
      claimsIdentity: this.identity,
      connectorFactory: this.botFrameworkAuthentication.createConnectorFactory(this.identity),
    };
    return this.processActivity(authenticated, activity, logic);
  }
}
