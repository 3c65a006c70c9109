// Cut points and bridges: the nodes and links without which a component falls apart.

import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";

export interface CutPoints {
  /** Articulation points in node order. */
  readonly nodes: readonly number[];
  /** Bridges as pairs (smaller, larger), in that order. */
  readonly bridges: readonly (readonly [number, number])[];
}

/** One depth-first search without recursion. All (n,). */
interface DepthFirst {
  /** When the node was met, from 1; 0 when not yet. */
  readonly met: Uint32Array;
  /** Earliest met node that its subtree links to. */
  readonly low: Uint32Array;
  readonly parent: Int32Array;
  readonly nextSlot: Uint32Array;
}

/**
 * Both from one depth-first search: below node u a child w with low(w) ≥ met(u) is cut off with u, with low(w) > met(u) with the link;
 * a root is a cut point when it has two children. Hopcroft & Tarjan (1973), CACM 16:372. O(n + m).
 * @param rows  symmetric and simple
 */
export function cutPoints(rows: Adjacency): CutPoints {
  const nodes = rows.offsets.length - 1;
  const search: DepthFirst = {
    met: new Uint32Array(nodes),
    low: new Uint32Array(nodes),
    parent: new Int32Array(nodes).fill(-1),
    nextSlot: rows.offsets.slice(0, nodes),
  };
  const isCut = new Uint8Array(nodes);
  const bridges: [number, number][] = [];
  for (let root = 0, time = 0; root < nodes; root++) {
    if (search.met[root] !== 0) continue;
    let children = 0;
    search.met[root] = search.low[root] = ++time;
    for (let node = root; node >= 0; ) {
      const child = nextUnmet(rows, search, node);
      if (child >= 0) {
        search.parent[child] = node;
        search.met[child] = search.low[child] = ++time;
        node = child;
        continue;
      }
      const parent = search.parent[node]!;
      if (parent >= 0) {
        const low = search.low[node]!;
        search.low[parent] = Math.min(search.low[parent]!, low);
        if (low > search.met[parent]!) bridges.push([Math.min(node, parent), Math.max(node, parent)]);
        if (parent === root) children++;
        else if (low >= search.met[parent]!) isCut[parent] = 1;
      }
      node = parent;
    }
    if (children > 1) isCut[root] = 1;
  }
  bridges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { nodes: [...isCut.keys()].filter((node) => isCut[node] === 1), bridges };
}

/** The next neighbour not met yet, or −1 when the row is at its end; links to met ones lower `low` on the way. */
function nextUnmet(rows: Adjacency, { met, low, parent, nextSlot }: DepthFirst, node: number): number {
  const end = rows.offsets[node + 1]!;
  while (nextSlot[node]! < end) {
    const other = rows.targets[nextSlot[node]!++]!;
    if (met[other] === 0) return other;
    if (other !== parent[node]) low[node] = Math.min(low[node]!, met[other]!);
  }
  return -1;
}
