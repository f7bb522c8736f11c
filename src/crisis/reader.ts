import { Alphabet } from './alphabet';
import { Automaton } from './automaton';
import type { Compiled } from './compile';
import { Normaliser } from './normalise';
import type { Reading } from './normalise';
import { PIECE, type InPieces } from './pieces';
import type { CueFound, Found, Hit } from './scene';
import { Respeller } from './spelling';
import { traitsOf, type Traits } from './traits';

/** Reads messages with a compiled lexicon. */
export class Reader {
  private readonly normaliser: Normaliser;
  private readonly automaton: Automaton;

  constructor(private readonly lexicon: Compiled) {
    const { spelling, network } = lexicon;
    const alphabet = new Alphabet(new Map(Object.entries(spelling.also)), lexicon.alphabet);
    this.normaliser = new Normaliser(spelling, alphabet, new Respeller(spelling, alphabet));
    this.automaton = new Automaton(network, alphabet);
  }

  /** The words of a message, without what they mean. */
  read(text: string): InPieces<Reading> {
    return this.normaliser.read(text);
  }

  /** What stands in a message. Of the hits only those count that reach beyond the first `from` words. */
  *find(text: string, from = 0): InPieces<Found> {
    const reading = yield* this.read(text);
    const matches = yield* this.automaton.find(reading);
    const hits: Hit[] = [];
    const cues: CueFound[] = [];
    for (const { phrase, start, end } of matches) {
      const owner = this.lexicon.owners[phrase]!;
      if ('cue' in owner) cues.push({ effect: owner.cue.effect, language: owner.cue.language, start, end });
      else if (end >= from) hits.push({ entry: owner.entry, start, end });
    }
    const traits: Traits[] = [];
    for (const word of reading.words) {
      traits.push(traitsOf(word));
      if (traits.length % PIECE === 0) yield;
    }
    return { reading, traits, hits, cues, words: this.lexicon };
  }
}

/** What stands in a stretch of a message, from one word to before another, told as if it were the whole. */
export function stretchOf(found: Found, from: number, to: number): Found {
  const { words, symbols, gaps } = found.reading;
  return {
    reading: {
      words: words.slice(from, to),
      symbols: symbols.slice(from, to),
      gaps: gaps.slice(from, to),
    },
    traits: found.traits.slice(from, to),
    hits: inside(found.hits, from, to),
    cues: inside(found.cues, from, to),
    words: found.words,
  };
}

/** Of spans in the order of their last words those that lie in a stretch, counted from its first word. */
function inside<T extends { start: number; end: number }>(
  spans: readonly T[],
  from: number,
  to: number,
): T[] {
  let low = 0;
  for (let high = spans.length; low < high;) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end < from) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (; low < spans.length && spans[low]!.end < to; low++) {
    const span = spans[low]!;
    if (span.start >= from) found.push({ ...span, start: span.start - from, end: span.end - from });
  }
  return found;
}
