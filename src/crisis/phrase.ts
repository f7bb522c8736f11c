import { TriageError } from '../errors';

/** One piece of a phrase. A message matches a phrase when its words match the items one after the other. */
export type Item =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'slot'; readonly name: string }
  /** Alternatives; `optional` when none of them need be there. */
  | { readonly kind: 'group'; readonly options: readonly (readonly Item[])[]; readonly optional: boolean }
  /** Any words, up to this many. */
  | { readonly kind: 'gap'; readonly upTo: number };

/** Brings a word of a phrase to the spelling of a normalised message; may give several words. */
export type Respell = (word: string) => readonly string[];

const DEFAULT_GAP = 3;
const TOKENS = /\{[a-z0-9_]+\}|[()[\]|]|~\d*|[^\s()[\]|{}~]+/gi;

/**
 * Reads the notation of the lexicon: `{slot}`, `word`, `start*`, `(this|that one)`, `[perhaps this]`, `~` (up to 3
 * words, `~5` up to 5), `.` (a sentence may end here), `#` (a number), `#many` (6 or
 * more), `#year`.
 *
 * @throws TriageError CRISIS_PHRASE_INVALID naming the phrase and what is wrong in it
 */
export function parsePhrase(source: string, respell: Respell): readonly Item[] {
  const tokens = source.match(TOKENS) ?? [];
  const fail = (problem: string) =>
    new TriageError('CRISIS_PHRASE_INVALID', `"${source.slice(0, 60)}": ${problem}`);
  if (tokens.length === 0) throw fail('the phrase is empty');
  let at = 0;

  function options(closing: string | undefined): Item[][] {
    const all: Item[][] = [[]];
    for (; at < tokens.length && tokens[at] !== closing; at++) {
      const token = tokens[at] as string;
      if (token === '|') all.push([]);
      else (all.at(-1) as Item[]).push(...items(token));
    }
    if (closing !== undefined && at >= tokens.length) throw fail(`a "${closing}" is missing`);
    if (all.some((option) => option.length === 0)) throw fail('an alternative is empty');
    return all;
  }

  function items(token: string): readonly Item[] {
    if (token === '(' || token === '[') {
      at++;
      return [{ kind: 'group', options: options(token === '(' ? ')' : ']'), optional: token === '[' }];
    }
    if (token === ')' || token === ']') throw fail(`a "${token}" too many`);
    if (token.startsWith('{')) return [{ kind: 'slot', name: token.slice(1, -1) }];
    if (token.startsWith('~')) return [{ kind: 'gap', upTo: Number(token.slice(1)) || DEFAULT_GAP }];
    if (token === '.') return [{ kind: 'group', options: [[{ kind: 'word', word: '.' }]], optional: true }];
    return respell(token).map((word) => ({ kind: 'word', word }));
  }

  const read = options(undefined).map(withoutGapBehind);
  if (read.some((option) => option.length === 0)) throw fail('it holds no word');
  return read.length === 1
    ? (read[0] as readonly Item[])
    : [{ kind: 'group', options: read, optional: false }];
}

/**
 * A gap behind the last word says nothing, and would let an old message reach into the one that follows. Without it
 * a hit ends where its words end, also when the gap stands at the end of a group.
 */
function withoutGapBehind(items: readonly Item[]): readonly Item[] {
  const last = items.at(-1);
  if (last === undefined) return items;
  if (isGap(last)) return withoutGapBehind(items.slice(0, -1));
  if (last.kind !== 'group') return items;
  return [...items.slice(0, -1), { ...last, options: last.options.map(withoutGapBehind) }];
}

function isGap(item: Item): boolean {
  return (
    item.kind === 'gap' || (item.kind === 'group' && item.options.every((option) => option.every(isGap)))
  );
}

/** All words of a phrase, those of its groups included, those of its slots not. */
export function wordsOf(items: readonly Item[]): string[] {
  return items.flatMap((item) => {
    if (item.kind === 'word') return [item.word];
    return item.kind === 'group' ? item.options.flatMap(wordsOf) : [];
  });
}
