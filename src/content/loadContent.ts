import { join } from 'node:path';
import type { z } from 'zod';
import { TriageError } from '../errors';
import { FORMATS, type FitRule } from '../fit/types';
import type { Slot } from '../understanding/types';
import { answersFor, type AnswerEntry } from './answers';
import { freeze } from './freeze';
import { loadProfile } from './loadProfile';
import { readLocales, type Messages } from './locales';
import { practiceFacts } from './practiceFacts';
import { practiceFlags } from './practiceFlags';
import { profileWords } from './profileWords';
import { readYaml } from './readYaml';
import { requiredKeys } from './requiredKeys';
import * as schemas from './resourceSchemas';
import { makeTexts } from './texts';
import type { ComparisonRow, Content, Helpline, Point, Question, Source } from './types';

/** Where content is read from. */
export interface ContentFiles {
  /** The folder `resources/`. */
  readonly resources: string;
  /** The practice profile, a YAML file. */
  readonly practiceFile: string;
}

/**
 * Loads, validates and freezes everything that people read.
 *
 * @throws TriageError `PROFILE_INVALID` for the practice's own file, `CONTENT_INVALID` for the others; both list
 *   every fault with its file and path
 */
export function loadContent({ resources, practiceFile }: ContentFiles): Content {
  const profile = loadProfile(practiceFile);
  const data = readResources(resources);
  const fallbacks = [...new Set([...profile.languages, 'en'])];
  const helplines = (country: string): readonly Helpline[] => helplinesOf(data.helplines, country);
  const texts = makeTexts({
    messages: data.messages,
    literals: profileWords(profile),
    facts: freeze(practiceFacts(profile, helplines(profile.country))),
    fallbacks,
    country: profile.country,
  });
  const answers = answersFor(data.answers, practiceFlags(profile));
  return Object.freeze({
    ...texts,
    languages: freeze(profile.languages),
    profile,
    questions: data.questions,
    points: data.points,
    sources: data.sources,
    fitRules: data.fit,
    comparison: data.compare.rows,
    about: data.compare.about,
    helplines,
    answer: (intent) => answers.get(intent),
  } satisfies Content);
}

const FILES = {
  questions: schemas.questionsFile,
  points: schemas.pointsFile,
  sources: schemas.sourcesFile,
  answers: schemas.answersFile,
  fit: schemas.fitFile,
  compare: schemas.compareFile,
  helplines: schemas.helplinesFile,
} as const;

/** Everything under resources/ that this room reads, apart from the practice's own file: what FILES let through. */
export interface Resources {
  readonly questions: readonly Question[];
  readonly points: readonly Point[];
  readonly sources: readonly Source[];
  readonly answers: readonly AnswerEntry[];
  readonly fit: readonly FitRule[];
  readonly compare: { readonly rows: readonly ComparisonRow[]; readonly about: readonly ComparisonRow[] };
  readonly helplines: {
    readonly countries: Readonly<Record<string, readonly Helpline[]>>;
    readonly elsewhere: readonly Helpline[];
  };
  readonly messages: ReadonlyMap<string, Messages>;
}

/** Reads the files of `resources/`; throws `CONTENT_INVALID` with every fault. */
export function readResources(dir: string): Resources {
  const faults: string[] = [];
  const read = Object.entries(FILES).map(([name, schema]) => [
    name,
    freeze(readYaml(join(dir, `${name}.yaml`), schema as z.ZodType, faults, `${name}.yaml`)),
  ]);
  const messages = readLocales(join(dir, 'locales'), faults);
  const resources = { ...Object.fromEntries(read), messages } as Resources;
  if (faults.length === 0)
    faults.push(...brokenReferences(resources), ...deadRules(resources), ...withoutWords(resources));
  if (faults.length === 0) return resources;
  throw new TriageError('CONTENT_INVALID', `Files under ${dir} cannot be used.`, { details: faults });
}

/** Rules that could never apply, because no answer has such a value: a slip of the pen would stay unnoticed. */
function deadRules({ fit, questions }: Resources): string[] {
  const symbols: Partial<Record<Slot, readonly string[]>> = {
    budget: FORMATS.flatMap((format) => [`${format}_within`, `${format}_above`]),
    availability: ['few_times', 'many_times'],
  };
  return fit.flatMap(({ id, slot, is }) => {
    const known = symbols[slot] ?? questions.find((question) => question.slot === slot)?.choices ?? [];
    return is
      .filter((value) => !known.includes(value))
      .map(
        (value) => `fit.yaml: ${id}: ${slot} has no value "${value}"; known: ${known.join(', ') || 'none'}`,
      );
  });
}

/** Entries that a visitor would meet without words: better said at start than to a visitor. */
function withoutWords(resources: Resources): string[] {
  const languages = [...resources.messages.values()];
  return requiredKeys(resources)
    .filter((key) => !languages.some((messages) => messages.has(key)))
    .map((key) => `locales: no language has the message ${key}`);
}

/** Sources that are named and not there, and ids that are there twice. */
function brokenReferences({ sources, points, answers, compare, fit, questions }: Resources): string[] {
  const known = new Set(sources.map(({ id }) => id));
  const faults = Object.entries({ points, answers, compare: [...compare.rows, ...compare.about] }).flatMap(
    ([name, rows]) =>
      rows
        .filter(({ source }) => source !== undefined && !known.has(source))
        .map(({ source }) => `${name}.yaml: sources.yaml has no source "${source}"`),
  );
  const ids: Record<string, readonly string[]> = {
    sources: sources.map(({ id }) => id),
    points: points.map(({ id }) => id),
    answers: answers.map(({ intent }) => intent),
    compare: [...compare.rows, ...compare.about].map(({ id }) => id),
    fit: fit.map(({ id }) => id),
    questions: questions.map(({ slot }) => slot),
  };
  for (const [name, list] of Object.entries(ids)) {
    const twice = list.filter((id, index) => list.indexOf(id) !== index);
    faults.push(...twice.map((id) => `${name}.yaml: "${id}" is there twice`));
  }
  return faults;
}

function helplinesOf({ countries, elsewhere }: Resources['helplines'], country: string): readonly Helpline[] {
  const own = Object.hasOwn(countries, country) ? countries[country] : undefined;
  const everywhere = elsewhere.filter(({ use }) => use === 'directory');
  return own ? [...own, ...everywhere] : elsewhere;
}
