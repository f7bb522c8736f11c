/** A word's place in the automaton: equal words and words that satisfy the same parts of phrases share one. */
export type SymbolId = number;

const SHORTEST_PREFIX = 3;
const YEAR = /^(19|20)\d\d$/;
/** From here on a number of tablets is no dose. */
const MANY = 6;
const NUMBER = /^\d+[a-z]{0,2}$/;

/** All that an alphabet knows, as plain data, so that it can be kept in a file. Belongs to one alphabet at a time. */
export interface AlphabetData {
  readonly terminals: Map<string, number>;
  readonly symbols: Map<string, SymbolId>;
  readonly symbolsByTerminals: Map<string, SymbolId>;
  readonly satisfied: (readonly number[])[];
  readonly fillerSymbols: Set<SymbolId>;
  readonly negatorSymbols: Set<SymbolId>;
  prefixLengths: readonly number[];
  /** The first letters of every `start*`: most words share none of them. */
  readonly heads: Set<string>;
}

/**
 * Tells which parts of phrases ("terminals") a word satisfies: itself, a second reading, a `start*`, `#`. Words in
 * no phrase get the symbol 0. Asking about a visitor's word keeps nothing of it.
 */
export class Alphabet {
  constructor(
    private readonly also: ReadonlyMap<string, string>,
    readonly data: AlphabetData = emptyData(),
  ) {}

  /** The terminal of a word, `start*`, `#`, `#year` or `.`; made when it is new. Only while phrases are compiled. */
  terminal(word: string): number {
    const known = this.data.terminals.get(word);
    if (known !== undefined) return known;
    const id = this.data.terminals.size;
    this.data.terminals.set(word, id);
    return id;
  }

  /** Ends the making of terminals: from here on words have their final symbols. */
  seal(fillers: Iterable<string>, negators: Iterable<string>): void {
    const prefixes = [...this.data.terminals.keys()].filter((word) => word.endsWith('*'));
    const lengths = prefixes.map((word) => Math.max(SHORTEST_PREFIX, word.length - 1));
    this.data.prefixLengths = [...new Set(lengths)].sort((a, b) => a - b);
    for (const word of prefixes) this.data.heads.add(word.slice(0, -1).slice(0, SHORTEST_PREFIX));
    const marks = new Map<string, string>();
    for (const word of fillers) marks.set(word, 'filler');
    for (const word of negators) marks.set(word, 'negator');
    for (const word of new Set([...this.data.terminals.keys(), ...this.also.keys(), ...marks.keys()])) {
      // A marked word is told apart from other words that satisfy the same terminals.
      const mark = marks.get(word) ?? '';
      const symbol = this.intern(this.terminalsOfWord(word), mark);
      this.data.symbols.set(word, symbol);
      if (mark === 'filler') this.data.fillerSymbols.add(symbol);
      if (mark === 'negator') this.data.negatorSymbols.add(symbol);
    }
  }

  /** True for a word that some phrase, second reading or filler spells out. */
  knows(word: string): boolean {
    return this.data.symbols.has(word);
  }

  symbolOf(word: string): SymbolId {
    return this.data.symbols.get(word) ?? this.intern(this.terminalsOfWord(word), '');
  }

  terminalsOf(symbol: SymbolId): readonly number[] {
    return this.data.satisfied[symbol] ?? [];
  }

  isFiller(symbol: SymbolId): boolean {
    return this.data.fillerSymbols.has(symbol);
  }

  /** No gap leaps over a negation. */
  isNegator(symbol: SymbolId): boolean {
    return this.data.negatorSymbols.has(symbol);
  }

  private terminalsOfWord(word: string): number[] {
    const found = new Set<number>();
    const take = (key: string) => {
      const id = this.data.terminals.get(key);
      if (id !== undefined) found.add(id);
    };
    for (const reading of [word, this.also.get(word) ?? word]) {
      take(reading);
      if (!this.data.heads.has(reading.slice(0, SHORTEST_PREFIX))) continue;
      for (const length of this.data.prefixLengths) {
        if (length <= reading.length) take(`${reading.slice(0, length)}*`);
      }
    }
    if (NUMBER.test(word)) take('#');
    if (YEAR.test(word)) take('#year');
    else if (NUMBER.test(word) && Number.parseInt(word, 10) >= MANY) take('#many');
    return [...found].sort((a, b) => a - b);
  }

  /** As many symbols as there are sets of terminals, which the lexicon bounds, not what visitors write. */
  private intern(terminals: readonly number[], mark: string): SymbolId {
    const key = mark + terminals.join();
    const known = this.data.symbolsByTerminals.get(key);
    if (known !== undefined) return known;
    const id = this.data.satisfied.length;
    this.data.symbolsByTerminals.set(key, id);
    this.data.satisfied.push(terminals);
    return id;
  }
}

function emptyData(): AlphabetData {
  return {
    terminals: new Map(),
    symbols: new Map(),
    symbolsByTerminals: new Map([['', 0]]),
    satisfied: [[]],
    fillerSymbols: new Set(),
    negatorSymbols: new Set(),
    prefixLengths: [],
    heads: new Set(),
  };
}
