// Betweenness: on how many shortest ways between others a node lies, counted from all nodes or estimated from some.

import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";

/** One breadth-first search: everything (n,), for the nodes in `reached` only. */
interface Search {
  /** Nodes by distance; the first `count` hold. */
  readonly reached: Uint32Array;
  /** Links from the pivot, −1 when not reached. */
  readonly distance: Int32Array;
  /** σ: number of shortest ways from the pivot. */
  readonly ways: Float64Array;
  /** δ: share of the pivot's shortest ways that pass through the node, summed over their ends. */
  readonly passing: Float64Array;
}

/**
 * B(v) = Σ_{s<t} σ_st(v)/σ_st over unordered pairs of other nodes, in pairs: from 0 to (n−1)(n−2)/2. Every link is one step long.
 * With k pivots it is n/k·½·Σ_{s ∈ pivots} δ_s(v): exact when every node is one, and unbiased when all sets of k are equally likely.
 * Brandes (2001), J. Math. Sociol. 25:163; pivots: Brandes & Pich (2007). O(k·(n + m)).
 * @param rows    symmetric and simple
 * @param pivots  (k,) different nodes, as `drawNodes` draws them
 * @returns (n,)
 */
export function betweenness(rows: Adjacency, pivots: Uint32Array): Float64Array {
  const nodes = rows.offsets.length - 1;
  const sum = new Float64Array(nodes);
  const search: Search = {
    reached: new Uint32Array(nodes),
    distance: new Int32Array(nodes).fill(-1),
    ways: new Float64Array(nodes),
    passing: new Float64Array(nodes),
  };
  const scale = nodes / pivots.length / 2;
  for (const pivot of pivots) {
    const count = forward(rows, pivot, search);
    backward(rows, search, count);
    for (let place = 1; place < count; place++) {
      const node = search.reached[place]!;
      sum[node]! += scale * search.passing[node]!;
    }
    for (let place = 0; place < count; place++) search.distance[search.reached[place]!] = -1;
  }
  return sum;
}

/** Distances and ways from the pivot; answers how many nodes were reached. */
function forward(rows: Adjacency, pivot: number, { reached, distance, ways, passing }: Search): number {
  const { offsets, targets } = rows;
  let count = 0;
  const reach = (node: number, steps: number): void => {
    distance[node] = steps;
    ways[node] = passing[node] = 0;
    reached[count++] = node;
  };
  reach(pivot, 0);
  ways[pivot] = 1;
  for (let head = 0; head < count; head++) {
    const node = reached[head]!;
    const steps = distance[node]! + 1;
    const end = offsets[node + 1]!;
    for (let slot = offsets[node]!; slot < end; slot++) {
      const next = targets[slot]!;
      if (distance[next] === -1) reach(next, steps);
      if (distance[next] === steps) ways[next]! += ways[node]!;
    }
  }
  return count;
}

/** δ(v) = Σ_w σ(v)/σ(w)·(1 + δ(w)) over the w one step farther, farthest first. */
function backward(rows: Adjacency, { reached, distance, ways, passing }: Search, count: number): void {
  const { offsets, targets } = rows;
  for (let place = count - 1; place > 0; place--) {
    const node = reached[place]!;
    const share = (1 + passing[node]!) / ways[node]!;
    const nearer = distance[node]! - 1;
    const end = offsets[node + 1]!;
    for (let slot = offsets[node]!; slot < end; slot++) {
      const before = targets[slot]!;
      if (distance[before] === nearer) passing[before]! += ways[before]! * share;
    }
  }
}
