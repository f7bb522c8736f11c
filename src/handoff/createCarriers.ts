import type { Content } from '../content/types';
import { cardWords } from './cardWords';
import type { Carrier } from './carrier';
import { hubCarrier, type HubSettings } from './hub/hubCarrier';
import { mailCarrier } from './mailCarrier';
import { createMailer, type MailServer } from './mailer';
import { mailWords } from './mailWords';
import { teamsCarrier, type TeamsChannel } from './teamsCarrier';
import { webhookCarrier, type WebhookReceiver } from './webhookCarrier';

/** What the practice has set up; left out: it has not. */
export interface CarrierSettings {
  readonly mail?: MailServer | undefined;
  readonly webhook?: WebhookReceiver | undefined;
  readonly teams?: TeamsChannel | undefined;
  /** An agent hub that takes conversations over. */
  readonly hub?: HubSettings | undefined;
  /** Where staff reach the console, for links; left out: no links. */
  readonly publicUrl?: string | undefined;
}

const SECOND = 'escalation.unacknowledged';

/**
 * Every carrier that the settings and the practice profile name: a mailbox for each address, the webhook, the Teams
 * channel and the agent hub.
 */
export function createCarriers(content: Content, settings: CarrierSettings): readonly Carrier[] {
  const { mail, webhook, teams, hub, publicUrl } = settings;
  const { emails = [], secondContact } = content.profile.alerts ?? {};
  const second = new Set(secondContact?.emails ?? []);
  const first = new Set(emails);
  const mailed = mailWords(content, publicUrl);
  const wanted = (address: string, topic: string): boolean =>
    mailed.takes(topic) && (topic === SECOND ? second : first).has(address);
  const mailer = mail && createMailer(mail);
  const mailboxes = mailer
    ? [...new Set([...first, ...second])].map((address) =>
        mailCarrier(address, mailer, (topic) => wanted(address, topic), mailed.words),
      )
    : [];
  const cards = cardWords(content, publicUrl);
  return [
    ...mailboxes,
    ...(webhook ? [webhookCarrier(webhook)] : []),
    ...(teams ? [teamsCarrier(teams, cards.takes, cards.words)] : []),
    ...(hub ? [hubCarrier(hub)] : []),
  ];
}

/** Whether anybody is told when nobody takes an escalation on. */
export function secondContactConfigured(carriers: readonly Carrier[]): boolean {
  return alertsConfigured(carriers) && carriers.some((carrier) => carrier.takes(SECOND));
}

/** Whether an escalation reaches anybody at all; only then is a visitor told that the practice learns of it. */
export function alertsConfigured(carriers: readonly Carrier[]): boolean {
  return carriers.some((carrier) => carrier.takes('escalation.created'));
}
