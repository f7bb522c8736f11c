import type { BookingProfile } from '../../content/bookingProfile';
import { TriageError } from '../../errors';
import type { BookingSystem } from './bookingSystem';
import { caller } from './caller';
import { createFhirSystem } from './fhir/createFhirSystem';
import { remembered } from './remembered';
import { webhookSystem } from './webhookSystem';

/** What proves who is asking; from the environment, never from the profile. */
export interface SystemSecrets {
  /** `whsec_…`, for both ways. */
  readonly webhook?: string | undefined;
  readonly fhirToken?: string | undefined;
  /** PEM. */
  readonly fhirKey?: string | undefined;
}

/**
 * The other system that the profile names; undefined where the practice books here, by its own page or by call-backs.
 * @throws `CONFIG_INVALID` when what it needs from the environment is missing
 */
export function createBookingSystem(
  { system, webhook, fhir }: BookingProfile,
  secrets: SystemSecrets,
  now: () => number,
): BookingSystem | undefined {
  if (system === 'webhook' && webhook) {
    const { webhook: secret = missing('BOOKING_WEBHOOK_SECRET', 'booking.system: webhook') } = secrets;
    return webhookSystem({ ...webhook, secret }, caller([new URL(webhook.url).origin]));
  }
  if (system === 'fhir' && fhir) {
    const { fhirToken: token, fhirKey: key } = secrets;
    if (fhir.clientId === undefined && token === undefined)
      missing('BOOKING_FHIR_TOKEN', 'booking.fhir without clientId');
    if (fhir.clientId !== undefined && key === undefined)
      missing('BOOKING_FHIR_KEY', 'booking.fhir.clientId');
    return remembered(createFhirSystem(fhir, { token, key }, now), now);
  }
  return undefined;
}

function missing(name: string, because: string): never {
  throw new TriageError('CONFIG_INVALID', 'The profile names a booking system that can not be reached so.', {
    details: [`${name}: needed with ${because} in the practice profile`],
  });
}
