import type { Alphabet, SymbolId } from './alphabet';
import type { FlatNetwork, Lists } from './flatNetwork';
import { GAP, type Reading } from './normalise';

/** A phrase found: its index, and its first and last word. */
export interface Match {
  readonly phrase: number;
  readonly start: number;
  readonly end: number;
}

/** What one word does in a state: where it leads, and from which place each place there was reached. */
interface Move {
  readonly to: State;
  /** For each node of `to`: the index in the state before, or -1 when a phrase begins with this word. */
  readonly parents: Int32Array;
  /** Phrases complete with this word, each with the index in the state before (or -1). */
  readonly found: readonly { readonly phrase: number; readonly parent: number }[];
}
interface State {
  /** Nodes of the network, ascending. */
  readonly nodes: readonly number[];
  readonly moves: Map<SymbolId, Move>;
}

/** So many states are remembered; then the memory starts anew, so that what visitors write cannot fill it. */
const MOST_STATES = 20_000;
const BEGINS_HERE = -1;
const ROOT = 0;

/**
 * Finds all phrases in a row of words, with one step a word however many phrases there are: the sets of places that
 * the network can be in are worked out once and remembered (a lazily built deterministic automaton). A found
 * phrase's first word is looked up by walking back along the steps.
 */
export class Automaton {
  private states = new Map<string, State>();
  private readonly empty: State;
  private readonly breakTerminal: number;
  private readonly closures = new Map<number, readonly number[]>();
  /** Terminal → where phrases that begin with it lead: every word may begin one, so this is looked up most. */
  private readonly begins: ReadonlyMap<number, readonly number[]>;

  constructor(
    private readonly network: FlatNetwork,
    private readonly alphabet: Alphabet,
  ) {
    this.breakTerminal = alphabet.terminal('.');
    this.empty = this.state([]);
    this.begins = edgesOf(network, this.closure(ROOT));
  }

  find({ symbols, gaps }: Pick<Reading, 'symbols' | 'gaps'>): Match[] {
    const matches: Match[] = [];
    const moves: Move[] = [];
    const words: number[] = [];
    let state = this.empty;
    for (let word = 0; word < symbols.length; word++) {
      if (gaps[word] === GAP.sentence && state !== this.empty) {
        const move = this.move(state, BREAK);
        moves.push(move);
        words.push(word);
        state = move.to;
      }
      const move = this.move(state, symbols[word] as SymbolId);
      moves.push(move);
      words.push(word);
      state = move.to;
      for (const { phrase, parent } of move.found) {
        matches.push({ phrase, start: firstWord(moves, words, parent), end: word });
      }
    }
    return matches;
  }

  private move(state: State, symbol: SymbolId): Move {
    const known = state.moves.get(symbol);
    if (known !== undefined) return known;
    const move = this.work(state, symbol);
    state.moves.set(symbol, move);
    return move;
  }

  /** Works out where a word leads from a state. */
  private work(state: State, symbol: SymbolId): Move {
    const reached = new Map<number, number>();
    const found = new Map<number, number>();
    const arrive = (node: number, parent: number) => {
      for (const place of this.closure(node)) {
        if (!reached.has(place)) reached.set(place, parent);
        each(this.network.accepts, place, (phrase) => found.has(phrase) || found.set(phrase, parent));
      }
    };
    const terminals = symbol === BREAK ? [this.breakTerminal] : this.alphabet.terminalsOf(symbol);
    const stays = symbol !== BREAK && this.alphabet.isFiller(symbol);
    const leaps = symbol !== BREAK && !this.alphabet.isNegator(symbol);
    state.nodes.forEach((node, index) => {
      const there = (next: number) => arrive(next, index);
      for (const terminal of terminals) eachTarget(this.network, node, terminal, there);
      if (leaps) each(this.network.any, node, there);
      if (stays && !reached.has(node)) reached.set(node, index);
    });
    if (symbol !== BREAK) {
      for (const terminal of terminals)
        for (const next of this.begins.get(terminal) ?? []) arrive(next, BEGINS_HERE);
    }
    const nodes = [...reached.keys()].filter((node) => leadsOn(this.network, node)).sort((a, b) => a - b);
    return {
      to: this.state(nodes),
      parents: Int32Array.from(nodes, (node) => reached.get(node) as number),
      found: [...found].map(([phrase, parent]) => ({ phrase, parent })),
    };
  }

  /** A node and all that are reached from it without a word. */
  private closure(node: number): readonly number[] {
    const known = this.closures.get(node);
    if (known !== undefined) return known;
    const all = new Set([node]);
    for (const place of all) each(this.network.free, place, (next) => all.add(next));
    const list = [...all];
    this.closures.set(node, list);
    return list;
  }

  private state(nodes: readonly number[]): State {
    const key = nodes.join();
    const known = this.states.get(key);
    if (known !== undefined) return known;
    if (this.states.size >= MOST_STATES) this.forget();
    const state: State = { nodes, moves: new Map() };
    this.states.set(key, state);
    return state;
  }

  private forget(): void {
    this.states = new Map([['', this.empty]]);
    this.empty.moves.clear();
  }
}

const BREAK = -1;

function firstWord(moves: readonly Move[], words: readonly number[], parent: number): number {
  let at = moves.length - 1;
  for (let index = parent; index !== BEGINS_HERE;) {
    at--;
    index = (moves[at] as Move).parents[index] as number;
  }
  return words[at] as number;
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

function each({ from, items }: Lists, node: number, visit: (item: number) => unknown): void {
  const end = from[node + 1] as number;
  for (let i = from[node] as number; i < end; i++) visit(items[i] as number);
}

/** Where a terminal leads from a node, looked up by halves: some nodes have hundreds of ways out. */
function eachTarget(
  { terminals: { from, items }, targets }: FlatNetwork,
  node: number,
  terminal: number,
  visit: (target: number) => void,
): void {
  const end = from[node + 1] as number;
  let low = from[node] as number;
  for (let high = end; low < high;) {
    const middle = (low + high) >> 1;
    if ((items[middle] as number) < terminal) low = middle + 1;
    else high = middle;
  }
  for (; low < end && items[low] === terminal; low++) visit(targets[low] as number);
}

/** Places that lead nowhere are done once their phrase is found. */
function leadsOn({ terminals, any }: FlatNetwork, node: number): boolean {
  return sizeOf(terminals, node) > 0 || sizeOf(any, node) > 0;
}

function sizeOf({ from }: Lists, node: number): number {
  return (from[node + 1] as number) - (from[node] as number);
}
