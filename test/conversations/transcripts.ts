import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import type { Visitor } from '../support/visitor';

/** One turn of a transcript; README.md beside this file explains each field to those who write them. */
const step = z
  .strictObject({
    visitor: z.string().optional(),
    picks: z.union([z.string(), z.int().positive()]).optional(),
    after: z.int().positive().optional(),
    anew: z.literal(true).optional(),
    asks: z.string().nullable().optional(),
    says: z.array(z.string()).optional(),
    never: z.array(z.string()).optional(),
    text: z.array(z.string()).optional(),
    booking: z.record(z.string(), z.string()).optional(),
    reasons: z
      .record(z.string(), z.strictObject({ for: z.array(z.string()), against: z.array(z.string()) }))
      .optional(),
  })
  .refine(
    ({ visitor, picks }) => (visitor === undefined) !== (picks === undefined),
    'visitor or picks, one of them',
  );
const transcript = z.strictObject({
  title: z.string(),
  why: z.string(),
  language: z.string(),
  at_most: z.int().positive().optional(),
  steps: z.array(step).min(1),
});

const files = readdirSync(__dirname).filter((name) => name.endsWith('.yaml'));
/** All of them, by the name of their file. */
export const transcripts = files.map((file) => ({
  file,
  ...transcript.parse(load(readFileSync(join(__dirname, file), 'utf8'))),
}));

export type Step = z.infer<typeof step>;

/** Does what the visitor of a transcript does; `reference`: that of what was booked last. */
export async function act(
  visitor: Visitor,
  { visitor: typed, picks }: Step,
  reference: string,
): Promise<void> {
  if (typeof picks === 'number') await visitor.pickAt(picks - 1);
  else if (picks !== undefined) await visitor.pick(picks);
  else await visitor.say((typed ?? '').replace('{reference}', reference));
}
