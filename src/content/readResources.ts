import { join } from 'node:path';
import type { z } from 'zod';
import { TriageError } from '../errors';
import { FORMATS } from '../fit/types';
import type { Slot } from '../understanding/types';
import { freeze } from './freeze';
import { readLocales } from './locales';
import { readYaml } from './readYaml';
import { requiredKeys } from './requiredKeys';
import type { Resources } from './resources';
import { RESOURCE_FILES } from './resourceSchemas';

/** Reads the files of `resources/`; throws `CONTENT_INVALID` with every fault. */
export function readResources(dir: string): Resources {
  const faults: string[] = [];
  const read = Object.entries(RESOURCE_FILES).map(([name, schema]) => [
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
