import type { Alphabet, SymbolId } from './alphabet';
import type { FlatNetwork } from './flatNetwork';
import { GAP, type Reading } from './normalise';
import { PIECE, type InPieces } from './pieces';

/** A phrase found: its index, and its first and last word. */
export interface Match {
  readonly phrase: number;
  readonly start: number;
  readonly end: number;
}

/** Where every phrase begins. */
const ROOT = 0;
/** In a place's signs: any word leads on. The other bits tell which terminals may. */
const ANY = 1 << 30;

/**
 * Finds all phrases in a row of words. It walks all of them at once: a step takes the places that the words before
 * lead to (some dozens of the network's tens of thousands) one word on, with the word at which each began. Where
 * two ways lead to one place, the one by the phrase written first counts.
 */
export class Automaton {
  constructor(
    private readonly network: FlatNetwork,
    private readonly alphabet: Alphabet,
  ) {
    this.breakTerminal = alphabet.terminal('.');
    this.signs = signsOf(network);
    this.slots = new Int32Array(this.signs.length);
  }

  private readonly breakTerminal: number;
  /** By node, in one number, whether a terminal is worth looking up there: hardly one in ten is. */
  private readonly signs: Int32Array;
  /** By node, where in `front` it may stand. Whether it does is looked up there, so nothing is ever cleared. */
  private readonly slots: Int32Array;
  /** The places that the words so far lead to. */
  private front = new Front();
  /** The same one word on, while a step is taken. */
  private ahead = new Front();
  /** Phrases complete with this word. */
  private complete: Completed[] = [];

  *find({ symbols, gaps }: Pick<Reading, 'symbols' | 'gaps'>): InPieces<Match[]> {
    const matches: Match[] = [];
    this.front.count = 0;
    for (let word = 0; word < symbols.length; word++) {
      if (word % PIECE === PIECE - 1) {
        const { front } = this;
        this.front = new Front();
        yield;
        this.front = front;
      }
      if (gaps[word] === GAP.sentence && this.front.count > 0) this.pause();
      this.step(symbols[word]!, word);
      if (this.complete.length > 0) this.tell(matches, word);
    }
    return matches;
  }

  private step(symbol: SymbolId, word: number): void {
    const { alphabet, front, signs } = this;
    const terminals = alphabet.terminalsOf(symbol);
    const stays = alphabet.isFiller(symbol);
    let wanted = alphabet.isNegator(symbol) ? 0 : ANY;
    for (const terminal of terminals) wanted |= signOf(terminal);
    for (let n = 0; n < front.count; n++) {
      const place = front.places[n]!;
      const found = signs[place]! & wanted;
      if (found !== 0) {
        const start = front.starts[n]!;
        if (found !== ANY) for (const terminal of terminals) this.follow(place, terminal, start);
        if (found & ANY) this.leap(place, start);
      }
      if (stays) this.stay(place, front.starts[n]!);
    }
    for (const terminal of terminals) this.follow(ROOT, terminal, word);
    this.moveOn();
  }

  /** The end of a sentence: only phrases that may have one there go on. */
  private pause(): void {
    const { front } = this;
    for (let n = 0; n < front.count; n++) {
      const place = front.places[n]!;
      this.follow(place, this.breakTerminal, front.starts[n]!);
    }
    this.moveOn();
    this.complete.length = 0;
  }

  /** Where any word leads from a place. */
  private leap(place: number, start: number): void {
    const { any, anySources } = this.network;
    const end = any.from[place + 1]!;
    for (let i = any.from[place]!; i < end; i++) this.arrive(any.items[i]!, start, anySources[i]!);
  }

  /** A filler leaves everything where it is. The node of a first word lasts for one word only, so its parts stay. */
  private stay(place: number, start: number): void {
    const { from, items } = this.network.parts;
    const end = from[place + 1]!;
    if (from[place] === end) this.reach(place, start, place);
    for (let i = from[place]!; i < end; i++) this.reach(items[i]!, start, items[i]!);
  }

  /** Where a terminal leads from a place, looked up by halves: some places have hundreds of ways out. */
  private follow(place: number, terminal: number, start: number): void {
    const { terminals, targets, sources } = this.network;
    const { from, items } = terminals;
    const end = from[place + 1]!;
    let low = from[place]!;
    for (let high = end; low < high;) {
      const middle = (low + high) >> 1;
      if (items[middle]! < terminal) low = middle + 1;
      else high = middle;
    }
    for (; low < end && items[low] === terminal; low++) this.arrive(targets[low]!, start, sources[low]!);
  }

  private arrive(target: number, start: number, source: number): void {
    const { places, phrases } = this.network;
    const end = places.from[target + 1]!;
    for (let i = places.from[target]!; i < end; i++) this.reach(places.items[i]!, start, source);
    const last = phrases.from[target + 1]!;
    for (let i = phrases.from[target]!; i < last; i++)
      this.complete.push({ phrase: phrases.items[i]!, start, source });
  }

  private reach(place: number, start: number, source: number): void {
    const { ahead, slots } = this;
    const slot = slots[place]!;
    if (slot < ahead.count && ahead.places[slot] === place) {
      if (source >= ahead.sources[slot]!) return;
      ahead.starts[slot] = start;
      ahead.sources[slot] = source;
      return;
    }
    const { count } = ahead;
    slots[place] = count;
    ahead.places[count] = place;
    ahead.starts[count] = start;
    ahead.sources[count] = source;
    ahead.count++;
  }

  private moveOn(): void {
    [this.front, this.ahead] = [this.ahead, this.front];
    this.ahead.count = 0;
  }

  /** Each phrase once. */
  private tell(matches: Match[], end: number): void {
    const seen = new Set<number>();
    for (const { phrase, start } of this.complete.sort((a, b) => a.source - b.source)) {
      if (!seen.has(phrase)) matches.push({ phrase, start, end });
      seen.add(phrase);
    }
    this.complete.length = 0;
  }
}

/** Places, each once: beside it the word where its phrase began, and the place that it was reached from. */
class Front {
  count = 0;
  readonly places: number[] = [];
  readonly starts: number[] = [];
  readonly sources: number[] = [];
}

interface Completed {
  readonly phrase: number;
  readonly start: number;
  readonly source: number;
}

function signOf(terminal: number): number {
  return 1 << (terminal % 30);
}

function signsOf({ terminals, any }: FlatNetwork): Int32Array {
  const signs = new Int32Array(terminals.from.length - 1);
  for (let place = 0; place < signs.length; place++) {
    const end = terminals.from[place + 1]!;
    let sign = any.from[place] === any.from[place + 1] ? 0 : ANY;
    for (let i = terminals.from[place]!; i < end; i++) sign |= signOf(terminals.items[i]!);
    signs[place] = sign;
  }
  return signs;
}
