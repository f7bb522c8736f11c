/** A word's place in the automaton: equal words and words that satisfy the same parts of phrases share one. */
export type SymbolId = number;

const SHORTEST_PREFIX = 3;
const YEAR = /^(19|20)\d\d$/;
/** From here on a number of tablets is no dose. */
const MANY = 6;
const NUMBER = /^\d+[a-z]{0,2}$/;

/**
 * Tells which parts of phrases ("terminals") a word satisfies: itself, a second reading, a `start*`, `#`. Words in
 * no phrase get the symbol 0. Asking about a visitor's word keeps nothing of it.
 */
export class Alphabet {
  private readonly terminals = new Map<string, number>();
  private readonly symbols = new Map<string, SymbolId>();
  private readonly symbolsByTerminals = new Map<string, SymbolId>();
  private readonly satisfied: (readonly number[])[] = [[]];
  private readonly fillerSymbols = new Set<SymbolId>();
  private readonly negatorSymbols = new Set<SymbolId>();
  private prefixLengths: readonly number[] = [];

  constructor(private readonly also: ReadonlyMap<string, string>) {
    this.symbolsByTerminals.set('', 0);
  }

  /** The terminal of a word, `start*`, `#`, `#year` or `.`; made when it is new. Only while phrases are compiled. */
  terminal(word: string): number {
    const known = this.terminals.get(word);
    if (known !== undefined) return known;
    const id = this.terminals.size;
    this.terminals.set(word, id);
    return id;
  }

  /** Ends the making of terminals: from here on words have their final symbols. */
  seal(fillers: Iterable<string>, negators: Iterable<string>): void {
    const prefixes = [...this.terminals.keys()].filter((word) => word.endsWith('*'));
    const lengths = prefixes.map((word) => Math.max(SHORTEST_PREFIX, word.length - 1));
    this.prefixLengths = [...new Set(lengths)].sort((a, b) => a - b);
    const marks = new Map<string, string>();
    for (const word of fillers) marks.set(word, 'filler');
    for (const word of negators) marks.set(word, 'negator');
    for (const word of new Set([...this.terminals.keys(), ...this.also.keys(), ...marks.keys()])) {
      // A marked word is told apart from other words that satisfy the same terminals.
      const mark = marks.get(word) ?? '';
      const symbol = this.intern(this.terminalsOfWord(word), mark);
      this.symbols.set(word, symbol);
      if (mark === 'filler') this.fillerSymbols.add(symbol);
      if (mark === 'negator') this.negatorSymbols.add(symbol);
    }
  }

  /** True for a word that some phrase, second reading or filler spells out. */
  knows(word: string): boolean {
    return this.symbols.has(word);
  }

  symbolOf(word: string): SymbolId {
    return this.symbols.get(word) ?? this.intern(this.terminalsOfWord(word), '');
  }

  terminalsOf(symbol: SymbolId): readonly number[] {
    return this.satisfied[symbol] ?? [];
  }

  isFiller(symbol: SymbolId): boolean {
    return this.fillerSymbols.has(symbol);
  }

  /** No gap leaps over a negation. */
  isNegator(symbol: SymbolId): boolean {
    return this.negatorSymbols.has(symbol);
  }

  private terminalsOfWord(word: string): number[] {
    const found = new Set<number>();
    const take = (key: string) => {
      const id = this.terminals.get(key);
      if (id !== undefined) found.add(id);
    };
    for (const reading of [word, this.also.get(word) ?? word]) {
      take(reading);
      for (const length of this.prefixLengths) {
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
    const known = this.symbolsByTerminals.get(key);
    if (known !== undefined) return known;
    const id = this.satisfied.length;
    this.symbolsByTerminals.set(key, id);
    this.satisfied.push(terminals);
    return id;
  }
}
