import { FORMATS, type Format } from '../fit/types';
import type { Helpline } from './types';
import type { Param, Params } from './message';
import type { PracticeProfile } from './profile';
import { windowWords } from './windowWords';

/** The article's figure, used where a practice gives none. */
const GROUP_SIZE = { min: 8, max: 12 };

/**
 * The practice's own figures, as parameters that every message may use without being given them. A figure that the
 * practice left out still has words: "the practice will tell you".
 *
 * | fact | what |
 * |---|---|
 * | `practice` | its name |
 * | `practice_phone`, `practice_email`, `practice_website` | links |
 * | `cost_<format>` | "$120 to $150 a session" |
 * | `length_<format>` | "50 minutes" |
 * | `group_size` | "8 to 12" |
 * | `modes` | `both`, `in_person` or `online`, for select |
 * | `insurers`, `address`, `opening_hours`, `clinicians`, `not_treated` | lists |
 * | `keep_conversations_days`, `keep_bookings_days`, `notice_hours` | numbers |
 * | `booking_link`, `notice_url` | links |
 * | `emergency_number`, `help_line` | links, of the practice's country; pass the visitor's where it is known |
 */
export function practiceFacts(profile: PracticeProfile, lines: readonly Helpline[]): Params {
  const linkTo = (...uses: Helpline['use'][]): Param => {
    const line = uses
      .map((use) => lines.find((each) => each.use === use))
      .find((found) => found !== undefined);
    return line ? { link: line.link, shown: line.number } : '';
  };
  return {
    practice: profile.name,
    practice_phone: { link: `tel:${profile.phone}`, shown: profile.phoneShown ?? profile.phone },
    practice_email: { link: `mailto:${profile.email}`, shown: profile.email },
    practice_website: address(profile.website),
    ...perFormat(profile),
    group_size: { key: 'practice.size', params: profile.formats.group.size ?? GROUP_SIZE },
    modes: profile.modes.length > 1 ? 'both' : (profile.modes[0] ?? 'both'),
    insurers: { list: profile.insurance?.accepted ?? [] },
    address: profile.address?.lines.join(', ') ?? '',
    opening_hours: { list: profile.openingHours.map(windowWords) },
    clinicians: {
      list: profile.clinicians.map(({ id, name }) => ({
        key: 'practice.clinician',
        params: { name, title: { key: `profile.clinician.${id}` } },
      })),
    },
    not_treated: {
      list: profile.concernsNotTreated.map((concern) => ({ key: `choice.concerns.${concern}` })),
    },
    keep_conversations_days: profile.privacy.keepConversationsDays,
    keep_bookings_days: profile.privacy.keepBookingsDays,
    notice_hours: profile.booking.noticeHours,
    booking_link: address(profile.booking.link?.url),
    notice_url: address(profile.privacy.noticeUrl),
    emergency_number: linkTo('emergency', 'directory'),
    help_line: linkTo('suicide', 'directory'),
  };
}

function address(url: string | undefined): Param {
  return url === undefined ? '' : { link: url, shown: url };
}

function perFormat(profile: PracticeProfile): Record<string, Param> {
  return Object.fromEntries(
    FORMATS.flatMap((format) => [
      [`cost_${format}`, costWords(profile, format)],
      [`length_${format}`, lengthWords(profile, format)],
    ]),
  );
}

function costWords({ formats, currency }: PracticeProfile, format: Format): Param {
  const { fee } = formats[format];
  if (!fee) return { key: 'practice.cost_unknown' };
  const money = (amount: number): Param => ({ money: amount, currency });
  if (fee.min === fee.max) return { key: 'practice.cost_one', params: { fee: money(fee.min) } };
  return { key: 'practice.cost_range', params: { min: money(fee.min), max: money(fee.max) } };
}

function lengthWords({ formats }: PracticeProfile, format: Format): Param {
  const { minutes } = formats[format];
  return minutes === undefined
    ? { key: 'practice.length_unknown' }
    : { key: 'practice.length', params: { minutes } };
}
