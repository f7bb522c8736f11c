import { getCountries } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.min.json';
import { fold } from '../../dialogs/folded';
import type { Content } from '../content/types';

/**
 * Finds the country that a visitor says they are in: ISO 3166 alpha-2, or undefined. Pure; linear in the text.
 *
 * @param asked where they are is what the talk is about: then a bare "Kenya" is a country, and else maybe a name
 */
export type CountrySaid = (text: string, asked?: boolean) => string | undefined;

/** Of a long message, this much is looked through. */
const READ_AT_MOST = 1_000;
/** Between "I am in" and the country may stand a town: so many words. */
const TOWN = 2;

/** The words of all languages together: people mix them. */
interface Words {
  /** A name of a country → its code; `''` for a name that may be another place (`country.unclear_words`). */
  readonly places: ReadonlyMap<string, string>;
  /** "British", "mexicano" → code: only beside "number" or "line". */
  readonly people: ReadonlyMap<string, string>;
  /** "I am in": `country.here_words`. */
  readonly here: ReadonlySet<string>;
  /** "not" before it: `country.not_words`. */
  readonly not: ReadonlySet<string>;
  /** "in", "the": `country.small_words`. */
  readonly small: ReadonlySet<string>;
  /** "in": `country.in_words`. */
  readonly within: ReadonlySet<string>;
  /** "number", "helpline": `country.line_words`. */
  readonly line: ReadonlySet<string>;
  /** Function words: none stands in the name of a town. */
  readonly function: ReadonlySet<string>;
  /** Words of the longest name. */
  readonly longest: number;
}

/**
 * Makes the finder from the names that the platform knows in the practice's languages and the words under `country.`.
 * Where someone comes from, where a sister lives and what food they like is no place to be: only "I am in …", a message
 * that is little more than the name, and "a … number" count.
 */
export function createCountrySaid(content: Content): CountrySaid {
  let read: Words | undefined;
  return (text, asked = false) => {
    // Names of all countries in all languages: some tens of milliseconds that a start does not wait for.
    const words = (read ??= wordsOf(content));
    const said = fold(text.slice(0, READ_AT_MOST)).split(' ');
    let found: string | undefined;
    for (let at = 0; at < said.length; at += 1) {
      const name = nameAt(said, at, words.places, words) ?? nameAt(said, at, words.people, words);
      if (!name) continue;
      const place = words.places.get(name.name);
      const meant =
        place === undefined
          ? asLine(said, at, name.length, words)
          : isHere(said, at, name.length, words, asked);
      const code = place ?? words.people.get(name.name);
      if (meant && code) found ??= code;
      at += name.length - 1;
    }
    return found;
  };
}

/** The longest name that begins at a word: "New Mexico" is not Mexico. */
function nameAt(said: readonly string[], at: number, names: ReadonlyMap<string, string>, { longest }: Words) {
  for (let length = longest; length > 0; length -= 1) {
    const name = said.slice(at, at + length).join(' ');
    if (names.has(name)) return { name, length };
  }
  return undefined;
}

function isHere(said: readonly string[], at: number, length: number, words: Words, asked: boolean): boolean {
  return (
    alone(said, at, length, words, asked) || behindHere(said, at, words) || asLine(said, at, length, words)
  );
}

/** The message is little more than the name: "in the UK", "en España"; "Mexico", if that was asked. */
function alone(
  said: readonly string[],
  at: number,
  length: number,
  { small, within }: Words,
  asked: boolean,
): boolean {
  const others = said.filter((_, index) => index < at || index >= at + length);
  const short = others.length <= 3 && others.every((word) => small.has(word));
  return short && (asked || others.some((word) => within.has(word)));
}

/** "I am in Mexico", "I live in Leeds, in the UK": the phrase stands before, with at most a town between. */
function behindHere(said: readonly string[], at: number, words: Words): boolean {
  let end = at;
  let town = 0;
  for (; end > 0; end -= 1) {
    for (let size = 1; size <= 4 && size <= end; size += 1) {
      if (!words.here.has(said.slice(end - size, end).join(' '))) continue;
      return !words.not.has(said[end - size - 1] ?? '');
    }
    const word = said[end - 1] ?? '';
    if (words.small.has(word)) continue;
    town += 1;
    if (town > TOWN || words.function.has(word)) return false;
  }
  return false;
}

/** "a UK number", "un número de México", "línea mexicana". */
function asLine(said: readonly string[], at: number, length: number, { line, small }: Words): boolean {
  if (line.has(said[at + length] ?? '')) return true;
  let before = at - 1;
  while (before >= 0 && small.has(said[before] ?? '')) before -= 1;
  return line.has(said[before] ?? '');
}

function wordsOf(content: Content): Words {
  const places = new Map<string, string>();
  const people = new Map<string, string>();
  for (const language of content.languages) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of getCountries(metadata)) {
      const name = names.of(code);
      if (name !== undefined) places.set(fold(name), code);
      for (const other of listed(`country.place.${code.toLowerCase()}_words`, language, content))
        places.set(other, code);
      for (const one of listed(`country.people.${code.toLowerCase()}_words`, language, content))
        people.set(one, code);
    }
  }
  const all = (key: string): string[] =>
    content.languages.flatMap((language) => listed(key, language, content));
  for (const name of all('country.unclear_words')) places.set(name, '');
  const functionWords = content.languages.flatMap((language) =>
    content.text('flow.function_words', language).split(' '),
  );
  return {
    places,
    people,
    here: new Set(all('country.here_words')),
    not: new Set(all('country.not_words')),
    small: new Set(all('country.small_words')),
    within: new Set(all('country.in_words')),
    line: new Set(all('country.line_words')),
    function: new Set(functionWords.map(fold)),
    longest: Math.max(...[...places.keys()].map((name) => name.split(' ').length)),
  };
}

function listed(key: string, language: string, content: Content): string[] {
  return content.has(key) ? content.text(key, language).split('|').map(fold) : [];
}
