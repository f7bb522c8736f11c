import { IntlMessageFormat } from 'intl-messageformat';
import { paramsOf } from '../paramsOf';

/** A message as the rules look at it. */
export interface Wording {
  readonly language: string;
  readonly key: string;
  readonly params: readonly string[];
  /** What can be said, parameters as X: one text for each arm of a plural or select. */
  readonly texts: readonly string[];
}

/** Beside a label, words that mean the same, parted by |: matched, never said. */
export const isSynonyms = (key: string): boolean => key.endsWith('_words');

/** Parses a message; returns what the parser says when it is not in ICU form. */
export function wording(language: string, key: string, message: string): Wording | string {
  try {
    const format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
    return { language, key, params: paramsOf(format), texts: variants(format.getAst()) };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

function variants(elements: readonly Element[]): string[] {
  const arms = Math.max(1, ...elements.map((element) => optionsOf(element).length));
  return Array.from({ length: arms }, (_, arm) =>
    elements
      .map((element) => textOf(element, arm))
      .join('')
      .trim(),
  );
}

/** How the parser marks plain text among arguments. */
const LITERAL = 0;

function textOf(element: Element, arm: number): string {
  const options = optionsOf(element);
  const chosen = options[Math.min(arm, options.length - 1)];
  if (chosen) return variants(chosen)[0] ?? '';
  return Number(element.type) === LITERAL && 'value' in element ? element.value : 'X';
}

function optionsOf(element: Element): (readonly Element[])[] {
  return 'options' in element ? Object.values(element.options).map(({ value }) => value) : [];
}
