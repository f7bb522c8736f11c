import type { FhirProfile } from '../../../content/bookingProfile';
import type { BookingSystem } from '../bookingSystem';
import { caller } from '../caller';
import { backendToken, fixedToken } from './backendToken';
import { FhirClient } from './fhirClient';
import { fhirSystem } from './fhirSystem';

/** What proves to the server who is asking; one of the two. From the environment, never from the profile. */
export interface FhirSecrets {
  readonly token?: string | undefined;
  /** PEM, for SMART backend services with the profile's clientId and keyId. */
  readonly key?: string | undefined;
}

/** The FHIR server that the profile names; only its host and the token endpoint's are ever called. */
export function createFhirSystem(
  profile: FhirProfile,
  secrets: FhirSecrets,
  now: () => number,
): BookingSystem {
  const { base, tokenUrl, clientId, keyId, scope } = profile;
  const call = caller(
    [base, ...(tokenUrl === undefined ? [] : [tokenUrl])].map((url) => new URL(url).origin),
  );
  const { key, token = '' } = secrets;
  const tokens =
    clientId !== undefined && keyId !== undefined && key !== undefined
      ? backendToken({ base, tokenUrl, clientId, keyId, scope, key }, call, now)
      : fixedToken(token);
  return fhirSystem(profile, new FhirClient(base, call, tokens), now);
}
