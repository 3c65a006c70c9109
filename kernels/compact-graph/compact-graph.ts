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

/** The slot from one node to another, or −1: binary search in the row. */
export function slotBetween(rows: Adjacency, from: number, to: number): number {
  let low = rows.offsets[from]!;
  let high = low + degree(rows, from) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const target = rows.targets[middle]!;
    if (target === to) return middle;
    if (target < to) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/**
 * Rows of edges from → to, each row in (target, edge id) order: two counting sorts, O(n + m).
 * @param from, to, strength  (m,)
 */
export function adjacencyOf(nodes: number, from: Uint32Array, to: Uint32Array, strength: Float32Array): Adjacency {
  const edges = stableOrder(nodes, from, stableOrder(nodes, to, identity(from.length)));
  const targets = new Uint32Array(edges.length);
  const weights = new Float32Array(edges.length);
  for (let slot = 0; slot < edges.length; slot++) {
    targets[slot] = to[edges[slot]!]!;
    weights[slot] = strength[edges[slot]!]!;
  }
  return { offsets: startsOf(nodes, from), targets, edges, strength: weights };
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

/** 0 … length − 1 */
export function identity(length: number): Uint32Array {
  const items = new Uint32Array(length);
  for (let index = 0; index < length; index++) items[index] = index;
  return items;
}

/** `items` sorted by keys[item] < n, stable. Counting sort, O(n + m). */
export function stableOrder(n: number, keys: Uint32Array | Uint8Array, items: Uint32Array): Uint32Array {
  const next = startsOf(n, keys);
  const sorted = new Uint32Array(items.length);
  for (let place = 0; place < items.length; place++) {
    const item = items[place]!;
    sorted[next[keys[item]!]!++] = item;
  }
  return sorted;
}

/** (n+1,) how many keys are smaller than each number */
function startsOf(n: number, keys: Uint32Array | Uint8Array): Uint32Array {
  const starts = new Uint32Array(n + 1);
  for (let index = 0; index < keys.length; index++) starts[keys[index]! + 1]!++;
  for (let key = 0; key < n; key++) starts[key + 1]! += starts[key]!;
  return starts;
}
