import { TriageError } from '../errors';
import type { Alphabet } from './alphabet';
import type { Item } from './phrase';

/** A place inside phrases. Phrases with the same beginning share their nodes. */
export interface Node {
  readonly id: number;
  /** Terminal → where a word that satisfies it leads. */
  readonly edges: Map<number, Node[]>;
  /** Where any word leads (gaps). */
  readonly any: Node[];
  /** Reached without a word (optional parts). */
  readonly free: Node[];
  /** Phrases that are complete here. */
  readonly accepts: number[];
}

/** The alternatives of a slot, parsed. */
export type Slots = ReadonlyMap<string, readonly (readonly Item[])[]>;

/** All phrases as one network of nodes, slots written out in place, common beginnings shared. */
export class Network {
  readonly nodes: Node[] = [];
  readonly root: Node = this.node();
  /** Node → the item that leaves it → the node behind: how beginnings are shared. */
  private readonly after = new Map<Node, Map<string, Node>>();

  private readonly keys = new WeakMap<Item, string>();

  constructor(private readonly alphabet: Alphabet) {}

  /**
   * @param phrase index given back when the phrase is found
   * @throws TriageError CRISIS_PHRASE_INVALID when a slot is not there or uses itself
   */
  add(items: readonly Item[], slots: Slots, language: string, phrase: number): void {
    let at = this.root;
    for (const item of items) at = this.step(at, item, slots, language, []);
    at.accepts.push(phrase);
  }

  private step(from: Node, item: Item, slots: Slots, language: string, within: readonly string[]): Node {
    const known = this.after.get(from) ?? new Map<string, Node>();
    this.after.set(from, known);
    const key = language + this.keyOf(item);
    const shared = known.get(key);
    if (shared !== undefined) return shared;
    const to = this.node();
    known.set(key, to);
    if (item.kind === 'word') link(from, this.alphabet.terminal(item.word), to);
    else if (item.kind === 'gap') this.gap(from, item.upTo, to);
    else if (item.kind === 'group') {
      if (item.optional) from.free.push(to);
      this.join(from, item.options, to, slots, language, within);
    } else {
      const name = item.name;
      const options = slots.get(name);
      if (options === undefined) throw new TriageError('CRISIS_PHRASE_INVALID', `there is no slot {${name}}`);
      if (within.includes(name)) throw new TriageError('CRISIS_PHRASE_INVALID', `{${name}} uses itself`);
      this.join(from, options, to, slots, language, [...within, name]);
    }
    return to;
  }

  private keyOf(item: Item): string {
    const known = this.keys.get(item);
    if (known !== undefined) return known;
    const key = JSON.stringify(item);
    this.keys.set(item, key);
    return key;
  }

  private gap(from: Node, upTo: number, to: Node): void {
    let at = from;
    at.free.push(to);
    for (let i = 0; i < upTo; i++) {
      const next = this.node();
      at.any.push(next);
      next.free.push(to);
      at = next;
    }
  }

  /** Writes out alternatives between two nodes; those with the same beginning share it. */
  private join(
    from: Node,
    options: readonly (readonly Item[])[],
    to: Node,
    slots: Slots,
    language: string,
    within: readonly string[],
  ): void {
    const start = this.node();
    from.free.push(start);
    for (const option of options) {
      let at = start;
      const last = option.at(-1);
      for (const item of option.slice(0, -1)) at = this.step(at, item, slots, language, within);
      if (last?.kind === 'word') link(at, this.alphabet.terminal(last.word), to);
      else if (last === undefined) at.free.push(to);
      else this.step(at, last, slots, language, within).free.push(to);
    }
  }

  private node(): Node {
    const node: Node = { id: this.nodes.length, edges: new Map(), any: [], free: [], accepts: [] };
    this.nodes.push(node);
    return node;
  }
}

function link(from: Node, terminal: number, to: Node): void {
  const there = from.edges.get(terminal);
  if (there === undefined) from.edges.set(terminal, [to]);
  else if (!there.includes(to)) there.push(to);
}
