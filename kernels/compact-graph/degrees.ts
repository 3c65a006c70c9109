// Degrees: how many links nodes have, and whether those of many are linked to others of many.

import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";

export interface DegreeStatistics {
  /** 0 each without nodes. */
  readonly mean: number;
  readonly median: number;
  readonly maximum: number;
  /** Nodes without links, and with one. */
  readonly isolated: number;
  readonly leaves: number;
  /** Links / pairs of nodes, 0 … 1. */
  readonly density: number;
  /** −1 … 1; null where every link joins nodes of the same degrees, or there is none. */
  readonly assortativity: number | null;
}

/** (n,) links of each node */
export function degreesOf(rows: Adjacency): Uint32Array {
  return Uint32Array.from({ length: rows.offsets.length - 1 }, (_, node) => degree(rows, node));
}

/** @param rows  symmetric and simple. O(n log n + m). */
export function degreeStatistics(rows: Adjacency): DegreeStatistics {
  const degrees = degreesOf(rows).sort();
  const nodes = degrees.length;
  const mean = nodes === 0 ? 0 : rows.targets.length / nodes;
  const withLinks = (links: number): number => degrees.reduce((count, own) => count + (own === links ? 1 : 0), 0);
  return {
    mean,
    median: nodes === 0 ? 0 : (degrees[(nodes - 1) >> 1]! + degrees[nodes >> 1]!) / 2,
    maximum: degrees.at(-1) ?? 0,
    isolated: withLinks(0),
    leaves: withLinks(1),
    density: nodes < 2 ? 0 : mean / (nodes - 1),
    assortativity: degreeAssortativity(rows),
  };
}

/**
 * Pearson's correlation of the degrees at both ends of a link, over all links seen from both ends:
 * r = (⟨jk⟩ − ⟨j⟩²) / (⟨j²⟩ − ⟨j⟩²). Newman (2002), Phys. Rev. Lett. 89:208701, eq. 4. O(n + m).
 */
function degreeAssortativity(rows: Adjacency): number | null {
  let [sum, squares, products] = [0, 0, 0];
  for (let node = 0; node + 1 < rows.offsets.length; node++) {
    const own = degree(rows, node);
    sum += own * own;
    squares += own ** 3;
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) products += own * degree(rows, rows.targets[slot]!);
  }
  // Whole numbers up to here, so that equal degrees are seen to be equal.
  const variance = squares * rows.targets.length - sum * sum;
  return variance === 0 ? null : (products * rows.targets.length - sum * sum) / variance;
}
