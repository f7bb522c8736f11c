import type { Transporter } from 'nodemailer';
import { CarrierError } from './carrier';

/** The server that takes mail, and who writes. */
export interface MailServer {
  /** `smtps://user:password@host` or `smtp://host?requireTLS=true`: TLS as the URL says. */
  readonly url: string;
  /** `alerts@example.org` or `Juniper Street <alerts@example.org>`. */
  readonly from: string;
}

/** One mail. */
export interface Mail {
  /** The same at every attempt: the Message-ID, so that a mail that went out twice is the same mail. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly urgent?: boolean;
  /** A calendar file that goes along; a mail program that knows the event updates or removes it. */
  readonly calendar?: { readonly name: string; readonly method: string; readonly text: string } | undefined;
}

/** Sends mail by a server, over connections of its own. */
export interface Mailer {
  /** Resolves when the server has taken it; rejects with a {@link CarrierError}. */
  send(mail: Mail): Promise<void>;
}

/** Each step of the talk with the server; the whole has the carrier's time-out. */
const STEP_MS = 10_000;
/** For the whole of a delivery by mail. */
export const MAIL_TIMEOUT_MS = 30_000;

/** A mailer for a server. */
export function createMailer({ url, from }: MailServer): Mailer {
  let transport: Transporter | undefined;
  return {
    async send({ id, to, subject, text, urgent = false, calendar }) {
      try {
        transport ??= await transportTo(url);
        await transport.sendMail({
          ...{ from, to, subject, text },
          messageId: `<${id}@${domainOf(from)}>`,
          date: new Date(),
          ...(urgent && { priority: 'high' as const }),
          ...(calendar && { attachments: [attached(calendar)] }),
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw new CarrierError(reasonOfMail(error), { cause: error });
      }
    },
  };
}

function attached({ name, method, text }: NonNullable<Mail['calendar']>) {
  return {
    filename: name,
    content: text,
    contentType: `text/calendar; charset=utf-8; method=${method}`,
  };
}

/** Loaded with the first mail: a start does not wait for it. */
async function transportTo(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    dnsTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function domainOf(from: string): string {
  return /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost';
}

function reasonOfMail(error: unknown): string {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  if (typeof responseCode === 'number') return `SMTP ${responseCode}`;
  return typeof code === 'string' ? code : 'SMTP';
}
