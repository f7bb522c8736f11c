import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import type { CountryCode } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.min.json';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Contact } from './types';

/**
 * Whether what somebody typed is the phone number or the e-mail address of a booking, however it is written. A number
 * without a prefix is read as one of the country.
 */
export function isFactorOf({ phone, email }: Contact, typed: string, country: string): boolean {
  const given = normalised(typed, country);
  if (given === undefined) return false;
  const known = [phone, email].flatMap((one) => normalised(one ?? '', country) ?? []);
  return known.map((one) => isSame(one, given)).includes(true);
}

/** An address in small letters, a number in E.164; undefined for what is neither. */
function normalised(text: string, country: string): string | undefined {
  const plain = text.normalize('NFKC').trim();
  if (plain.includes('@')) return plain.toLowerCase();
  return parsePhoneNumberFromString(plain.slice(0, 40), { defaultCountry: country as CountryCode }, metadata)
    ?.number;
}

/** As long for any two. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
