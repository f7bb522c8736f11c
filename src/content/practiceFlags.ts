import { FORMATS } from '../fit/types';
import type { PracticeProfile } from './profile';

/** What may be asked about a practice in a `when` or `unless` of resources/answers.yaml. */
export const FACT_FLAGS = [
  'fee_individual',
  'fee_group',
  'fee_couples_family',
  'fee_any',
  'length_any',
  'offers_individual',
  'offers_group',
  'offers_couples_family',
  'sliding_scale',
  'no_sliding_scale',
  'insurance',
  'insurance_none',
  'insurance_unknown',
  'insurance_note',
  'confidentiality',
  'group_size',
  'screening_call',
  'in_person',
  'online',
  'address',
  'directions',
  'opening_hours',
  'clinicians',
  'cohorts',
  'not_treated',
  'booking_link',
  'notice_url',
  'good_faith_estimate',
] as const;
export type FactFlag = (typeof FACT_FLAGS)[number];

/** Which flags hold for a practice. */
export function practiceFlags(profile: PracticeProfile): ReadonlySet<FactFlag> {
  const { formats, insurance, modes } = profile;
  const offered = FORMATS.filter((format) => formats[format].offered);
  const fees = offered.filter((format) => formats[format].fee !== undefined);
  const holds: Record<FactFlag, boolean> = {
    fee_individual: fees.includes('individual'),
    fee_group: fees.includes('group'),
    fee_couples_family: fees.includes('couples_family'),
    fee_any: fees.length > 0,
    length_any: offered.some((format) => formats[format].minutes !== undefined),
    offers_individual: formats.individual.offered,
    offers_group: formats.group.offered,
    offers_couples_family: formats.couples_family.offered,
    sliding_scale: profile.slidingScale === true,
    no_sliding_scale: profile.slidingScale === false,
    insurance: (insurance?.accepted.length ?? 0) > 0,
    insurance_none: insurance?.accepted.length === 0,
    insurance_unknown: insurance === undefined,
    insurance_note: insurance?.note !== undefined,
    confidentiality: profile.confidentiality !== undefined,
    group_size: formats.group.size !== undefined,
    screening_call: formats.group.screeningCall,
    in_person: modes.includes('in_person'),
    online: modes.includes('online'),
    address: profile.address !== undefined,
    directions: profile.address?.directions !== undefined,
    opening_hours: profile.openingHours.length > 0,
    clinicians: profile.clinicians.length > 0,
    cohorts: profile.cohorts.length > 0,
    not_treated: profile.concernsNotTreated.length > 0,
    booking_link: profile.booking.link !== undefined,
    notice_url: profile.privacy.noticeUrl !== undefined,
    good_faith_estimate: profile.country === 'US',
  };
  return new Set(FACT_FLAGS.filter((flag) => holds[flag]));
}
