import { z } from 'zod';
import { FORMATS } from '../fit/types';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const remote = z
  .url({ protocol: /^https?$/ })
  .refine(isSafe, 'https, without a user, a query or a fragment (http on this machine only)');

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const safe = protocol === 'https:' || LOOPBACK.has(hostname);
  return safe && [username, password, search, hash].every((part) => part === '');
}

/** Who has the last word about a time: README, "Another booking system". */
export const BOOKING_SYSTEMS = ['own', 'callback', 'link', 'webhook', 'fhir'] as const;
/** What may stand in the link to a booking page: how and in which language, never anything about health. */
export const LINK_WISHES = ['format', 'mode', 'language'] as const;

const link = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe("The practice's own booking page."),
  parameters: z
    .partialRecord(z.enum(LINK_WISHES), z.string().regex(/^[A-Za-z][\w.-]{0,39}$/))
    .default({})
    .describe(
      'Names of the query parameters for what the visitor wishes; left out: the link carries nothing.',
    ),
});

const webhook = z.strictObject({
  url: remote.describe('Where requests are posted, signed with BOOKING_WEBHOOK_SECRET.'),
});

const fhir = z
  .strictObject({
    base: remote.describe('Base URL of the FHIR R4 server.'),
    actors: z
      .record(
        z.string(),
        z.string().regex(/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/, 'such as Practitioner/123'),
      )
      .describe('Whose schedules the clinicians’ are: clinician id → reference to the actor.'),
    services: z
      .partialRecord(z.enum(FORMATS), z.strictObject({ system: z.url(), code: z.string().min(1) }))
      .default({})
      .describe('serviceType of each format. Left out: a time fits every format that its clinician offers.'),
    booking: z
      .enum(['operation', 'create'])
      .default('create')
      .describe('operation: Appointment/$book; create: Appointment itself is created and updated.'),
    clientId: z.string().min(1).optional().describe('SMART backend services, with BOOKING_FHIR_KEY.'),
    keyId: z.string().min(1).optional().describe('kid of the key.'),
    tokenUrl: remote
      .optional()
      .describe('Left out: as .well-known/smart-configuration says, on the same host.'),
    scope: z
      .string()
      .default('system/Schedule.rs system/Slot.rs system/Patient.crs system/Appointment.crus')
      .describe('What is asked for at the token endpoint.'),
  })
  .refine(({ clientId, keyId }) => (clientId === undefined) === (keyId === undefined), {
    error: 'clientId and keyId go together',
    path: ['keyId'],
  });

/** How a practice books: the part `booking` of its profile. */
export const bookingProfile = z
  .strictObject({
    system: z
      .enum(BOOKING_SYSTEMS)
      .default('own')
      .describe(
        "own: here, from the clinicians' hours. callback: call-backs only. link, webhook, fhir: elsewhere.",
      ),
    link: link.optional(),
    webhook: webhook.optional(),
    fhir: fhir.optional(),
    answerWithinHours: z
      .int()
      .positive()
      .max(168)
      .default(24)
      .describe('How long another system may take before the visitor is offered a call-back.'),
    noticeHours: z.int().nonnegative().default(24),
    horizonDays: z.int().positive().max(365).default(60),
    bufferMinutes: z.int().nonnegative().max(120).default(10),
    holdMinutes: z.int().positive().max(60).default(10),
    changeHours: z
      .int()
      .nonnegative()
      .max(336)
      .default(0)
      .describe('Until how many hours before the start a visitor can move or cancel; later they call.'),
    waitlistOfferHours: z
      .int()
      .positive()
      .max(336)
      .default(24)
      .describe('How long a place that became free is kept for the first on the waitlist.'),
    reminderHours: z
      .array(z.int().positive().max(336))
      .max(5)
      .default([24])
      .describe('How many hours before the start a visitor is reminded. Empty: never.'),
  })
  .superRefine((booking, check) => {
    for (const system of ['link', 'webhook', 'fhir'] as const) {
      const wanted = booking.system === system;
      if (wanted === (booking[system] !== undefined)) continue;
      const message = wanted ? `needed with system: ${system}` : `used only with system: ${system}`;
      check.addIssue({ code: 'custom', path: [system], message });
    }
  });

export type BookingProfile = z.infer<typeof bookingProfile>;
export type FhirProfile = NonNullable<BookingProfile['fhir']>;
