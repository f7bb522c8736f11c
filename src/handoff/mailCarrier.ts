import { createHash } from 'node:crypto';
import type { Transporter } from 'nodemailer';
import { CarrierError, isUrgent, type Carrier, type Letter } from './carrier';

/** The server that takes mail, and who writes. */
export interface MailServer {
  /** `smtps://user:password@host` or `smtp://host?requireTLS=true`: TLS as the URL says. */
  readonly url: string;
  /** `alerts@example.org` or `Juniper Street <alerts@example.org>`. */
  readonly from: string;
}

/** The words of a letter, in the practice's language. */
export type Words = (letter: Letter) => { readonly subject: string; readonly text: string };

/** Each step of the talk with the server; the whole has the carrier's time-out. */
const STEP_MS = 10_000;
const TIMEOUT_MS = 30_000;

/**
 * One mailbox. Each address is a carrier of its own, so that one that fails takes nothing from the others. The
 * Message-ID is the letter's id: a mail that went out twice is the same mail.
 */
export function mailCarrier(
  address: string,
  { url, from }: MailServer,
  takes: (topic: string) => boolean,
  words: Words,
): Carrier {
  let transport: Transporter | undefined;
  return {
    id: mailCarrierId(address),
    timeoutMs: TIMEOUT_MS,
    takes,
    async deliver(letter) {
      const urgent = isUrgent(letter.topic);
      try {
        transport ??= await transportTo(url);
        await transport.sendMail({
          from,
          to: address,
          messageId: `<${letter.id}@${domainOf(from)}>`,
          date: new Date(),
          ...words(letter),
          ...(urgent && { priority: 'high' as const }),
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw new CarrierError(reasonOfMail(error), { cause: error });
      }
    },
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

/** The carrier of an address; the address itself stays out of ids, and so out of the store and the log. */
export function mailCarrierId(address: string): string {
  return `mail-${createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 10)}`;
}

function domainOf(from: string): string {
  return /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost';
}

function reasonOfMail(error: unknown): string {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  if (typeof responseCode === 'number') return `SMTP ${responseCode}`;
  return typeof code === 'string' ? code : 'SMTP';
}
