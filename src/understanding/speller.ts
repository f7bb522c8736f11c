const SHORTEST = 4;
const LONGEST = 20;

/**
 * Mends words with one slip (a letter missing, doubled, wrong or swapped with its neighbour) to the one known word it
 * is near; known words and short ones stay. An index of the vocabulary's words with one letter left out makes a
 * look-up cost no more than the word is long.
 */
export class Speller {
  private readonly known: ReadonlySet<string>;
  private near: ReadonlyMap<string, string> | undefined;

  constructor(words: Iterable<string>) {
    this.known = new Set(words);
  }

  isKnown(word: string): boolean {
    return this.known.has(word);
  }

  mend(word: string): string {
    if (this.known.has(word)) return word;
    const single = word.replace(/([a-z])\1/g, '$1');
    if (this.known.has(single)) return single;
    if (word.length < SHORTEST || word.length > LONGEST || !/^[a-z]+$/.test(word)) return word;
    for (const candidate of [word, ...withoutOneLetter(word)]) {
      const mended = this.index().get(candidate);
      if (mended !== undefined && this.plausible(word, mended)) return mended;
    }
    return word;
  }

  /** Words by themselves and by what is left of them without a letter; made when first asked for, so that no start waits. */
  index(): ReadonlyMap<string, string> {
    if (this.near) return this.near;
    const near = new Map<string, string>();
    for (const word of this.known) {
      if (word.length < SHORTEST || word.length > LONGEST) continue;
      for (const short of [...withoutOneLetter(word), word]) if (!near.has(short)) near.set(short, word);
    }
    return (this.near = near);
  }

  /** Whether a word is a known one with two letters swapped or one doubled: typed in haste, and no word of its own. */
  isHasty(word: string): boolean {
    const mended = this.mend(word);
    return mended !== word && (sameLetters(word, mended) || word.replace(/([a-z])\1/g, '$1') === mended);
  }

  /** Short words must keep their first letter; a plural or another ending is not a slip. */
  private plausible(word: string, mended: string): boolean {
    if (Math.abs(word.length - mended.length) > 1) return false;
    if (word[0] !== mended[0]) return false;
    return word.length > 4 || mended.length > 4 || sameLetters(word, mended);
  }
}

function sameLetters(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}

function withoutOneLetter(word: string): string[] {
  return [...word].map((_, i) => word.slice(0, i) + word.slice(i + 1));
}
