import type { Alphabet } from './alphabet';
import type { Spelling } from './lexicon';

const NUMBER = /^\d+(?:am|pm|st|nd|rd|th|h|hs|k|mg|ml|yo|yr|yrs|min|x)?$/;
const SIGN_OR_DIGIT = /[\d$@!|*+]/;
const LETTER = /\p{L}/u;
const STRETCHED = /(.)\1\1/u;
/** Before an apostrophe these are words of their own: j'ai, l'aide, qu'il. */
export const ELIDED = new Set(['j', 'm', 't', 'l', 'd', 'n', 's', 'c', 'qu']);
const LONGEST_GLUED = 48;

/** Brings one written word to the words that phrases are written in. Work is bounded by the word's length. */
export class Respeller {
  private readonly expand: ReadonlyMap<string, readonly string[]>;
  private readonly leet: ReadonlyMap<string, string>;
  /** Words found with one slip, by their first letter, which a slip keeps. */
  private readonly typos: ReadonlyMap<string, readonly string[]>;
  private readonly notTypos: ReadonlySet<string>;
  private readonly glued: RegExp | null;

  constructor(
    spelling: Spelling,
    private readonly alphabet: Alphabet,
  ) {
    this.expand = expansions(spelling);
    this.leet = new Map(Object.entries(spelling.leet));
    this.notTypos = new Set([...spelling.notTypos, ...this.expand.keys()]);
    this.typos = byFirstLetter(spelling.typos);
    this.glued = spelling.glued.length > 0 ? new RegExp(spelling.glued.join('|')) : null;
  }

  /** One written word (folded, lower case) → the words it stands for; itself when nothing is known of it. */
  words(written: string): readonly string[] {
    if (written.includes("'")) return this.apostrophed(written);
    return this.known(written) ?? this.guess(written) ?? this.split(written);
  }

  /** Letters written one by one, already joined: `killmyself` → `kill myself`. Null when they make no known words. */
  segment(joined: string): readonly string[] | null {
    if (joined.length > LONGEST_GLUED) return null;
    const best: (readonly string[] | null)[] = [[]];
    for (let end = 1; end <= joined.length; end++) {
      best[end] = null;
      for (let start = Math.max(0, end - 14); start < end; start++) {
        const before = best[start];
        const there = best[end];
        if (!before || (there && there.length <= before.length + 1)) continue;
        const piece = joined.slice(start, end);
        if (piece.length === 1 && !/[aiuyoe]/.test(piece)) continue;
        if (this.known(piece)) best[end] = [...before, piece];
      }
    }
    const pieces = best[joined.length];
    if (!pieces || !pieces.some((piece) => piece.length >= 3)) return null;
    return pieces.flatMap((piece) => this.known(piece) ?? []);
  }

  private known(word: string): readonly string[] | null {
    const expanded = this.expand.get(word);
    if (expanded !== undefined) return expanded;
    return this.alphabet.knows(word) || NUMBER.test(word) ? [word] : null;
  }

  private apostrophed(written: string): readonly string[] {
    const joined = written.replaceAll("'", '');
    const contraction = this.expand.get(written) ?? this.expand.get(joined);
    if (contraction !== undefined) return contraction;
    const [before = '', after = ''] = written.split("'");
    if (ELIDED.has(before))
      return [before, ...this.words(written.slice(before.length + 1).replaceAll("'", ''))];
    const known = this.known(joined);
    if (known !== null) return known;
    return after === 's' ? this.words(before) : this.words(joined);
  }

  private guess(word: string): readonly string[] | null {
    if (SIGN_OR_DIGIT.test(word) && LETTER.test(word)) {
      for (const plain of this.unleeted(word)) {
        const known = this.known(plain) ?? this.unstretched(plain) ?? this.typo(plain);
        if (known !== null) return known;
      }
    }
    return this.unstretched(word) ?? this.typo(word) ?? this.unglued(word);
  }

  private typo(word: string): readonly string[] | null {
    if (this.notTypos.has(word) || this.alphabet.knows(word)) return null;
    const meant = this.typos.get(word.charAt(0))?.find((typo) => isOneSlip(typo, word));
    return meant === undefined ? null : [meant];
  }

  private unglued(word: string): readonly string[] | null {
    if (word.length < 7 || word.length > LONGEST_GLUED || !this.glued?.test(word)) return null;
    return this.segment(word);
  }

  /** `k1ll` → `kill`, `klll`; `k*ll` → `kall`, `kell`, `kill` … */
  private *unleeted(word: string): Generator<string> {
    if (word.length > 24) return;
    for (const choice of [0, 1]) {
      let plain = '';
      for (const sign of word) {
        const meant = this.leet.get(sign);
        plain += meant === undefined ? sign : (meant[choice] ?? meant[0] ?? '');
      }
      if (plain.includes('*')) for (const vowel of 'iaeou') yield plain.replaceAll('*', vowel);
      else yield plain;
    }
  }

  /** `dieeee` → `die`, `killlll` → `kill`. */
  private unstretched(word: string): readonly string[] | null {
    if (!STRETCHED.test(word)) return null;
    let candidates = [''];
    for (const run of word.match(/(.)\1*/gu) ?? []) {
      const letter = String.fromCodePoint(run.codePointAt(0) as number);
      const lengths =
        run.length <= 2 || candidates.length > 16 ? [run.slice(0, 2)] : [letter, letter + letter];
      candidates = candidates.flatMap((start) => lengths.map((end) => start + end));
      if (candidates.length > 32 || (candidates[0] as string).length > 24) return null;
    }
    for (const candidate of candidates) {
      const known = this.known(candidate) ?? this.typo(candidate);
      if (known !== null) return known;
    }
    return null;
  }

  /** A word with signs in it that means nothing as a whole: `die!please` → `die`, `please`. */
  private split(word: string): readonly string[] {
    const parts = word.split(/[$@!|*+]+/).filter((part) => part !== '');
    if (parts.length === 0) return [];
    if (parts.length === 1) return parts[0] === word ? [word] : this.words(parts[0] as string);
    return parts.flatMap((part) => this.words(part));
  }
}

/** `expand` of the spelling table as lists of words. */
export function expansions(spelling: Spelling): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(spelling.expand).map(([word, meant]) => [word, meant.split(' ')]));
}

function byFirstLetter(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  for (const word of words) {
    const list = lists.get(word.charAt(0));
    if (list === undefined) lists.set(word.charAt(0), [word]);
    else list.push(word);
  }
  return lists;
}

/** Whether a word is written with at most one letter wrong, missing, extra or swapped with the next. */
function isOneSlip(word: string, written: string): boolean {
  if (Math.abs(word.length - written.length) > 1) return false;
  let same = 0;
  while (same < word.length && word[same] === written[same]) same++;
  const letter = written.charAt(same);
  if (written.length < word.length) return word.slice(same + 1) === written.slice(same);
  const isLetter = letter >= 'a' && letter <= 'z';
  if (written.length > word.length) return isLetter && word.slice(same) === written.slice(same + 1);
  if (isLetter && word.slice(same + 1) === written.slice(same + 1)) return true;
  const swapped = word.charAt(same + 1) + word.charAt(same);
  return written.slice(same, same + 2) === swapped && word.slice(same + 2) === written.slice(same + 2);
}
