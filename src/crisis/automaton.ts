import type { Alphabet, SymbolId } from './alphabet';
import type { FlatNetwork } from './flatNetwork';
import { GAP, type Reading } from './normalise';

/** A phrase found: its index, and its first and last word. */
export interface Match {
  readonly phrase: number;
  readonly start: number;
  readonly end: number;
}

const ROOT = 0;
const NOWHERE = -1;

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
    this.begun = new Int32Array(size).fill(NOWHERE);
    this.next = new Int32Array(size).fill(NOWHERE);
    this.leadsOn = leadingOn(network);
    this.begins = edgesOf(network, this.closure(ROOT));
  }

  private readonly breakTerminal: number;
  /** 0 for places that lead nowhere: they are done once their phrase is found. */
  private readonly leadsOn: Uint8Array;
  private readonly closures: (readonly number[] | undefined)[] = [];
  /** Terminal → where phrases that begin with it lead. */
  private readonly begins: ReadonlyMap<number, readonly number[]>;
  /** The places that the words so far lead to; for each the word where its phrase began, all others `NOWHERE`. */
  private places: number[] = [];
  private begun: Int32Array;
  /** The same one word on, while a step is taken. */
  private following: number[] = [];
  private next: Int32Array;
  /** Phrases complete with this word, and where they began. */
  private readonly complete = new Map<number, number>();

  find({ symbols, gaps }: Pick<Reading, 'symbols' | 'gaps'>): Match[] {
    const matches: Match[] = [];
    for (let word = 0; word < symbols.length; word++) {
      if (gaps[word] === GAP.sentence && this.places.length > 0) this.pause();
      this.step(symbols[word] as SymbolId, word);
      for (const [phrase, start] of this.complete) matches.push({ phrase, start, end: word });
      this.complete.clear();
    }
    this.leave();
    return matches;
  }

  private step(symbol: SymbolId, word: number): void {
    const { network, alphabet } = this;
    const terminals = alphabet.terminalsOf(symbol);
    const stays = alphabet.isFiller(symbol);
    const leaps = !alphabet.isNegator(symbol);
    for (const place of this.places) {
      const start = this.begun[place] as number;
      for (const terminal of terminals) this.follow(place, terminal, start);
      if (leaps) {
        const { from, items } = network.any;
        const end = from[place + 1] as number;
        for (let i = from[place] as number; i < end; i++) this.arrive(items[i] as number, start);
      }
      if (stays) this.reach(place, start);
    }
    for (const terminal of terminals)
      for (const target of this.begins.get(terminal) ?? []) this.arrive(target, word);
    this.moveOn();
  }

  /** The end of a sentence: only phrases that may have one there go on. */
  private pause(): void {
    for (const place of this.places) this.follow(place, this.breakTerminal, this.begun[place] as number);
    this.moveOn();
    this.complete.clear();
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
    const { from, items } = this.network.accepts;
    for (const place of this.closure(target)) {
      this.reach(place, start);
      const end = from[place + 1] as number;
      for (let i = from[place] as number; i < end; i++) {
        const phrase = items[i] as number;
        if (!this.complete.has(phrase)) this.complete.set(phrase, start);
      }
    }
  }

  private reach(place: number, start: number): void {
    if (this.next[place] !== NOWHERE || this.leadsOn[place] === 0) return;
    this.following.push(place);
    this.next[place] = start;
  }

  private moveOn(): void {
    this.leave();
    [this.places, this.following] = [this.following, this.places];
    this.places.sort(ascending);
    [this.begun, this.next] = [this.next, this.begun];
  }

  private leave(): void {
    for (const place of this.places) this.begun[place] = NOWHERE;
    this.places.length = 0;
  }

  /** A node and all that are reached from it without a word. */
  private closure(node: number): readonly number[] {
    const known = this.closures[node];
    if (known !== undefined) return known;
    const { from, items } = this.network.free;
    const all = new Set([node]);
    for (const place of all)
      for (let i = from[place] as number; i < (from[place + 1] as number); i++) all.add(items[i] as number);
    const list = [...all];
    this.closures[node] = list;
    return list;
  }
}

function leadingOn({ terminals, any }: FlatNetwork): Uint8Array {
  const leads = new Uint8Array(terminals.from.length - 1);
  for (let place = 0; place < leads.length; place++) {
    const ends =
      terminals.from[place] === terminals.from[place + 1] && any.from[place] === any.from[place + 1];
    leads[place] = ends ? 0 : 1;
  }
  return leads;
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

function ascending(a: number, b: number): number {
  return a - b;
}
