import type { SourceFile } from './finding';

/** Keys that the code names. */
export interface UsedKeys {
  /** Whole keys, with the file that names them. */
  readonly literal: ReadonlyMap<string, string>;
  /** Keys put together from a template: `point.${id}` matches every `point.<name>`. */
  readonly families: readonly Family[];
  /** Endings put behind another key: `${key}_words`. Such a key is used when the one before the ending is. */
  readonly endings: readonly string[];
}

export interface Family {
  readonly template: string;
  readonly path: string;
  readonly pattern: RegExp;
}

const LITERAL = /'([a-z_]+(?:\.[a-z0-9_]+)+)'/g;
const TEMPLATE = /`([a-z_]+\.(?:[a-z0-9_.]|\$\{(?:[^{}`]|\{[^{}]*\})*\})+)`/g;

const ENDING = /`\$\{[\w.]+\}(_[a-z]+)`/g;

/** Finds the keys that source texts name, whole or as templates. */
export function usedKeys(files: readonly SourceFile[]): UsedKeys {
  const literal = new Map<string, string>();
  const families = new Map<string, Family>();
  for (const { path, text } of files) {
    for (const [, key = ''] of text.matchAll(LITERAL)) if (!literal.has(key)) literal.set(key, path);
    for (const [, template = ''] of text.matchAll(TEMPLATE)) {
      const pattern = template.replace(/\./g, '\\.').replace(/\$\{(?:[^{}`]|\{[^{}]*\})*\}/g, '[a-z0-9_]+');
      families.set(pattern, { template, path, pattern: new RegExp(`^${pattern}$`) });
    }
  }
  const endings = files.flatMap(({ text }) => [...text.matchAll(ENDING)].map(([, ending = '']) => ending));
  return { literal, families: [...families.values()], endings: [...new Set(endings)] };
}
