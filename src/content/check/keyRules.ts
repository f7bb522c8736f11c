import type { Checked, Finding } from './finding';
import { requiredKeys } from '../requiredKeys';
import { usedKeys } from './usedKeys';
import { isSynonyms } from './wordings';

/** Where messages are said: a key named here must have words. Elsewhere the same form may be something else. */
const SPEAKS = /(^|\/)(dialogs|src\/turn|src\/channels|src\/staff)\//;
/** Families that no source file spells out: the chat window takes all of its words at once. */
const FAMILIES = [/^widget\./];

/** Keys without words, in one language or in all. */
export function missingKeys({ resources, code }: Checked): Finding[] {
  const { messages } = resources;
  const languages = [...messages.keys()];
  const all = new Set([...messages.values()].flatMap((words) => [...words.keys()]));
  const heads = new Set([...all].map((key) => key.split('.', 1)[0]));
  const { literal, families } = usedKeys(code);
  const speaks = (key: string, path: string) => SPEAKS.test(path) && heads.has(key.split('.', 1)[0]);
  const named = [...literal].filter(([key, path]) => speaks(key, path));
  const empty = families
    .filter(
      ({ template, path, pattern }) => speaks(template, path) && ![...all].some((key) => pattern.test(key)),
    )
    .map(({ template, path }): [string, string] => [template, path]);
  const origin = new Map<string, string>([
    ...requiredKeys(resources).map((key): [string, string] => [key, 'the resource files']),
    ...named,
  ]);
  const nowhere = [...origin].filter(([key]) => !all.has(key));
  return [
    ...[...nowhere, ...empty].map(([key, from]) =>
      finding(key, `named in ${from}, and there are no words for it.`),
    ),
    ...[...all]
      .filter((key) => !isSynonyms(key))
      .flatMap((key) =>
        languages
          .filter((language) => !messages.get(language)?.has(key))
          .map((language) => finding(key, `has no words in "${language}".`)),
      ),
  ];
}

/** Words that nothing says. */
export function unusedKeys({ resources, code }: Checked): Finding[] {
  const { literal, families, endings } = usedKeys(code);
  const required = new Set(requiredKeys(resources));
  const all = new Set([...resources.messages.values()].flatMap((words) => [...words.keys()]));
  const isUsed = (key: string): boolean =>
    literal.has(key) ||
    required.has(key) ||
    [...families.map(({ pattern }) => pattern), ...FAMILIES].some((pattern) => pattern.test(key));
  return [...all]
    .filter(
      (key) => !isUsed(key) && !endings.some((end) => key.endsWith(end) && isUsed(key.slice(0, -end.length))),
    )
    .map((key) => ({
      level: 'error',
      rule: 'unused',
      where: key,
      says: 'nothing says it. Remove it, or name it where it belongs.',
    }));
}

function finding(key: string, says: string): Finding {
  return { level: 'error', rule: 'missing', where: key, says };
}
