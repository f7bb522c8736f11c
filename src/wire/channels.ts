import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { AzureChannel } from '../channels/azure/azureChannel';
import { ActivityLog } from '../channels/directLine/activityLog';
import { DirectLine } from '../channels/directLine/directLine';
import { DirectLineAdapter } from '../channels/directLine/directLineAdapter';
import { OWN_DIRECT_LINE } from '../channels/ownDirectLine';
import type { TwilioChannel } from '../channels/twilio/twilioChannel';
import { Tokens } from '../channels/directLine/tokens';
import type { Config } from '../config';
import { secret } from '../storage/secret';
import type { Database } from '../storage/types';
import { Proactive } from '../turn/proactive';
import type { ProactiveParts } from '../turn/proactive';
import { safetyFinding } from '../turn/safety';
import { TeamsClaims } from '../staff/teamsClaims';
import type { TurnParts, Turns } from './turns';

/** Turns that no visitor began, on every channel that can be written to first. */
export function wireProactive(
  { runner }: Turns,
  adapter: DirectLineAdapter,
  { azure, twilio }: { readonly azure: AzureChannel | undefined; readonly twilio: TwilioChannel | undefined },
  db: Database,
): Proactive {
  const channel: ProactiveParts['channel'] = ({ channel: id, reference: { serviceUrl } }) => {
    if (id === 'twilio') return twilio && twilio.continueConversation.bind(twilio);
    const own = id === 'directline' && serviceUrl === OWN_DIRECT_LINE;
    if (!own) return azure && azure.continueConversation.bind(azure);
    return (reference, occasion, run) => adapter.continueConversation(reference, run, occasion);
  };
  return new Proactive({ db, channel, run: (context, logic) => runner.run(context, logic) });
}

export async function wireDirectLine(
  config: Config,
  db: Database,
  turns: Turns,
  now: () => number,
  log: Logger,
) {
  const key = config.DIRECT_LINE_SECRET ?? (await secret(db, 'direct_line', newSecret));
  const onError = (error: unknown): void =>
    log.error({ err: error, code: 'DIRECT_LINE_FAULT' }, 'an activity was not filed, or a greeting failed');
  const adapter = new DirectLineAdapter({ log: new ActivityLog(db), now, onError });
  for (const middleware of turns.middleware) adapter.use(middleware);
  const tokens = new Tokens(key, now);
  return { adapter, directLine: new DirectLine({ adapter, tokens, logic: turns.run, now, onError }) };
}

interface AzureParts extends Pick<TurnParts, 'db' | 'content' | 'now'> {
  readonly log: Logger;
  readonly metadataUrl?: string | undefined;
}

export function wireAzure(
  config: Config,
  turns: Turns,
  { db, content, now, log, metadataUrl }: AzureParts,
): AzureChannel | undefined {
  const { MicrosoftAppId: id, MicrosoftAppType: type, MicrosoftAppPassword: password } = config;
  if (id === undefined && !config.ALLOW_ANONYMOUS) return undefined;
  const { TEAMS_ALERT_CHANNEL: alerts, PUBLIC_URL: publicUrl } = config;
  const claims =
    alerts && new TeamsClaims({ db, content, now, log, channel: alerts.conversation, publicUrl });
  return new AzureChannel({
    ...(id !== undefined && { app: { id, type, password, tenantId: config.MicrosoftAppTenantId } }),
    serviceUrlHosts: config.SERVICE_URL_HOSTS,
    middleware: turns.middleware,
    logic: (context) => (claims?.takes(context.activity) ? claims.answer(context) : turns.run(context)),
    answered: (context) => safetyFinding(context)?.sent === true,
    ...{ now, metadataUrl },
  });
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
