import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { keptDetector, keptInDist } from '../compiled';
import { report as figuresOf, type Judged, type Share } from '../crisis/report';
import { TIERS, type Detect } from '../crisis/types';
import { TriageError } from '../errors';
import { noteOnStderr } from './noteOnStderr';

const message = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  context: z.string().nullish(),
});
const labelled = z.object({
  text: z.string(),
  lang: z.string(),
  label: z.enum(TIERS),
  alt: z.array(z.enum(TIERS)).optional(),
  kind: z.string().optional(),
  context: z.string().nullish(),
});

/**
 * `npm run --silent crisis:classify`: JSON Lines in, `{ id, tier }` a line out, in the same order, as they come.
 *
 * @throws TriageError CRISIS_INPUT_INVALID naming the line that is no message
 */
export async function classify(input: NodeJS.ReadableStream, write: (line: string) => void): Promise<void> {
  const detect = keptDetector(keptInDist(noteOnStderr));
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === '') continue;
    const { id, text, context } = parse(line, message, `line ${number}`);
    write(JSON.stringify({ id, tier: detect(text, { asked: context ?? null }).tier }));
  }
}

/**
 * `npm run crisis:report`: recall, specificity and tier on the project's own phrase sets.
 *
 * @param sets    folders with JSON Lines of labelled messages: `{ text, lang, label, alt?, kind?, context? }`
 */
export function report(sets: readonly string[], write: (line: string) => void): void {
  const detect = keptDetector(keptInDist(noteOnStderr));
  for (const folder of sets.filter((path) => existsSync(path))) {
    for (const file of readdirSync(folder).sort()) {
      if (!file.endsWith('.jsonl')) continue;
      for (const { title, shares } of figuresOf(judge(detect, join(folder, file)))) {
        write(`\n${file}, ${title}`);
        for (const share of shares) write(row(share));
      }
    }
  }
}

function judge(detect: Detect, path: string): Judged[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const { alt, kind, context, ...rest } = parse(line, labelled, `${path}, line ${index + 1}`);
    const { tier } = detect(rest.text, { asked: context ?? null });
    return [{ ...rest, tier, ...(alt && { alt }), ...(kind !== undefined && { kind }) }];
  });
}

function parse<T>(line: string, shape: z.ZodType<T>, where: string): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined;
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new TriageError('CRISIS_INPUT_INVALID', `${where} is no message.`, {
    details: result.error.issues.map(
      ({ path, message: problem }) => `${path.join('.') || 'line'}: ${problem}`,
    ),
  });
}

function row({ name, count, of }: Share): string {
  return `  ${name.padEnd(44)} ${((100 * count) / of).toFixed(1).padStart(5)} %  ${count}/${of}`;
}
