import { z } from 'zod';
import { CONCERNS, DAYS } from '../understanding/types';
import { FORMATS } from '../fit/types';
import { bookingProfile } from './bookingProfile';

const id = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'small letters, digits, - and _, starting with a letter');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:00');
const date = z.iso.date('a day such as 2026-12-25');
const zone = z.string().refine((name) => isTimeZone(name), 'an IANA time zone such as America/Denver');
const words = z
  .record(z.string().length(2), z.string().min(1))
  .describe('The words by language: { en: …, es: … }');
const fee = z
  .strictObject({ min: z.int().nonnegative(), max: z.int().nonnegative() })
  .refine((f) => f.min <= f.max, 'min must not be above max');
const hours = z
  .strictObject({ days: z.array(z.enum(DAYS)).min(1), from: clock, to: clock })
  .refine((h) => h.from < h.to, 'from must be before to');
const closedDays = z
  .union([date, z.strictObject({ from: date, to: date })], {
    error: 'a day such as 2026-12-25, or the first and last of several: { from: 2026-12-28, to: 2026-12-31 }',
  })
  .refine((days) => typeof days === 'string' || days.from <= days.to, 'from must not be after to');
const minutes = z.int().min(5).max(480);
const mode = z.enum(['in_person', 'online']);

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

const offer = z.strictObject({
  offered: z.boolean().describe('Whether the practice offers this format.'),
  fee: fee
    .optional()
    .describe(
      'What a session costs, in whole units of the currency. Left out: "the practice will tell you".',
    ),
  minutes: minutes.optional().describe('Length of a session.'),
});

/**
 * The practice profile: the one file a practice edits. Parsed from YAML; every fault is reported with its path in the
 * file. resources/practice.example.yaml documents each option in place.
 */
export const practiceProfile = z
  .strictObject({
    version: z.literal(1),
    name: z.string().min(1).describe('The practice as visitors know it.'),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'E.164, such as +13035550100')
      .describe('Front desk, E.164.'),
    phoneShown: z.string().optional().describe('The same number as people read it.'),
    email: z.email().describe('Front desk e-mail.'),
    website: z.url().optional(),
    address: z
      .strictObject({ lines: z.array(z.string().min(1)).min(1), directions: words.optional() })
      .optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'two capital letters, such as US')
      .describe('For help lines and phone prefixes.'),
    timeZone: zone,
    currency: z.string().regex(/^[A-Z]{3}$/, 'three capital letters, such as USD'),
    languages: z
      .array(z.enum(['en', 'es']))
      .min(1)
      .describe('Languages the bot speaks, the default first.'),
    openingHours: z.array(hours).describe('When the front desk answers.'),
    closed: z
      .array(closedDays)
      .default([])
      .describe('Days, or first and last of several, on which nobody is there and nothing takes place.'),
    formats: z.strictObject({
      individual: offer,
      group: offer.extend({
        size: z
          .strictObject({ min: z.int().positive(), max: z.int().positive() })
          .refine((s) => s.min <= s.max, 'min must not be above max')
          .optional()
          .describe("People in a group. Left out: the source article's 8 to 12."),
        screeningCall: z
          .boolean()
          .default(false)
          .describe('A short call comes before a first group meeting.'),
      }),
      couples_family: offer,
    }),
    modes: z.array(mode).min(1).describe('How sessions take place.'),
    insurance: z
      .strictObject({ accepted: z.array(z.string().min(1)), note: words.optional() })
      .optional()
      .describe(
        'Insurers by name; an empty list says that none is accepted. Left out: "the practice will tell you".',
      ),
    slidingScale: z.boolean().optional().describe('Whether reduced fees can be asked for.'),
    confidentiality: words.optional().describe("The practice's own text; it wins over the general one."),
    concernsNotTreated: z.array(z.enum(CONCERNS)).default([]),
    clinicians: z
      .array(
        z.strictObject({
          id,
          name: z.string().min(1),
          title: words.describe('Profession and licence, as visitors read it.'),
          formats: z.array(z.enum(FORMATS)).min(1),
          concerns: z.array(z.enum(CONCERNS)).default([]).describe('Empty: all.'),
          languages: z.array(z.string().length(2)).min(1),
          modes: z.array(mode).min(1),
          timeZone: zone.optional().describe("Left out: the practice's."),
          hours: z.array(hours),
          daysOff: z.array(date).default([]),
          minutes: minutes.optional().describe("Left out: the format's, else 50."),
        }),
      )
      .default([]),
    cohorts: z
      .array(
        z.strictObject({
          id,
          name: words,
          concerns: z.array(z.enum(CONCERNS)).default([]).describe('Empty: any concern.'),
          clinician: id,
          day: z.enum(DAYS),
          from: clock,
          minutes,
          mode,
          language: z.string().length(2),
          seats: z
            .strictObject({ min: z.int().positive(), max: z.int().positive() })
            .refine((s) => s.min <= s.max, 'min must not be above max'),
          startsOn: date.describe('First meeting.'),
          weeks: z.int().positive().optional().describe('How many meetings; left out: goes on.'),
          open: z.boolean().describe('Open: people may join after it has started.'),
          screeningCall: z.boolean().optional().describe('Left out: as formats.group.screeningCall.'),
        }),
      )
      .default([]),
    booking: bookingProfile,
    privacy: z.strictObject({
      consentVersion: z
        .string()
        .min(1)
        .describe('Raise it when the consent text changes; visitors are asked again.'),
      noticeUrl: z.url().optional(),
      keepConversationsDays: z.int().positive().default(30),
      keepBookingsDays: z.int().positive().default(365),
    }),
    alerts: z
      .strictObject({
        emails: z
          .array(z.email())
          .default([])
          .describe('Who is told by e-mail of crises, hand-offs and bookings; needs SMTP_URL.'),
        secondContact: z
          .strictObject({
            emails: z.array(z.email()).default([]).describe('Empty: the webhook alone.'),
            afterMinutes: z.int().min(1).max(1440).default(10),
          })
          .optional()
          .describe('Who is alerted when nobody has acknowledged a crisis alert in time.'),
      })
      .optional()
      .describe('Whom the bot tells. Left out: nobody by e-mail.'),
    live: z
      .strictObject({
        offered: z
          .boolean()
          .default(false)
          .describe(
            'Tell visitors in opening hours that somebody may join the chat; then somebody must look.',
          ),
        idleMinutes: z
          .int()
          .min(1)
          .max(240)
          .default(15)
          .describe('After so many minutes in which nobody writes, the bot has the conversation back.'),
      })
      .default({ offered: false, idleMinutes: 15 })
      .describe('Staff who join a conversation.'),
    texting: z
      .strictObject({
        quietHours: z
          .strictObject({ from: clock, to: clock })
          .default({ from: '21:00', to: '08:00' })
          .describe(
            'Nothing is texted unasked then; it waits until they end. The same time twice: never quiet.',
          ),
      })
      .default({ quietHours: { from: '21:00', to: '08:00' } })
      .describe('Text messages that nobody has just asked for.'),
    teams: z
      .strictObject({
        name: z.string().min(1).optional().describe("At most 30 characters. Left out: the practice's name."),
        version: z
          .string()
          .regex(/^\d+\.\d+\.\d+$/, 'three numbers such as 1.0.0')
          .default('1.0.0')
          .describe('Raise it for each upload.'),
        termsUrl: z.url().optional().describe('Terms of use; Teams wants an address.'),
      })
      .default({ version: '1.0.0' })
      .describe('The app in Microsoft Teams: npm run teams:package.'),
    widget: z
      .strictObject({
        accent: z
          .string()
          .regex(/^#[0-9a-fA-F]{6}$/, 'a colour such as #2f6f6a')
          .default('#2f6f6a'),
        launcher: words.optional(),
      })
      .default({ accent: '#2f6f6a' }),
  })
  .superRefine((profile, check) => {
    const known = new Set(profile.clinicians.map((clinician) => clinician.id));
    for (const clinician of Object.keys(profile.booking.fhir?.actors ?? {})) {
      if (!known.has(clinician))
        check.addIssue({
          code: 'custom',
          path: ['booking', 'fhir', 'actors', clinician],
          message: `no clinician has the id "${clinician}"`,
        });
    }
    profile.cohorts.forEach((cohort, index) => {
      if (!known.has(cohort.clinician)) {
        check.addIssue({
          code: 'custom',
          path: ['cohorts', index, 'clinician'],
          message: `no clinician has the id "${cohort.clinician}"; known: ${[...known].join(', ') || 'none'}`,
        });
      }
    });
    for (const [list, rows] of [
      ['clinicians', profile.clinicians],
      ['cohorts', profile.cohorts],
    ] as const) {
      rows.forEach((row, index) => {
        if (rows.findIndex((other) => other.id === row.id) !== index)
          check.addIssue({
            code: 'custom',
            path: [list, index, 'id'],
            message: `"${row.id}" is there twice`,
          });
      });
    }
  });

export type PracticeProfile = z.infer<typeof practiceProfile>;
export type Clinician = PracticeProfile['clinicians'][number];
export type Cohort = PracticeProfile['cohorts'][number];
