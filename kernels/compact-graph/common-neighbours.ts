// What two nodes share: the classic link-prediction scores over symmetric simple rows.

import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";

export interface CommonNeighbourScores {
  /** Shared neighbours in node order. */
  readonly nodes: readonly number[];
  /** Σ_z 1/deg(z). Zhou, Lü & Zhang (2009). */
  readonly resourceAllocation: number;
  /** Σ_z 1/ln deg(z); a shared neighbour has degree ≥ 2. Adamic & Adar (2003). */
  readonly adamicAdar: number;
  /** shared / either, 0 when neither has neighbours. */
  readonly jaccard: number;
  /** Σ_z s(a,z)·s(z,b)/deg(z): resource allocation weighed by the strength of both links. */
  readonly weighted: number;
}

/** Merges the two sorted rows, O(deg a + deg b). */
export function commonNeighbours(rows: Adjacency, a: number, b: number): CommonNeighbourScores {
  const nodes: number[] = [];
  let [resourceAllocation, adamicAdar, weighted] = [0, 0, 0];
  let [x, y] = [rows.offsets[a]!, rows.offsets[b]!];
  const [xEnd, yEnd] = [rows.offsets[a + 1]!, rows.offsets[b + 1]!];
  while (x < xEnd && y < yEnd) {
    const difference = rows.targets[x]! - rows.targets[y]!;
    if (difference === 0) {
      const shared = rows.targets[x]!;
      const links = degree(rows, shared);
      nodes.push(shared);
      resourceAllocation += 1 / links;
      if (links > 1) adamicAdar += 1 / Math.log(links);
      weighted += (rows.strength[x]! * rows.strength[y]!) / links;
    }
    if (difference <= 0) x++;
    if (difference >= 0) y++;
  }
  const either = degree(rows, a) + degree(rows, b) - nodes.length;
  return { nodes, resourceAllocation, adamicAdar, jaccard: either === 0 ? 0 : nodes.length / either, weighted };
}
