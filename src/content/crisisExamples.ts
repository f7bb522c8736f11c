import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import type { LabelledMessage } from '../crisis/model';
import { TIERS } from '../crisis/types';
import { TriageError } from '../errors';

/** What the bot may just have asked, as it stands in brackets before a message. */
export const CONTEXTS: readonly string[] =
  'concern budget days time name phone email location insurance format age who consent welcome anything_else'.split(
    ' ',
  );
const CONTEXT = /^\[(\w+)\] /;

const file = z.strictObject({
  label: z.enum(TIERS),
  /** What sort of harmless talk it is; for people only. */
  kind: z.string().optional(),
  owner: z.string().min(1),
  review: z.string().min(1),
  messages: z
    .string()
    .transform((text) => text.split('\n').flatMap((line) => line.trim() || []))
    .superRefine((lines, context) => {
      for (const line of lines) {
        const asked = CONTEXT.exec(line)?.[1];
        if (asked !== undefined && !CONTEXTS.includes(asked))
          context.addIssue({
            code: 'custom',
            message: `[${asked}] is no question; there are ${CONTEXTS.join(', ')}`,
          });
      }
    }),
});

/**
 * Reads the messages that the crisis model learns from: one folder a language, any number of files in it.
 *
 * @param directory resources/crisis/examples
 * @throws TriageError CRISIS_EXAMPLES_INVALID with every fault of every file, one a line
 */
export function loadCrisisExamples(directory: string): readonly LabelledMessage[] {
  const faults: string[] = [];
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const messages = names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const [language = ''] = name.split(/[\\/]/);
      const parsed = parse(join(directory, name));
      if ('fault' in parsed) {
        faults.push(`${name}: ${parsed.fault}`);
        return [];
      }
      const read = file.safeParse(parsed.value);
      if (!read.success) {
        faults.push(
          ...read.error.issues.map(({ path, message }) => `${name}: ${path.join('.')}: ${message}`),
        );
        return [];
      }
      const { label, messages: lines } = read.data;
      return lines.map((line) => labelled(line, label, language));
    });
  if (faults.length > 0)
    throw new TriageError('CRISIS_EXAMPLES_INVALID', 'The examples of the crisis model have faults.', {
      details: faults,
    });
  return messages;
}

function labelled(line: string, tier: LabelledMessage['tier'], language: string): LabelledMessage {
  const asked = CONTEXT.exec(line)?.[1] ?? null;
  return { text: asked === null ? line : line.replace(CONTEXT, ''), tier, language, asked };
}

/** What the file holds, or why it is no YAML: a fault like any other. */
function parse(path: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: load(readFileSync(path, 'utf8')) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
