import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { readYaml } from './readYaml';

/** Messages by key: the file's name, then the path inside it: `greeting.automated`. */
export type Messages = ReadonlyMap<string, string>;

type Tree = { [name: string]: string | Tree };
const segment = z.string().regex(/^[a-z0-9_]+$/, 'names of messages are small letters, digits and _');

/** A file of messages: names within names, words in ICU message form at the end. */
export const messageTree: z.ZodType<Tree> = z.record(
  segment,
  z.union([z.string().trim().min(1), z.lazy(() => messageTree)]),
);

/**
 * All messages of resources/locales: `<language>/<name>.yaml`, nested.
 *
 * @param faults collects what is wrong with a file
 * @returns messages by language
 */
export function readLocales(dir: string, faults: string[]): ReadonlyMap<string, Messages> {
  const languages = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Map(languages.map(({ name }) => [name, readLanguage(join(dir, name), name, faults)]));
}

function readLanguage(dir: string, language: string, faults: string[]): Messages {
  const messages = new Map<string, string>();
  for (const file of readdirSync(dir).sort()) {
    if (!file.endsWith('.yaml')) continue;
    const tree = readYaml(join(dir, file), messageTree, faults, `locales/${language}/${file}`);
    if (tree) collect(basename(file, '.yaml'), tree, messages);
  }
  return messages;
}

function collect(prefix: string, tree: Tree, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(tree)) {
    const key = `${prefix}.${name}`;
    if (typeof value === 'string') into.set(key, value);
    else collect(key, value, into);
  }
}
