import { TriageError } from '../../errors';

/** What is known of a text that was not taken. */
export interface TextFault {
  /** The API would say the same again of this text, or of whoever sends it: it is not tried any more. */
  readonly refused?: 'text' | 'sender';
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
    const [code, says] =
      fault.refused === 'sender'
        ? ([
            'TEXT_SENDER_REFUSED',
            'Twilio refuses the sender: compare TWILIO_FROM, and the number that was written to, with what the account has',
          ] as const)
        : (['TEXT_NOT_SENT', 'Twilio did not take a text'] as const);
    super(code, `${says}: ${reason} (twilio.com/docs/api/errors).`, { status: 502 });
  }
}
