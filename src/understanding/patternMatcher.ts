/** Where a pattern was found: token indexes, `end` exclusive. */
export interface Found<K extends string = string> {
  readonly key: K;
  readonly start: number;
  readonly end: number;
}

interface Element {
  readonly words: ReadonlySet<string>;
  readonly prefixes: readonly string[];
  readonly any: boolean;
  readonly optional: boolean;
}
interface Pattern<K extends string> {
  readonly key: K;
  readonly elements: readonly Element[];
}

const GAP: Element = { words: new Set(), prefixes: [], any: true, optional: true };

/**
 * Finds patterns of words. A pattern is words in order; `(a|b)` one of them, `word?` may be missing, `begin*` any
 * ending, `*` any one word, `~` up to three words, `<name>` one of the words listed under that name in `classes`; an alternative
 * may be several words.
 * Work is linear in the message: a pattern looks at no more words than it has elements.
 */
export class PatternMatcher<K extends string = string> {
  constructor(
    lists: Readonly<Partial<Record<K, readonly string[]>>>,
    classes: Readonly<Record<string, readonly string[]>> = {},
  ) {
    const known = new Map<string, readonly Element[]>();
    const read = (part: string): readonly Element[] => {
      const elements = known.get(part) ?? element(part, classes);
      known.set(part, elements);
      return elements;
    };
    for (const key of Object.keys(lists) as K[])
      for (const text of lists[key] ?? []) this.add(key, text, read);
    for (const elements of known.values())
      for (const { words } of elements) for (const word of words) this.vocabulary.add(word);
  }

  private readonly byWord = new Map<string, Pattern<K>[]>();
  private readonly byPrefix = new Map<string, Pattern<K>[]>();
  private readonly remembered = new WeakMap<readonly string[], readonly Found<K>[]>();
  /** Every whole word that the patterns hold, for the speller. */
  readonly vocabulary = new Set<string>();

  /** All matches; at one place the longest of each key only. Remembered by the array, which must not change. */
  all(words: readonly string[]): readonly Found<K>[] {
    const known = this.remembered.get(words);
    if (known) return known;
    const found: Found<K>[] = [];
    for (let i = 0; i < words.length; i++) this.collect(words, i, found);
    this.remembered.set(words, found);
    return found;
  }

  /** The longest matches from left to right, none overlapping another. */
  longest(words: readonly string[]): Found<K>[] {
    const out: Found<K>[] = [];
    let end = 0;
    let best: Found<K> | undefined;
    for (const found of this.all(words)) {
      if (found.start < end) continue;
      if (best && found.start > best.start) {
        out.push(best);
        end = best.end;
        best = undefined;
        if (found.start < end) continue;
      }
      if (!best || found.end > best.end) best = found;
    }
    if (best) out.push(best);
    return out;
  }

  /** The longest match of each key that starts at this word. */
  at(words: readonly string[], i: number): Found<K>[] {
    const found: Found<K>[] = [];
    this.collect(words, i, found);
    return found;
  }

  private collect(words: readonly string[], i: number, found: Found<K>[]): void {
    const word = words[i];
    if (word === undefined) return;
    const whole = this.byWord.get(word);
    const begun = this.byPrefix.get(word.slice(0, 2));
    if (!whole && !begun) return;
    const from = found.length;
    for (const patterns of [whole, begun])
      if (patterns)
        for (const { key, elements } of patterns) {
          const end = matchFrom(elements, 0, words, i);
          if (end > i) keepLongest({ key, start: i, end }, found, from);
        }
  }

  private add(key: K, text: string, read: (part: string) => readonly Element[]): void {
    for (const parts of wordings(text)) {
      const elements = parts.flatMap((part) => read(part));
      const pattern = { key, elements };
      // A pattern that may leave its first words out starts at each of them.
      for (const { words, prefixes, optional } of elements) {
        for (const word of words) push(this.byWord, word, pattern);
        for (const prefix of prefixes) push(this.byPrefix, prefix.slice(0, 2), pattern);
        if (!optional) break;
      }
    }
  }
}

/** The parts of a pattern, once for every alternative of more than one word: "(dont|do not) care" is two wordings. */
function wordings(text: string): string[][] {
  const parts = text.trim().match(/\([^)]*\)\??|\S+/g) ?? [];
  return parts.reduce<string[][]>(
    (told, part) => told.flatMap((before) => alternatives(part).map((after) => [...before, ...after])),
    [[]],
  );
}

function alternatives(part: string): string[][] {
  if (!part.startsWith('(') || !/\s/.test(part)) return [[part]];
  const optional = part.endsWith('?');
  const inner = part.slice(1, optional ? -2 : -1).split('|');
  const single = inner.filter((words) => !/\s/.test(words));
  const several = inner.filter((words) => /\s/.test(words)).map((words) => words.split(/\s+/));
  if (single.length > 0) return [[`(${single.join('|')})${optional ? '?' : ''}`], ...several];
  return optional ? [[], ...several] : several;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function element(part: string, classes: Readonly<Record<string, readonly string[]>>): Element[] {
  if (part === '~') return [GAP, GAP, GAP];
  if (part === '*') return [{ ...GAP, optional: false }];
  const optional = part.endsWith('?') && part.length > 1;
  const bare = optional ? part.slice(0, -1) : part;
  const inner = bare.startsWith('(') && bare.endsWith(')') ? bare.slice(1, -1).split('|') : [bare];
  const words = inner.flatMap((word) =>
    word.startsWith('<') && word.endsWith('>') ? (classes[word.slice(1, -1)] ?? []) : [word],
  );
  const isPrefix = (word: string) => word.endsWith('*') && word.length > 2;
  return [
    {
      words: new Set(words.filter((word) => !isPrefix(word))),
      prefixes: words.filter(isPrefix).map((word) => word.slice(0, -1)),
      any: false,
      optional,
    },
  ];
}

/** End of the longest match of elements[e…] at words[i…], or -1. */
function matchFrom(elements: readonly Element[], e: number, words: readonly string[], i: number): number {
  const current = elements[e];
  if (!current) return i;
  const word = words[i];
  const fits = word !== undefined && fitsElement(current, word);
  const taken = fits ? matchFrom(elements, e + 1, words, i + 1) : -1;
  const left = current.optional ? matchFrom(elements, e + 1, words, i) : -1;
  return taken > left ? taken : left;
}

function fitsElement({ any, words, prefixes }: Element, word: string): boolean {
  if (any || words.has(word)) return true;
  for (const prefix of prefixes) if (word.startsWith(prefix)) return true;
  return false;
}

/** One match of a key at a place is enough: the longest. Those of this place stand in the list from `from` on. */
function keepLongest<K extends string>(match: Found<K>, found: Found<K>[], from: number): void {
  for (let k = from; k < found.length; k++) {
    if (found[k]!.key !== match.key) continue;
    if (match.end > found[k]!.end) found[k] = match;
    return;
  }
  found.push(match);
}
