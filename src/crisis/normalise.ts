import type { Alphabet, SymbolId } from './alphabet';
import type { Spelling } from './lexicon';
import type { Respeller } from './spelling';

/** How much separates a word from the one before it. */
export const GAP = { none: 0, pause: 1, sentence: 2 } as const;
export type Gap = (typeof GAP)[keyof typeof GAP];

/** A message as the automaton reads it: one place a word. */
export interface Reading {
  readonly words: readonly string[];
  readonly symbols: readonly SymbolId[];
  /** What stands before each word. */
  readonly gaps: readonly Gap[];
}

/** Signs (up to three) count as part of a word only between letters: `k!ll`; bounded, so that the scan stays linear. */
const WORD = /[\p{L}\p{N}$@](?:['$@!|*+]{0,3}[\p{L}\p{N}])*|\p{Extended_Pictographic}/gu;
const INVISIBLE = /[\p{M}\p{Cf}\u115f\u1160\u3164\uffa0]+/gu;
const APOSTROPHES = /[\u2018\u2019\u201b\u02bc\u02b9\u0060\u00b4\u2032\uff07]/g;
const PLAIN = /^[\x20-\x7e\s]*$/;
const ADDRESS = /^(?:https?:\/\/|www\.)|@.*\.\p{L}/u;
const SINGLE = /^[\p{L}\d$@!|]$/u;
const FEWEST_SPACED = 3;

interface Raw {
  readonly text: string;
  /** What stood between the word before and this one, as written. */
  readonly between: string;
}

/** Turns text into a reading: folded, split into words, each brought to the spelling of the phrases. */
export class Normaliser {
  private readonly homoglyphs: ReadonlyMap<string, string>;
  private readonly emoji: ReadonlyMap<string, string>;

  constructor(
    spelling: Spelling,
    private readonly alphabet: Alphabet,
    private readonly respeller: Respeller,
  ) {
    this.homoglyphs = new Map(Object.entries(spelling.homoglyphs));
    this.emoji = new Map(Object.entries(spelling.emoji));
  }

  read(text: string): Reading {
    const words: string[] = [];
    const symbols: SymbolId[] = [];
    const gaps: Gap[] = [];
    let gap: Gap = GAP.none;
    const take = (list: readonly string[], before: Gap) => {
      gap = Math.max(gap, before) as Gap;
      for (const word of list) {
        words.push(word);
        symbols.push(this.alphabet.symbolOf(word));
        gaps.push(gap);
        gap = GAP.none;
      }
    };
    const raw = this.scan(this.fold(text));
    for (let i = 0; i < raw.length;) {
      const spaced = this.spaced(raw, i);
      const { text: word, between } = raw[i] as Raw;
      take(spaced?.words ?? this.readWord(word), gapOf(between));
      i += spaced?.length ?? 1;
    }
    return { words, symbols, gaps };
  }

  /** Lower case, compatibility forms resolved, accents and invisible signs gone, look-alikes replaced. */
  fold(text: string): string {
    if (PLAIN.test(text)) return text.toLowerCase();
    const bare = text.replace(APOSTROPHES, "'").normalize('NFKD').replace(INVISIBLE, '').toLowerCase();
    let folded = '';
    for (const sign of bare) folded += this.homoglyphs.get(sign) ?? sign;
    return folded;
  }

  private scan(folded: string): Raw[] {
    const raw: Raw[] = [];
    const text =
      folded.includes('@') || folded.includes('www.') || folded.includes('://')
        ? noAddresses(folded)
        : folded;
    let end = 0;
    for (const match of text.matchAll(WORD)) {
      raw.push({ text: match[0], between: text.slice(end, match.index) });
      end = match.index + match[0].length;
    }
    return raw;
  }

  private readWord(written: string): readonly string[] {
    const emoji = this.emoji.get(written);
    if (emoji !== undefined) return emoji.split(' ');
    return PICTOGRAPH.test(written) ? [] : this.respeller.words(written);
  }

  /** A word written letter by letter: `k i l l`, `d.i.e`. Two spaces or more part words. */
  private spaced(raw: readonly Raw[], from: number): { words: readonly string[]; length: number } | null {
    let end = from;
    while (
      end < raw.length &&
      SINGLE.test((raw[end] as Raw).text) &&
      (end === from || isThin(raw[end] as Raw))
    )
      end++;
    if (end - from < FEWEST_SPACED) return null;
    const pieces: string[] = [];
    for (let i = from; i < end; i++) {
      const { text, between } = raw[i] as Raw;
      if (i === from || / {2}/.test(between)) pieces.push(text);
      else pieces.push((pieces.pop() ?? '') + text);
    }
    const words = pieces.map((piece) =>
      pieces.length > 1 ? this.respeller.words(piece) : this.respeller.segment(piece),
    );
    return words.some((list) => list === null)
      ? null
      : { words: words.flatMap((list) => list ?? []), length: end - from };
  }
}

const PICTOGRAPH = /^\p{Extended_Pictographic}$/u;

function isThin(raw: Raw): boolean {
  return raw.between.length <= 4 && !raw.between.includes('\n');
}

/** E-mail and web addresses are no words: each becomes a single sign that means nothing. */
function noAddresses(text: string): string {
  return text
    .split(/(\s+)/)
    .map((chunk) => (ADDRESS.test(chunk) ? '0' : chunk))
    .join('');
}

function gapOf(between: string): Gap {
  if (between === ' ' || between === '' || between === '-' || between === '.') return GAP.none;
  if (/[!?;]|(?<!\.)\.(?!\.)/.test(between)) return GAP.sentence;
  return /[^\s_#'*]| - |\n/.test(between) ? GAP.pause : GAP.none;
}
