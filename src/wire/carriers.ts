import type { Logger } from 'pino';
import type { Config } from '../config';
import type { Content } from '../content/types';
import type { Carrier } from '../handoff/carrier';
import { alertsConfigured, createCarriers } from '../handoff/createCarriers';
import type { HubSettings } from '../handoff/hub/hubCarrier';
import type { TeamsChannel } from '../handoff/teamsCarrier';

/** Whom the practice has told the bot to tell. That nobody hears of a crisis is said at every start. */
export function wireCarriers(
  config: Config,
  content: Content,
  log: Logger,
  { post, pack }: Pick<TeamsChannel, 'post'> & Pick<HubSettings, 'pack'>,
): readonly Carrier[] {
  const { SMTP_URL: smtp, MAIL_FROM: from, WEBHOOK_URL: url, WEBHOOK_SECRET: secret } = config;
  const { HANDOFF_URL: hub, HANDOFF_SECRET: hubSecret, TEAMS_ALERT_CHANNEL: teams } = config;
  const carriers = createCarriers(content, {
    ...(smtp !== undefined && from !== undefined && { mail: { url: smtp, from } }),
    ...(url !== undefined && secret !== undefined && { webhook: { url, secret } }),
    ...(teams && { teams: { ...teams, post } }),
    ...(hub !== undefined && hubSecret !== undefined && { hub: { url: hub, secret: hubSecret, pack } }),
    publicUrl: config.PUBLIC_URL,
  });
  if (!alertsConfigured(carriers)) log.warn({ code: 'ALERTS_TO_NOBODY' }, 'nobody is alerted of a crisis');
  return carriers;
}
