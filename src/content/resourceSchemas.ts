import { z } from 'zod';
import { FORMATS } from '../fit/types';
import { DAYS, INTENTS, SLOTS } from '../understanding/types';
import { FACT_FLAGS } from './practiceFlags';

const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'small letters, digits and _, starting with a letter');
const key = z.string().regex(/^[a-z0-9_]+(\.[a-z0-9_]+)+$/, 'a message key such as faq.cost.group');
const text = z.string().trim().min(1);
const side = z.enum(['for', 'against']);
const format = z.enum(FORMATS);
const flags = z.array(z.enum(FACT_FLAGS)).min(1);

/** resources/questions.yaml: the preference questions and the contact details, in the order asked. */
export const questionsFile = z.array(
  z.strictObject({
    slot: z.enum(SLOTS),
    kind: z
      .enum(['choice', 'choices', 'budget', 'availability', 'text'])
      .describe('choice: one of the choices; choices: any of them; the others are read from free text.'),
    choices: z.array(id).describe('Values of the slot in the order shown; labels are choice.<slot>.<value>.'),
    windows: z
      .record(id, z.strictObject({ days: z.array(z.enum(DAYS)).min(1), from: z.string(), to: z.string() }))
      .optional()
      .describe('What the choices of a question for times stand for.'),
    health: z.boolean().describe('Health-related: asked only after consent.'),
  }),
);

/** resources/points.yaml: what speaks for and against each format. */
export const pointsFile = z.array(
  z.strictObject({
    id: id.describe('Its words are point.<id> and point.<id>_short.'),
    format,
    side,
    source: id.describe('An id of sources.yaml.'),
  }),
);

/** resources/sources.yaml: where claims come from. */
export const sourcesFile = z.array(
  z.strictObject({
    id: id.describe('Shown as source.<id>.'),
    title: text,
    year: z.int().min(1900).max(2100),
    url: z.url().optional(),
  }),
);

/** resources/answers.yaml: the answers to questions that visitors ask. */
export const answersFile = z.array(
  z.strictObject({
    intent: z.enum(INTENTS),
    source: id.optional().describe('An id of sources.yaml.'),
    parts: z
      .array(
        z.strictObject({
          key,
          when: flags.optional().describe('Said only when all of these hold for the practice.'),
          unless: flags.optional().describe('Not said when any of these holds.'),
        }),
      )
      .min(1),
  }),
);

/** resources/fit.yaml: which answers speak for or against a format. */
export const fitFile = z.array(
  z.strictObject({
    id: id.describe('Its words are reason.<id>.'),
    slot: z.enum(SLOTS),
    is: z.array(id).min(1).describe('Values of the slot, or symbols: see the top of the file.'),
    format,
    side,
  }),
);

/** resources/compare.yaml: the rows of the side-by-side view, and what stands around it. */
export const compareFile = z.strictObject({
  rows: z.array(
    z.strictObject({
      id: id.describe('Its words are compare.<id>.heading and compare.<id>.<format>.'),
      source: id.optional().describe('An id of sources.yaml.'),
    }),
  ),
  about: z.array(
    z.strictObject({
      id: id.describe('Its words are compare.about.<id>.'),
      source: id.optional().describe('An id of sources.yaml.'),
    }),
  ),
});

const helpline = z
  .strictObject({
    id: z.string().regex(/^[a-z]{2,4}-[a-z0-9-]+$/, 'such as us-988'),
    number: text.describe('As people read it.'),
    use: z.enum(['emergency', 'suicide', 'text', 'abuse', 'child_abuse', 'poison', 'veterans', 'directory']),
    languages: z
      .array(z.string().length(2))
      .optional()
      .describe("Languages it answers in, when not the country's own."),
    link: z.string().regex(/^(tel:\+?[\d,]+|sms:\+?\d+(\?body=\w+)?|https:\/\/\S+)$/, 'tel:, sms: or https:'),
    keyword: text.optional().describe('The word to text.'),
    status: z
      .enum(['read', 'unverified'])
      .describe('read: seen at its source; unverified: general knowledge.'),
    source: text.optional(),
    checked: z.iso.date().optional().describe('Date on which it was read.'),
    owner: text.describe('Who checks it every quarter.'),
  })
  .refine((line) => line.status !== 'read' || (line.source !== undefined && line.checked !== undefined), {
    message: 'a line that was read says where (source) and when (checked)',
  });

const countryCode = z.string().regex(/^[A-Z]{2}$/);

/** resources/helplines.yaml: help lines by country, and those that serve everywhere. */
export const helplinesFile = z.strictObject({
  countries: z.record(countryCode, z.array(helpline).min(1)),
  territories: z
    .record(countryCode, countryCode)
    .optional()
    .describe('Territories that are served by the lines of a country.'),
  elsewhere: z.array(helpline).min(1).describe('For a country that is not listed; the directory serves all.'),
});

/** The files of `resources/` that this room reads, by name: `points` is `points.yaml`. */
export const RESOURCE_FILES = {
  questions: questionsFile,
  points: pointsFile,
  sources: sourcesFile,
  answers: answersFile,
  fit: fitFile,
  compare: compareFile,
  helplines: helplinesFile,
} as const;
