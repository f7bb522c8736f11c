import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { TriageError } from '../errors';
import {
  BUDGET_WORDS,
  CONTACT_WORDS,
  CORRECTION_WORDS,
  PEOPLE_WORDS,
  SCHEDULE_WORDS,
  type LanguagePhrases,
  type Phrases,
} from '../understanding/phrases';
import { CONCERNS, INTENTS, SLOTS } from '../understanding/types';

/** A pattern or a sentence; figures may stand without quotes. */
const line = z.union([z.string().min(1), z.number()]).transform(String);
const lines = z.array(line);
const someLines = lines.min(1);
const record = <K extends string>(keys: readonly K[], value = lines) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, value])) as Record<K, typeof value>);
const scale = <V extends string>(...values: V[]) => record(values, someLines);

/** One file a room of words; what each holds is told in src/understanding/phrases.ts. */
const files = {
  rewrite: z.record(z.string(), line),
  numbers: z.record(z.string(), z.int().nonnegative()),
  schedule: record(SCHEDULE_WORDS),
  budget: record(BUDGET_WORDS),
  people: record(PEOPLE_WORDS),
  concerns: z.record(
    z.enum(CONCERNS),
    z.strictObject({ strong: someLines, weak: lines, never: lines.optional() }),
  ),
  choices: z.strictObject({
    mode: record(['online', 'in_person'], someLines),
    format: record(['individual', 'group', 'couples_family'], someLines),
    askedMode: record(['online', 'in_person']),
    askedFormat: record(['individual', 'group', 'couples_family']),
    not: someLines,
  }),
  contact: record(CONTACT_WORDS),
  correction: record(CORRECTION_WORDS),
  slotNames: record(SLOTS),
  scales: z.strictObject({
    attention: scale('important', 'not_important', 'unsure'),
    sharing: scale('comfortable', 'uncomfortable', 'unsure'),
    privacy: scale('high', 'normal', 'unsure'),
    pace: scale('own', 'shared', 'unsure'),
  }),
  volunteered: z.record(z.string().regex(/^[a-z_]+\.[a-z_]+$/, 'a slot and a value: privacy.high'), lines),
  concepts: z.record(z.string().regex(/^[a-zA-Z]+$/), someLines),
  intents: record(
    INTENTS.filter((intent) => intent !== 'answer'),
    someLines,
  ),
  answers: z.partialRecord(z.enum([...SLOTS, 'unasked']), lines),
} satisfies Record<keyof LanguagePhrases, z.ZodType>;

/**
 * Loads the words of every language under `dir` (resources/understanding), one folder a language, one YAML file a
 * kind of words. Throws `PHRASES_INVALID` that names every fault of every file at once.
 */
export function loadPhrases(dir: string): Phrases {
  const faults: string[] = [];
  const languages = readdirSync(dir).filter((name) => statSync(join(dir, name)).isDirectory());
  const phrases = languages
    .sort()
    .map((language) => [language, loadLanguage(dir, language, faults)] as const);
  if (languages.length === 0) faults.push(`${dir}: no language folder`);
  if (faults.length > 0)
    throw new TriageError('PHRASES_INVALID', 'The phrase files cannot be used. Mend these and start again:', {
      details: faults,
    });
  return Object.fromEntries(phrases);
}

function loadLanguage(dir: string, language: string, faults: string[]): LanguagePhrases {
  const parts = Object.entries(files).map(([name, schema]) => {
    const place = `${language}/${name}.yaml`;
    const read = readYaml(join(dir, place), place, faults);
    if (read === undefined) return [name, {}];
    const checked = schema.safeParse(read);
    for (const issue of checked.error?.issues ?? [])
      faults.push(`${place}: ${issue.path.join('.') || '(file)'}: ${issue.message}`);
    return [name, checked.data];
  });
  return Object.fromEntries(parts) as LanguagePhrases;
}

function readYaml(file: string, place: string, faults: string[]): unknown {
  try {
    return load(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    faults.push(`${place}: ${error instanceof Error ? error.message.split('\n')[0] : 'cannot be read'}`);
    return undefined;
  }
}
