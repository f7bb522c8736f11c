const SHORTEST = 4;
const LONGEST = 20;

/**
 * Mends words with one slip (a letter missing, doubled, wrong or swapped with its neighbour) to the one known word it
 * is near; known words and short ones stay. An index of the vocabulary's words with one letter left out makes a
 * look-up cost no more than the word is long.
 */
export class Speller {
  constructor(words: Iterable<string>) {
    for (const word of words) {
      this.known.add(word);
      if (word.length < SHORTEST || word.length > LONGEST) continue;
      for (const short of withoutOneLetter(word)) if (!this.near.has(short)) this.near.set(short, word);
      if (!this.near.has(word)) this.near.set(word, word);
    }
  }

  private readonly known = new Set<string>();
  private readonly near = new Map<string, string>();

  isKnown(word: string): boolean {
    return this.known.has(word);
  }

  mend(word: string): string {
    if (this.known.has(word)) return word;
    const single = word.replace(/([a-z])\1/g, '$1');
    if (this.known.has(single)) return single;
    if (word.length < SHORTEST || word.length > LONGEST || !/^[a-z]+$/.test(word)) return word;
    for (const candidate of [word, ...withoutOneLetter(word)]) {
      const mended = this.near.get(candidate);
      if (mended !== undefined && this.plausible(word, mended)) return mended;
    }
    return word;
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
