import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { TriageError } from '../../errors';
import type { FormParams } from './textActivity';

/** What Twilio signs with, and what it was told. */
export interface TwilioAccount {
  /** The account's, which Twilio signs with. */
  readonly authToken: string;
  /** Where Twilio was told to deliver, as it stands there: it is what was signed. */
  readonly url: string;
}

/**
 * Lets pass what Twilio has signed, with the account's token, for the address that it was told.
 *
 * @param signature the header X-Twilio-Signature
 * @throws TriageError TWILIO_UNAUTHORIZED, 403
 */
export function checkSignature(
  { authToken, url }: TwilioAccount,
  signature: string | undefined,
  params: FormParams,
): void {
  if (validateRequest(authToken, signature ?? '', url, params)) return;
  throw new TriageError(
    'TWILIO_UNAUTHORIZED',
    'The signature is not that of TWILIO_AUTH_TOKEN for PUBLIC_URL and /channels/twilio; compare both with what Twilio has.',
    { status: 403 },
  );
}
