import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.min.json';
import type { Activity } from 'botbuilder';

/**
 * The country whose help lines are shown to a visitor who has not said where they are: by their phone number (on text
 * channels the sender's id), else by the region of the locale that the channel gives, else the practice's. ISO 3166 alpha-2.
 */
export function countryOf(activity: Partial<Activity>, practiceCountry: string): string {
  return phoneCountry(activity.from?.id) ?? region(activity.locale) ?? practiceCountry;
}

function phoneCountry(id: string | undefined): string | undefined {
  const number = /\+\d{7,15}$/.exec(id ?? '')?.[0];
  return number === undefined ? undefined : parsePhoneNumberFromString(number, metadata)?.country;
}

function region(locale: string | undefined): string | undefined {
  const code = /^[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})$/.exec(locale ?? '')?.[1]?.toUpperCase();
  return getCountries(metadata).find((country) => country === code);
}
