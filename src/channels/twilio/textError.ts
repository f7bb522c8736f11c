import { TriageError } from '../../errors';

/** What is known of a text that was not taken. */
export interface TextFault {
  /** The API would say the same again: it is not tried any more. */
  readonly final?: boolean;
  /** The number has opted out at the carrier (Twilio's 21610): nothing reaches it. */
  readonly stopped?: boolean;
  /** How long the API asked to be left alone, in ms. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Twilio did not take a text. Holds a code and nothing else: neither the number nor the words, which Twilio's own messages
 * like to quote.
 */
export class TextError extends TriageError {
  /** @param reason `HTTP 503`, `ETIMEDOUT`, Twilio's number of the error: `21610` */
  constructor(
    readonly reason: string,
    readonly fault: TextFault = {},
  ) {
    super('TEXT_NOT_SENT', `Twilio did not take a text: ${reason} (twilio.com/docs/api/errors).`, {
      status: 502,
    });
  }
}
