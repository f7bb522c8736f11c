import type { Content } from '../content/types';
import type { Carrier } from './carrier';
import { mailCarrier } from './mailCarrier';
import { createMailer, type MailServer } from './mailer';
import { mailWords } from './mailWords';
import { webhookCarrier, type WebhookReceiver } from './webhookCarrier';

/** What the practice has set up; left out: it has not. */
export interface CarrierSettings {
  readonly mail?: MailServer | undefined;
  readonly webhook?: WebhookReceiver | undefined;
}

const SECOND = 'escalation.unacknowledged';

/** Every carrier that the settings and the practice profile name: a mailbox for each address, and the webhook. */
export function createCarriers(content: Content, { mail, webhook }: CarrierSettings): readonly Carrier[] {
  const { emails = [], secondContact } = content.profile.alerts ?? {};
  const second = new Set(secondContact?.emails ?? []);
  const first = new Set(emails);
  const mailed = mailWords(content);
  const wanted = (address: string, topic: string): boolean =>
    mailed.takes(topic) && (topic === SECOND ? second : first).has(address);
  const mailer = mail && createMailer(mail);
  const mailboxes = mailer
    ? [...new Set([...first, ...second])].map((address) =>
        mailCarrier(address, mailer, (topic) => wanted(address, topic), mailed.words),
      )
    : [];
  return [...mailboxes, ...(webhook ? [webhookCarrier(webhook)] : [])];
}

/** Whether an escalation reaches anybody at all; only then is a visitor told that the practice learns of it. */
export function alertsConfigured(carriers: readonly Carrier[]): boolean {
  return carriers.some((carrier) => carrier.takes('escalation.created'));
}
