import type { Node } from './network';

/** Lists of numbers laid end to end: list n is `items[from[n]]` up to, but not with, `items[from[n + 1]]`. */
export interface Lists {
  readonly from: Int32Array;
  readonly items: Int32Array;
}

/**
 * All phrases as one network of plain numbers: a twentieth of the memory that the nodes take, and read back from a
 * file in no time. Node 0 is where every phrase begins; what each list means is told at `Node`.
 */
export interface FlatNetwork {
  /** The terminals that lead away from a node, ascending; `targets` beside them says where. */
  readonly terminals: Lists;
  readonly targets: Int32Array;
  readonly any: Lists;
  readonly free: Lists;
  readonly accepts: Lists;
}

/** @param nodes all nodes, each at its own id */
export function flatten(nodes: readonly Node[]): FlatNetwork {
  const edges = nodes.map((node) =>
    [...node.edges]
      .sort(([a], [b]) => a - b)
      .flatMap(([terminal, targets]) => targets.map(({ id }) => ({ terminal, id }))),
  );
  const ids = (list: readonly Node[]) => list.map(({ id }) => id);
  return {
    terminals: lists(edges.map((list) => list.map(({ terminal }) => terminal))),
    targets: Int32Array.from(edges.flatMap((list) => list.map(({ id }) => id))),
    any: lists(nodes.map((node) => ids(node.any))),
    free: lists(nodes.map((node) => ids(node.free))),
    accepts: lists(nodes.map((node) => node.accepts)),
  };
}

function lists(all: readonly (readonly number[])[]): Lists {
  const from = new Int32Array(all.length + 1);
  all.forEach((list, n) => (from[n + 1] = (from[n] as number) + list.length));
  return { from, items: Int32Array.from(all.flat()) };
}
