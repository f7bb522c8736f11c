import type { Node } from './network';

/** Lists of numbers laid end to end: list n is `items[from[n]]` up to, but not with, `items[from[n + 1]]`. */
export interface Lists {
  readonly from: Int32Array;
  readonly items: Int32Array;
}

/**
 * All phrases as one network of plain numbers: a twentieth of the memory that the nodes take, and read back from a
 * file in no time. What is reached without a word is worked out ahead, and so is the first word: whatever phrases begin
 * with it, it leads to one node that has the ways out of all their places. Node 0 is where every phrase begins.
 */
export interface FlatNetwork {
  /** The terminals that lead away from a node, ascending; beside them where they lead, and from which place. */
  readonly terminals: Lists;
  readonly targets: Int32Array;
  readonly sources: Int32Array;
  /** Where any word leads; and beside it from which place. */
  readonly any: Lists;
  readonly anySources: Int32Array;
  /** Coming to a node means to be at these: itself and what is reached from it without a word, if words lead on. */
  readonly places: Lists;
  /** The phrases that are complete on coming to a node. */
  readonly phrases: Lists;
  /** The places that the node of a first word stands for; for any other node none. */
  readonly parts: Lists;
}

/** A way out of a node. */
interface Way {
  readonly terminal: number;
  readonly target: number;
  readonly source: number;
}

interface Row {
  readonly ways: readonly Way[];
  readonly any: readonly Omit<Way, 'terminal'>[];
  readonly places: readonly number[];
  readonly phrases: readonly number[];
  readonly parts: readonly number[];
}

/** @param nodes all nodes, each at its own id */
export function flatten(nodes: readonly Node[]): FlatNetwork {
  const rows: Row[] = nodes.map((node) => ({ ...arrival([node]), ...waysOf([node]), parts: [] }));
  const begins = new Map<number, Set<Node>>();
  for (const root of closure(nodes[0]!))
    for (const [terminal, targets] of root.edges)
      begins.set(terminal, new Set([...(begins.get(terminal) ?? []), ...targets]));
  const first = [...begins].sort(([a], [b]) => a - b);
  // Comes after all other sources: where two ways lead to one place, the one begun before counts.
  const source = nodes.length + first.length;
  const ways = first.map(([terminal], n) => ({ terminal, target: nodes.length + n, source }));
  rows[0] = { ...rows[0]!, ways, any: [] };
  for (const [id, [, targets]] of first.entries()) {
    const { places, phrases } = arrival([...targets]);
    const parts = [...new Set(places)].sort((a, b) => a - b);
    const all = waysOf(parts.map((part) => nodes[part]!));
    rows.push({ ...all, places: [nodes.length + id], phrases, parts });
  }
  return {
    terminals: lists(rows, ({ ways }) => ways.map(({ terminal }) => terminal)),
    targets: lists(rows, ({ ways }) => ways.map(({ target }) => target)).items,
    sources: lists(rows, ({ ways }) => ways.map((way) => way.source)).items,
    any: lists(rows, ({ any }) => any.map(({ target }) => target)),
    anySources: lists(rows, ({ any }) => any.map((way) => way.source)).items,
    places: lists(rows, ({ places }) => places),
    phrases: lists(rows, ({ phrases }) => phrases),
    parts: lists(rows, ({ parts }) => parts),
  };
}

function waysOf(nodes: readonly Node[]): Pick<Row, 'ways' | 'any'> {
  const ways: Way[] = [];
  const any: Omit<Way, 'terminal'>[] = [];
  for (const node of nodes) {
    const source = node.id;
    for (const [terminal, targets] of node.edges)
      for (const { id: target } of targets) ways.push({ terminal, target, source });
    for (const { id: target } of node.any) any.push({ target, source });
  }
  return { ways: ways.sort((a, b) => a.terminal - b.terminal), any };
}

/** What coming to any of these nodes means: where one then is, as far as words lead on, and what is complete. */
function arrival(targets: readonly Node[]): Pick<Row, 'places' | 'phrases'> {
  const all = targets.flatMap(closure);
  return {
    places: all.filter(({ edges, any }) => edges.size > 0 || any.length > 0).map(({ id }) => id),
    phrases: all.flatMap(({ accepts }) => accepts),
  };
}

/** A node and all that are reached from it without a word. */
function closure(node: Node): Node[] {
  const all = new Set([node]);
  for (const one of all) for (const next of one.free) all.add(next);
  return [...all];
}

function lists(rows: readonly Row[], pick: (row: Row) => readonly number[]): Lists {
  const from = new Int32Array(rows.length + 1);
  const items: number[] = [];
  rows.forEach((row, n) => {
    for (const item of pick(row)) items.push(item);
    from[n + 1] = items.length;
  });
  return { from, items: Int32Array.from(items) };
}
