import type { Alphabet, SymbolId } from './alphabet';
import type { FlatNetwork } from './flatNetwork';
import { GAP, type Reading } from './normalise';

/** A phrase found: its index, and its first and last word. */
export interface Match {
  readonly phrase: number;
  readonly start: number;
  readonly end: number;
}

/** What coming to a node means. */
interface Arrival {
  /** Itself and the nodes that are reached from it without a word, as far as they lead on. */
  readonly places: readonly number[];
  /** The phrases that are complete there. */
  readonly phrases: readonly number[];
}

const ROOT = 0;
const NOWHERE = -1;
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
    const size = network.terminals.from.length - 1;
    this.breakTerminal = alphabet.terminal('.');
    this.arrivals = Array.from({ length: size });
    this.places = new Int32Array(size);
    this.following = new Int32Array(size);
    this.signs = signsOf(network);
    this.begun = new Int32Array(size).fill(NOWHERE);
    this.next = new Int32Array(size).fill(NOWHERE);
    this.begins = edgesOf(network, closure(network, ROOT));
  }

  private readonly breakTerminal: number;
  /** By node, in one number, whether a terminal is worth looking up there: hardly one in ten is. */
  private readonly signs: Int32Array;
  /** By node; worked out when a message first leads there. */
  private readonly arrivals: (Arrival | undefined)[];
  /** Terminal → where phrases that begin with it lead. */
  private readonly begins: ReadonlyMap<number, readonly number[]>;
  /** The places that the words so far lead to; for each the word where its phrase began, all others `NOWHERE`. */
  private places: Int32Array;
  private count = 0;
  private begun: Int32Array;
  /** The same one word on, while a step is taken. */
  private following: Int32Array;
  private countFollowing = 0;
  private next: Int32Array;
  /** Phrases complete with this word, and where they began. */
  private readonly complete = new Map<number, number>();

  find({ symbols, gaps }: Pick<Reading, 'symbols' | 'gaps'>): Match[] {
    const matches: Match[] = [];
    for (let word = 0; word < symbols.length; word++) {
      if (gaps[word] === GAP.sentence && this.count > 0) this.pause();
      this.step(symbols[word] as SymbolId, word);
      for (const [phrase, start] of this.complete) matches.push({ phrase, start, end: word });
      this.complete.clear();
    }
    this.leave();
    return matches;
  }

  private step(symbol: SymbolId, word: number): void {
    const { alphabet } = this;
    const terminals = alphabet.terminalsOf(symbol);
    const stays = alphabet.isFiller(symbol);
    const leaps = !alphabet.isNegator(symbol);
    const wanted = terminals.reduce((signs, terminal) => signs | signOf(terminal), leaps ? ANY : 0);
    for (let n = 0; n < this.count; n++) {
      const place = this.places[n] as number;
      const start = this.begun[place] as number;
      const signs = (this.signs[place] as number) & wanted;
      if (signs !== 0) {
        for (const terminal of terminals) this.follow(place, terminal, start);
        if (signs & ANY) this.leap(place, start);
      }
      if (stays) this.reach(place, start);
    }
    for (const terminal of terminals)
      for (const target of this.begins.get(terminal) ?? []) this.arrive(target, word);
    this.moveOn();
  }

  /** The end of a sentence: only phrases that may have one there go on. */
  private pause(): void {
    for (let n = 0; n < this.count; n++) {
      const place = this.places[n] as number;
      this.follow(place, this.breakTerminal, this.begun[place] as number);
    }
    this.moveOn();
    this.complete.clear();
  }

  /** Where any word leads from a place. */
  private leap(place: number, start: number): void {
    const { from, items } = this.network.any;
    const end = from[place + 1] as number;
    for (let i = from[place] as number; i < end; i++) this.arrive(items[i] as number, start);
  }

  /** Where a terminal leads from a place, looked up by halves: some places have hundreds of ways out. */
  private follow(place: number, terminal: number, start: number): void {
    const { terminals, targets } = this.network;
    const end = terminals.from[place + 1] as number;
    let low = terminals.from[place] as number;
    for (let high = end; low < high;) {
      const middle = (low + high) >> 1;
      if ((terminals.items[middle] as number) < terminal) low = middle + 1;
      else high = middle;
    }
    for (; low < end && terminals.items[low] === terminal; low++) this.arrive(targets[low] as number, start);
  }

  private arrive(target: number, start: number): void {
    const { places, phrases } = this.arrivals[target] ?? this.arrivalAt(target);
    for (let i = 0; i < places.length; i++) this.reach(places[i] as number, start);
    for (let i = 0; i < phrases.length; i++) {
      const phrase = phrases[i] as number;
      if (!this.complete.has(phrase)) this.complete.set(phrase, start);
    }
  }

  private reach(place: number, start: number): void {
    if (this.next[place] !== NOWHERE) return;
    this.following[this.countFollowing++] = place;
    this.next[place] = start;
  }

  private moveOn(): void {
    this.leave();
    [this.places, this.following] = [this.following, this.places];
    [this.begun, this.next] = [this.next, this.begun];
    this.count = this.countFollowing;
    this.countFollowing = 0;
    sort(this.places, this.count);
  }

  private leave(): void {
    for (let n = 0; n < this.count; n++) this.begun[this.places[n] as number] = NOWHERE;
    this.count = 0;
  }

  private arrivalAt(node: number): Arrival {
    const { accepts } = this.network;
    const all = closure(this.network, node);
    const arrival = {
      places: all.filter((place) => leadsOn(this.network, place)),
      phrases: all.flatMap((place) => [
        ...accepts.items.subarray(accepts.from[place], accepts.from[place + 1]),
      ]),
    };
    this.arrivals[node] = arrival;
    return arrival;
  }
}

/** A node and all that are reached from it without a word. */
function closure({ free }: FlatNetwork, node: number): number[] {
  const all = new Set([node]);
  for (const place of all)
    for (let i = free.from[place] as number; i < (free.from[place + 1] as number); i++)
      all.add(free.items[i] as number);
  return [...all];
}

/** Places that lead nowhere are done once their phrase is found. */
function leadsOn({ terminals, any }: FlatNetwork, place: number): boolean {
  return terminals.from[place] !== terminals.from[place + 1] || any.from[place] !== any.from[place + 1];
}

function signOf(terminal: number): number {
  return 1 << (terminal % 30);
}

function signsOf({ terminals, any }: FlatNetwork): Int32Array {
  const signs = new Int32Array(terminals.from.length - 1);
  for (let place = 0; place < signs.length; place++) {
    const end = terminals.from[place + 1] as number;
    let sign = any.from[place] === any.from[place + 1] ? 0 : ANY;
    for (let i = terminals.from[place] as number; i < end; i++) sign |= signOf(terminals.items[i] as number);
    signs[place] = sign;
  }
  return signs;
}

/** Where each terminal leads from any of these nodes. */
function edgesOf({ terminals, targets }: FlatNetwork, nodes: readonly number[]): Map<number, number[]> {
  const edges = new Map<number, number[]>();
  for (const node of nodes) {
    const end = terminals.from[node + 1] as number;
    for (let i = terminals.from[node] as number; i < end; i++) {
      const terminal = terminals.items[i] as number;
      const there = edges.get(terminal);
      if (there === undefined) edges.set(terminal, [targets[i] as number]);
      else there.push(targets[i] as number);
    }
  }
  return edges;
}

/** By insertion: some dozens, half in order already. Many, which only a text made for it has, by the platform. */
function sort(numbers: Int32Array, count: number): void {
  if (count > 200) {
    numbers.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const number = numbers[i] as number;
    let at = i;
    for (; at > 0 && (numbers[at - 1] as number) > number; at--) numbers[at] = numbers[at - 1] as number;
    numbers[at] = number;
  }
}
