// Triangles and clustering: how often two neighbours of a node are neighbours of each other.

import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";

export interface Clustering {
  /** (n,) triangles through each node */
  readonly triangles: Uint32Array;
  /** Triangles of the graph, each counted once. */
  readonly total: number;
  /** Mean over all nodes of triangles / pairs of neighbours, 0 where there is no pair. Watts & Strogatz (1998). */
  readonly mean: number;
  /** Transitivity: 3·triangles / pairs of neighbours in the whole graph, 0 where there is none. Newman (2003). */
  readonly transitivity: number;
}

/**
 * Every triangle is met once, from its node of fewest links, along links to nodes of more (ties by node number).
 * Chiba & Nishizeki (1985), Schank & Wagner (2005), "forward". O(m^1.5), O(n + m) memory.
 * @param rows  symmetric and simple
 */
export function clustering(rows: Adjacency): Clustering {
  const nodes = rows.offsets.length - 1;
  const triangles = trianglesOf(rows, upward(rows));
  let [sum, closed, pairs] = [0, 0, 0];
  for (let node = 0; node < nodes; node++) {
    const links = degree(rows, node);
    const own = (links * (links - 1)) / 2;
    pairs += own;
    closed += triangles[node]!;
    if (own > 0) sum += triangles[node]! / own;
  }
  return { triangles, total: closed / 3, mean: nodes === 0 ? 0 : sum / nodes, transitivity: pairs === 0 ? 0 : closed / pairs };
}

type Upward = Pick<Adjacency, "offsets" | "targets">;

/** Each link once: from the end of fewer links to the end of more. No row is longer than √(2m). */
function upward(rows: Adjacency): Upward {
  const nodes = rows.offsets.length - 1;
  const offsets = new Uint32Array(nodes + 1);
  const targets = new Uint32Array(rows.targets.length >> 1);
  let links = 0;
  for (let node = 0; node < nodes; node++) {
    const own = degree(rows, node);
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      const other = rows.targets[slot]!;
      const difference = degree(rows, other) - own || other - node;
      if (difference > 0) targets[links++] = other;
    }
    offsets[node + 1] = links;
  }
  return { offsets, targets };
}

function trianglesOf(rows: Adjacency, { offsets, targets }: Upward): Uint32Array {
  const nodes = rows.offsets.length - 1;
  const triangles = new Uint32Array(nodes);
  /** (n,) last node that had this one in its upward row, plus 1 */
  const marked = new Uint32Array(nodes);
  for (let node = 0; node < nodes; node++) {
    const end = offsets[node + 1]!;
    for (let slot = offsets[node]!; slot < end; slot++) marked[targets[slot]!] = node + 1;
    for (let slot = offsets[node]!; slot < end; slot++) {
      const second = targets[slot]!;
      for (let next = offsets[second]!; next < offsets[second + 1]!; next++) {
        const third = targets[next]!;
        if (marked[third] !== node + 1) continue;
        triangles[node]!++;
        triangles[second]!++;
        triangles[third]!++;
      }
    }
  }
  return triangles;
}
