import type { PracticeProfile } from './profile';

type Words = Readonly<Record<string, string>>;

/**
 * The practice's own sentences as content keys, so that they are said like all others: `profile.confidentiality`,
 * `profile.insurance_note`, `profile.directions`, `profile.launcher`, `profile.clinician.<id>` (title) and
 * `profile.cohort.<id>` (name). Only those that the profile has.
 */
export function profileWords(profile: PracticeProfile): ReadonlyMap<string, Words> {
  const words: [string, Words | undefined][] = [
    ['profile.confidentiality', profile.confidentiality],
    ['profile.insurance_note', profile.insurance?.note],
    ['profile.directions', profile.address?.directions],
    ['profile.launcher', profile.widget.launcher],
    ...profile.clinicians.map(({ id, title }): [string, Words] => [`profile.clinician.${id}`, title]),
    ...profile.cohorts.map(({ id, name }): [string, Words] => [`profile.cohort.${id}`, name]),
  ];
  return new Map(words.filter((entry): entry is [string, Words] => entry[1] !== undefined));
}
