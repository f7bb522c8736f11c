import { z } from 'zod';

/** What is read of FHIR R4 resources, https://hl7.org/fhir/R4; all else in them is kept or passed over. */
const id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);
const instant = z.iso.datetime({ offset: true });
const reference = z.object({ reference: z.string().optional() });
const coding = z.object({ system: z.string().optional(), code: z.string().optional() });
const concept = z.object({ coding: z.array(coding).default([]) });

export const schedule = z.object({
  resourceType: z.literal('Schedule'),
  id,
  actor: z.array(reference).min(1),
});

export const slot = z.object({
  resourceType: z.literal('Slot'),
  id,
  schedule: z.object({ reference: z.string() }),
  status: z.enum(['busy', 'free', 'busy-unavailable', 'busy-tentative', 'entered-in-error']),
  start: instant,
  end: instant,
  serviceType: z.array(concept).default([]),
});
export type Slot = z.infer<typeof slot>;

export const appointment = z.looseObject({
  resourceType: z.literal('Appointment'),
  id,
  meta: z.looseObject({ versionId: z.string().optional() }).optional(),
  status: z.enum([
    ...(['proposed', 'pending', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow'] as const),
    ...(['entered-in-error', 'checked-in', 'waitlist'] as const),
  ]),
  start: instant.optional(),
  slot: z.array(reference).optional(),
});
export type Appointment = z.infer<typeof appointment>;

export const bundle = z.object({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.object({ resource: z.unknown() })).default([]),
  link: z.array(z.object({ relation: z.string(), url: z.string() })).default([]),
});

export const outcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(z.object({ severity: z.string(), code: z.string() })),
});

/** The last part of a reference: `Schedule/7`, `https://…/Schedule/7/_history/2`. */
export function idIn(text: string, type: string): string | undefined {
  return new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?$`).exec(text)?.[1];
}
