import type { Alphabet, SymbolId } from './alphabet';
import type { Spelling } from './lexicon';
import { PIECE, type InPieces } from './pieces';
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
/** Arabic ligatures that stand for a whole sentence each: written out, a short text would become a long one. */
const LIGATURES = /[\ufdfa\ufdfb]/g;
const APOSTROPHES = /[\u2018\u2019\u201b\u02bc\u02b9\u0060\u00b4\u2032\uff07]/g;
/** Nothing to fold but capitals: ASCII without the backtick, which some keyboards give for an apostrophe. */
const PLAIN = /^[\x20-\x5f\x61-\x7e\s]*$/;
const LETTER = /\p{L}/u;
const LINK = /^(?:https?:\/\/|www\.)/;
const SINGLE = /^[\p{L}\d$@!|]$/u;
const FEWEST_SPACED = 3;
/** Longer rows of single letters are no words written out; a bound keeps the scan linear. */
const MOST_SPACED = 48;

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

  *read(text: string): InPieces<Reading> {
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
    yield;
    let piece = PIECE;
    for (let i = 0; i < raw.length;) {
      if (i >= piece) {
        piece = i + PIECE;
        yield;
      }
      const end = rowOfSingles(raw, i);
      const spaced =
        end - i >= FEWEST_SPACED && end - i <= MOST_SPACED ? this.spaced(raw.slice(i, end)) : null;
      if (spaced !== null) take(spaced, gapOf((raw[i] as Raw).between));
      else
        for (const { text: word, between } of raw.slice(i, Math.max(end, i + 1)))
          take(this.readWord(word), gapOf(between));
      i = Math.max(end, i + 1);
    }
    return { words, symbols, gaps };
  }

  /** Lower case, compatibility forms resolved, accents and invisible signs gone, look-alikes replaced. */
  fold(text: string): string {
    if (PLAIN.test(text)) return text.toLowerCase();
    const bare = text
      .replace(LIGATURES, ' ')
      .replace(APOSTROPHES, "'")
      .normalize('NFKD')
      .replace(INVISIBLE, '')
      .toLowerCase();
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

  /** Words written letter by letter: `k i l l`, `d.i.e`. Two spaces or more part words. Null when they make none. */
  private spaced(row: readonly Raw[]): readonly string[] | null {
    const pieces: string[] = [];
    for (const [i, { text, between }] of row.entries()) {
      if (i === 0 || / {2}/.test(between)) pieces.push(text);
      else pieces.push((pieces.pop() ?? '') + text);
    }
    if (pieces.length > 1) return pieces.flatMap((piece) => this.respeller.words(piece));
    return this.respeller.segment(pieces[0] ?? '');
  }
}

/** The end of the row of single letters that begins here. */
function rowOfSingles(raw: readonly Raw[], from: number): number {
  let end = from;
  while (end < raw.length && SINGLE.test((raw[end] as Raw).text) && (end === from || isThin(raw[end] as Raw)))
    end++;
  return end;
}

const PICTOGRAPH = /^\p{Extended_Pictographic}$/u;

function isThin(raw: Raw): boolean {
  return raw.between.length <= 4 && !raw.between.includes('\n');
}

/** E-mail and web addresses are no words: each becomes a single sign that means nothing. */
function noAddresses(text: string): string {
  return text
    .split(/(\s+)/)
    .map((chunk) => (isAddress(chunk) ? '0' : chunk))
    .join('');
}

function isAddress(chunk: string): boolean {
  if (LINK.test(chunk)) return true;
  const at = chunk.indexOf('@');
  const dot = chunk.indexOf('.', at + 2);
  return at > 0 && dot > 0 && LETTER.test(chunk.charAt(dot + 1));
}

function gapOf(between: string): Gap {
  if (between === ' ' || between === '' || between === '-' || between === '.') return GAP.none;
  if (/[!?;]|(?<!\.)\.(?!\.)/.test(between)) return GAP.sentence;
  return /[^\s_#'*]| - |\n/.test(between) ? GAP.pause : GAP.none;
}
