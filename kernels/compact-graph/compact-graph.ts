// A graph as compressed sparse rows: typed arrays only, numbers only. It knows no labels and no meaning.

import { HortusError } from "#kernels/errors.ts";

/**
 * Rows of neighbours. The slots of node u are offsets[u] … offsets[u+1]−1, in (target, edge id) order.
 * A slot's `edges` entry says which edge it stands for, so that costs may be kept for each edge.
 */
export interface Adjacency {
  /** (n+1,) */
  readonly offsets: Uint32Array;
  /** (slots,) node at the other end */
  readonly targets: Uint32Array;
  /** (slots,) edge id */
  readonly edges: Uint32Array;
  /** (slots,) strength of the link, dimensionless, larger is stronger */
  readonly strength: Float32Array;
}

/** A directed multigraph: n nodes, m edges with ids 0 … m−1 in the order given. */
export interface CompactGraph {
  readonly nodes: number;
  readonly edges: number;
  /** (m,) each edge's first end, second end and strength */
  readonly heads: Uint32Array;
  readonly tails: Uint32Array;
  readonly strength: Float32Array;
  /** Edges by their head (head → tail), and by their tail. */
  readonly out: Adjacency;
  readonly in: Adjacency;
}

/**
 * The graph of these edges; the arrays are kept, not copied.
 * @param heads, tails, strength  (m,) both ends and the strength of each edge; its id is its place
 * @throws `kernel.value` when an end is no node or a strength is not a finite number ≥ 0; `kernel.shape` when the lengths differ
 */
export function compactGraph(nodes: number, heads: Uint32Array, tails: Uint32Array, strength: Float32Array): CompactGraph {
  if (!Number.isInteger(nodes) || nodes < 0) throw new HortusError("kernel.value", `A graph cannot have ${nodes} nodes.`, { nodes });
  const edges = heads.length;
  if (tails.length !== edges || strength.length !== edges) {
    throw new HortusError("kernel.shape", "Each edge has two ends and a strength.", { heads: edges, tails: tails.length });
  }
  for (let edge = 0; edge < edges; edge++) checkEdge(nodes, heads[edge]!, tails[edge]!, strength[edge]!);
  const [out, into] = [adjacencyOf(nodes, heads, tails, strength), adjacencyOf(nodes, tails, heads, strength)];
  return { nodes, edges, heads, tails, strength, out, in: into };
}

/** Number of slots of a node. */
export function degree(rows: Adjacency, node: number): number {
  return rows.offsets[node + 1]! - rows.offsets[node]!;
}

/**
 * Rows of edges from → to, each row in (target, edge id) order: two counting sorts, O(n + m).
 * @param from, to, strength  (m,)
 */
export function adjacencyOf(nodes: number, from: Uint32Array, to: Uint32Array, strength: Float32Array): Adjacency {
  const byTarget = stableOrder(nodes, to, identity(from.length));
  const order = stableOrder(nodes, from, byTarget);
  const offsets = new Uint32Array(nodes + 1);
  for (const node of from) offsets[node + 1]!++;
  for (let node = 0; node < nodes; node++) offsets[node + 1]! += offsets[node]!;
  return { offsets, targets: order.map((edge) => to[edge]!), edges: order, strength: Float32Array.from(order, (edge) => strength[edge]!) };
}

function checkEdge(nodes: number, head: number, tail: number, strength: number): void {
  if (head >= nodes || tail >= nodes) {
    throw new HortusError("kernel.value", `Edge ${head} → ${tail} leaves a graph of ${nodes} nodes.`, { head, tail, nodes });
  }
  if (!(strength >= 0 && strength < Number.POSITIVE_INFINITY)) {
    throw new HortusError("kernel.value", `Edge ${head} → ${tail} has the strength ${strength}; it must be finite and ≥ 0.`, {
      head,
      tail,
    });
  }
}

function identity(length: number): Uint32Array {
  const items = new Uint32Array(length);
  for (let index = 0; index < length; index++) items[index] = index;
  return items;
}

/** `items` sorted by keys[item] < n, stable. */
function stableOrder(nodes: number, keys: Uint32Array, items: Uint32Array): Uint32Array {
  const next = new Uint32Array(nodes + 1);
  for (const key of keys) next[key + 1]!++;
  for (let node = 0; node < nodes; node++) next[node + 1]! += next[node]!;
  const sorted = new Uint32Array(items.length);
  for (const item of items) sorted[next[keys[item]!]!++] = item;
  return sorted;
}
