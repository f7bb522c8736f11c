import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { balanceRules, factRules } from './check/balanceRules';
import { RULES, type Checked, type Finding, type SourceFile } from './check/finding';
import { helplineRules } from './check/helplineRules';
import { missingKeys, unusedKeys } from './check/keyRules';
import { wordRules } from './check/wordRules';
import type { ContentFiles } from './loadContent';
import { loadProfile } from './loadProfile';
import { readResources } from './readResources';

/** What is checked, besides the content: sources that may name keys, and the day. */
export interface ContentCheck extends ContentFiles {
  /** Folders whose `.ts` and `.tsx` files are looked through for keys. */
  readonly sources: readonly string[];
  readonly today: Date;
}

/**
 * Holds everything that people read against the rules: keys, parameters, plain words, length, reading grade, balance,
 * the facts of the source article, and the age of help lines.
 *
 * @returns what is wrong, rule by rule; empty when all is well
 * @throws TriageError `PROFILE_INVALID` or `CONTENT_INVALID` when a file cannot be read at all
 */
export function checkContent({ resources, practiceFile, sources, today }: ContentCheck): readonly Finding[] {
  loadProfile(practiceFile);
  return findings({
    resources: readResources(resources),
    code: sources.flatMap(sourceFiles),
    today,
  });
}

/** The rules themselves, on content that has been read. */
export function findings(checked: Checked): readonly Finding[] {
  const found = [missingKeys, unusedKeys, wordRules, balanceRules, factRules, helplineRules].flatMap((rule) =>
    rule(checked),
  );
  return found.sort((a, b) => RULES.indexOf(a.rule) - RULES.indexOf(b.rule));
}

function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
