import { IntlMessageFormat } from 'intl-messageformat';
import { TriageError } from '../errors';
import { formatParam } from './formatParam';
import type { Messages } from './locales';
import type { Param, Params } from './message';
import { paramsOf } from './paramsOf';

/** Where words come from. */
export interface TextSources {
  readonly messages: ReadonlyMap<string, Messages>;
  /** The practice's own words, never read as ICU: `profile.confidentiality` → words by language. */
  readonly literals: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Parameters that every message may use without being given them: `{practice}`, `{cost_group}` … */
  readonly facts: Params;
  /** Languages to fall back to, in order. */
  readonly fallbacks: readonly string[];
  /** ISO 3166 alpha-2: decides about clocks and currency signs. */
  readonly country: string;
}

export interface Texts {
  text(key: string, language: string, params?: Params): string;
  has(key: string): boolean;
}

interface Compiled {
  readonly format: IntlMessageFormat;
  readonly params: readonly string[];
}

const NONE: Params = {};

/** Spanish writes "p.m." with a full stop of its own; one at the end of a sentence is enough. */
const NOON_AT_THE_END = /([ap]\. ?m\.)\./g;

/** Words by key, language and parameters; each message is compiled when it is first said. */
export function makeTexts(sources: TextSources): Texts {
  const compiled = new Map<string, Compiled>();
  /** What was said without parameters: the same words each time. */
  const always = new Map<string, string>();

  const languageOf = (key: string, language: string): string | undefined =>
    [language, ...sources.fallbacks].find((name) => sources.messages.get(name)?.has(key));

  const compile = (key: string, language: string): Compiled => {
    const id = `${language}:${key}`;
    let found = compiled.get(id);
    if (!found) {
      found = compileMessage(key, language, sources);
      compiled.set(id, found);
    }
    return found;
  };

  const text = (key: string, language: string, params: Params = NONE): string => {
    const id = `${language}:${key}`;
    const known = params === NONE ? always.get(id) : undefined;
    if (known !== undefined) return known;
    const literal = sources.literals.get(key);
    if (literal) return literalIn(literal, [language, ...sources.fallbacks]);
    const spoken = languageOf(key, language);
    if (spoken === undefined) throw unknownKey(key);
    const { format, params: names } = compile(key, spoken);
    const formatting = {
      locale: `${spoken}-${sources.country}`,
      part: (part: { key: string; params?: Params }) => text(part.key, spoken, part.params),
    };
    const values: Record<string, string | number> = {};
    for (const name of names) {
      values[name] = formatParam(valueOf(name, key, params, sources.facts), formatting);
    }
    const words = String(format.format(values)).replace(NOON_AT_THE_END, '$1');
    if (params === NONE && sources.messages.has(language)) always.set(id, words);
    return words;
  };

  return {
    text,
    has: (key) => sources.literals.has(key) || languageOf(key, sources.fallbacks[0] ?? 'en') !== undefined,
  };
}

function compileMessage(key: string, language: string, { messages, country }: TextSources): Compiled {
  const words = messages.get(language)?.get(key) ?? '';
  try {
    const format = new IntlMessageFormat(words, `${language}-${country}`, undefined, { ignoreTag: true });
    return { format, params: paramsOf(format) };
  } catch (cause) {
    throw new TriageError(
      'CONTENT_INVALID',
      `The message ${key} (${language}) is not in ICU form; npm run check:content shows where.`,
      { cause },
    );
  }
}

function valueOf(name: string, key: string, params: Params, facts: Params): Param {
  const value = own(params, name) ?? own(facts, name);
  if (value !== undefined) return value;
  throw new TriageError(
    'CONTENT_PARAM_MISSING',
    `The message ${key} needs {${name}}, which was not given and is no fact of the practice.`,
  );
}

const own = (params: Params, name: string): Param | undefined =>
  Object.hasOwn(params, name) ? params[name] : undefined;

function literalIn(words: Readonly<Record<string, string>>, languages: readonly string[]): string {
  const language = languages.find((name) => Object.hasOwn(words, name));
  return words[language ?? ''] ?? Object.values(words)[0] ?? '';
}

function unknownKey(key: string): TriageError {
  return new TriageError(
    'CONTENT_KEY_UNKNOWN',
    `No message has the key ${key}. Add it to resources/locales/en/${key.split('.', 1)[0]}.yaml.`,
  );
}
