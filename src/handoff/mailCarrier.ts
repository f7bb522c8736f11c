import { createHash } from 'node:crypto';
import { isUrgent, type Carrier, type Letter } from './carrier';
import { MAIL_TIMEOUT_MS, type Mailer } from './mailer';

/** The words of a letter, in the practice's language. */
export type Words = (letter: Letter) => { readonly subject: string; readonly text: string };

/**
 * One mailbox. Each address is a carrier of its own, so that one that fails takes nothing from the others.
 */
export function mailCarrier(
  address: string,
  mailer: Mailer,
  takes: (topic: string) => boolean,
  words: Words,
): Carrier {
  return {
    id: mailCarrierId(address),
    timeoutMs: MAIL_TIMEOUT_MS,
    takes,
    deliver: (letter) =>
      mailer.send({ id: letter.id, to: address, urgent: isUrgent(letter.topic), ...words(letter) }),
  };
}

/** The carrier of an address; the address itself stays out of ids, and so out of the store and the log. */
export function mailCarrierId(address: string): string {
  return `mail-${createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 10)}`;
}
