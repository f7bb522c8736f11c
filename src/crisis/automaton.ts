import type { Alphabet, SymbolId } from './alphabet';
import type { Network, Node } from './network';
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
  readonly nodes: readonly Node[];
  readonly moves: Map<SymbolId, Move>;
}

/** So many states are remembered; then the memory starts anew, so that what visitors write cannot fill it. */
const MOST_STATES = 20_000;
const BEGINS_HERE = -1;

/**
 * Finds all phrases in a row of words, with one step a word however many phrases there are: the sets of places that
 * the network can be in are worked out once and remembered (a lazily built deterministic automaton). A found
 * phrase's first word is looked up by walking back along the steps.
 */
export class Automaton {
  private states = new Map<string, State>();
  private readonly empty: State;
  private readonly breakTerminal: number;
  private readonly free = new Map<Node, readonly Node[]>();

  constructor(
    network: Network,
    private readonly alphabet: Alphabet,
  ) {
    this.root = network.root;
    this.breakTerminal = alphabet.terminal('.');
    this.empty = this.state([]);
  }

  private readonly root: Node;

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
    const reached = new Map<Node, number>();
    const found = new Map<number, number>();
    const arrive = (node: Node, parent: number) => {
      for (const place of this.closure(node)) {
        if (!reached.has(place)) reached.set(place, parent);
        for (const phrase of place.accepts) if (!found.has(phrase)) found.set(phrase, parent);
      }
    };
    const terminals = symbol === BREAK ? [this.breakTerminal] : this.alphabet.terminalsOf(symbol);
    const stays = symbol !== BREAK && this.alphabet.isFiller(symbol);
    const leaps = symbol !== BREAK && !this.alphabet.isNegator(symbol);
    state.nodes.forEach((node, index) => {
      for (const terminal of terminals)
        for (const next of node.edges.get(terminal) ?? []) arrive(next, index);
      if (leaps) for (const next of node.any) arrive(next, index);
      if (stays && !reached.has(node)) reached.set(node, index);
    });
    if (symbol !== BREAK) {
      for (const place of this.closure(this.root)) {
        for (const terminal of terminals)
          for (const next of place.edges.get(terminal) ?? []) arrive(next, BEGINS_HERE);
      }
    }
    // Places that lead nowhere are done once their phrase is found.
    const nodes = [...reached.keys()].filter((node) => node.edges.size > 0 || node.any.length > 0);
    nodes.sort((a, b) => a.id - b.id);
    return {
      to: this.state(nodes),
      parents: Int32Array.from(nodes, (node) => reached.get(node) as number),
      found: [...found].map(([phrase, parent]) => ({ phrase, parent })),
    };
  }

  private closure(node: Node): readonly Node[] {
    const known = this.free.get(node);
    if (known !== undefined) return known;
    const all = new Set([node]);
    for (const place of all) for (const next of place.free) all.add(next);
    const list = [...all];
    this.free.set(node, list);
    return list;
  }

  private state(nodes: readonly Node[]): State {
    const key = nodes.map((node) => node.id).join();
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
