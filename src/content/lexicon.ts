import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { CUE_EFFECTS, type Cue, type Entry, type LanguageTable, type Lexicon } from '../crisis/lexicon';
import { TIERS } from '../crisis/types';
import { TriageError } from '../errors';

/** Several phrases or examples, one a line; empty lines do not count. */
const lines = z
  .string()
  .default('')
  .transform((text) => text.split('\n').flatMap((line) => line.trim() || []));
/** Several words, with spaces or line ends between them. */
const words = z
  .string()
  .default('')
  .transform((text) => text.split(/\s+/).filter((word) => word !== ''));
/** Word by word: what is written → what is meant. YAML may read either side as a number. */
const table = z
  .record(z.coerce.string(), z.coerce.string())
  .nullable()
  .default({})
  .transform((read) => read ?? {});
/** What is meant → all its spellings; turned round into spelling → meaning. */
const spellings = z
  .record(z.string(), words)
  .nullable()
  .default({})
  .transform((read) =>
    Object.fromEntries(
      Object.entries(read ?? {}).flatMap(([meant, list]) => list.map((word) => [word, meant])),
    ),
  );

const spellingFile = z.strictObject({
  homoglyphs: spellings,
  leet: table,
  emoji: spellings,
  expand: spellings,
  also: table,
  typos: words,
  notTypos: words,
  glued: words,
});
const wordsFile = z.strictObject({
  fillers: words,
  subjects: words,
  selves: words,
  negators: words,
  enders: words,
  past: words,
  slots: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/, 'small letters, digits and _'), lines),
});
const cuesFile = z.strictObject({
  cues: z.array(
    z.strictObject({
      id: z.string().min(1),
      effect: z.enum(CUE_EFFECTS),
      phrases: lines,
      rationale: z.string().min(1),
    }),
  ),
});
const MARKS = ['topic', 'lifts', 'weak', 'short'] as const;
const entriesFile = z.strictObject({
  tier: z.enum(TIERS).exclude(['none']),
  owner: z.string().min(1),
  review: z.string().min(1),
  entries: z.array(
    z.strictObject({
      id: z.string().min(1),
      marks: z.array(z.enum(MARKS)).default([]),
      rationale: z.string().min(1),
      owner: z.string().min(1).optional(),
      review: z.string().min(1).optional(),
      phrases: lines.refine((list) => list.length > 0, 'at least one phrase'),
      hits: lines.refine((list) => list.length >= 2, 'at least two examples that must be found'),
      misses: lines.refine((list) => list.length >= 2, 'at least two examples that must not be found'),
    }),
  ),
});

/**
 * Reads the crisis lexicon: `spelling.yaml` and one folder a language under `lexicon/`, each with `words.yaml`,
 * `cues.yaml` and any number of files of entries.
 *
 * @param directory resources/crisis
 * @throws TriageError CRISIS_LEXICON_INVALID with every fault of every file, one a line
 */
export function loadLexicon(directory: string): Lexicon {
  const faults: string[] = [];
  const read = <T>(file: string, shape: z.ZodType<T>): T | undefined => {
    const path = join(directory, file);
    if (!existsSync(path)) {
      faults.push(`${file}: is missing`);
      return undefined;
    }
    try {
      const result = shape.safeParse(load(readFileSync(path, 'utf8')));
      if (result.success) return result.data;
      faults.push(
        ...result.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`),
      );
    } catch (error) {
      faults.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return undefined;
  };
  const spelling = read('spelling.yaml', spellingFile);
  const languages: Record<string, LanguageTable> = {};
  const cues: Cue[] = [];
  const entries: Entry[] = [];
  for (const language of folders(join(directory, 'lexicon'))) {
    const folder = join('lexicon', language);
    const table = read(join(folder, 'words.yaml'), wordsFile);
    if (table !== undefined) languages[language] = table;
    for (const cue of read(join(folder, 'cues.yaml'), cuesFile)?.cues ?? []) cues.push({ ...cue, language });
    for (const name of readdirSync(join(directory, folder)).sort()) {
      if (!name.endsWith('.yaml') || name === 'words.yaml' || name === 'cues.yaml') continue;
      entries.push(...entriesOf(read(join(folder, name), entriesFile), language));
    }
  }
  faults.push(...twice([...entries, ...cues].map(({ id }) => id)));
  if (spelling === undefined || faults.length > 0) {
    throw new TriageError(
      'CRISIS_LEXICON_INVALID',
      `The crisis lexicon in ${basename(directory)} has faults.`,
      {
        details: faults,
      },
    );
  }
  return { spelling, languages, cues, entries };
}

function entriesOf(file: z.infer<typeof entriesFile> | undefined, language: string): Entry[] {
  if (file === undefined) return [];
  return file.entries.map(({ marks, ...entry }) => ({
    ...entry,
    language,
    tier: file.tier,
    owner: entry.owner ?? file.owner,
    review: entry.review ?? file.review,
    topic: marks.includes('topic'),
    lifts: marks.includes('lifts'),
    weak: marks.includes('weak'),
    short: marks.includes('short'),
  }));
}

function folders(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((found) => found.isDirectory())
    .map((found) => found.name)
    .sort();
}

function twice(ids: readonly string[]): string[] {
  const repeated = ids.filter((id, at) => ids.indexOf(id) !== at);
  return [...new Set(repeated)].map((id) => `the id "${id}" is there twice`);
}
