import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import type { CountryCode } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.min.json';

/** Whether a number in E.164 is as long as numbers of its country are. */
export function isPhone(e164: string): boolean {
  return parsePhoneNumberFromString(e164, metadata)?.isPossible() === true;
}

/** A number in E.164 as people in the practice's country read it: `(303) 555-0142`, from abroad `+52 55 1234 5678`. */
export function shownPhone(e164: string, country: string): string {
  const number = parsePhoneNumberFromString(e164, metadata);
  if (!number) return e164;
  return number.country === (country as CountryCode) ? number.formatNational() : number.formatInternational();
}
