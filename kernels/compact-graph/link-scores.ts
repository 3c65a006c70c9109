// How likely two nodes are to be linked, by the classic scores, as one table: a row for each score, a column for each pair.

import { type CommonNeighbourScores, commonNeighbours } from "#kernels/compact-graph/common-neighbours.ts";
import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";

/** What each score is of two nodes; larger is likelier. Those of shared neighbours: see common-neighbours.ts. */
const BY_NEIGHBOURS = {
  /** |N(a) ∩ N(b)| */
  commonNeighbours: (shared: CommonNeighbourScores) => shared.nodes.length,
  adamicAdar: (shared: CommonNeighbourScores) => shared.adamicAdar,
  resourceAllocation: (shared: CommonNeighbourScores) => shared.resourceAllocation,
  jaccard: (shared: CommonNeighbourScores) => shared.jaccard,
  /** deg a · deg b. Barabási & Albert (1999). */
  preferentialAttachment: (_: CommonNeighbourScores, rows: Adjacency, a: number, b: number) => degree(rows, a) * degree(rows, b),
} as const;

/** Each (pairs,). */
export type LinkScores = Readonly<Record<keyof typeof BY_NEIGHBOURS | "katz", Float64Array>>;

export interface KatzOptions {
  /** β: what one more step is worth, 0 < β < 1. */
  readonly attenuation?: number;
  /** Longest walk counted. */
  readonly steps?: number;
}

/**
 * @param rows   symmetric and simple
 * @param pairs  two different nodes each
 */
export function linkScores(rows: Adjacency, pairs: readonly (readonly [number, number])[], options: KatzOptions = {}): LinkScores {
  const shared = pairs.map(([a, b]) => commonNeighbours(rows, a, b));
  const table = Object.entries(BY_NEIGHBOURS).map(([name, score]) => {
    return [name, Float64Array.from(pairs, ([a, b], index) => score(shared[index]!, rows, a, b))] as const;
  });
  return { ...Object.fromEntries(table), katz: katzScores(rows, pairs, options) } as LinkScores;
}

/**
 * Katz (1953), Psychometrika 18:39, cut off: Σ_{l=1…L} β^l·(number of walks of l steps from a to b).
 * Walks are counted once for each first node, O(L·m) each at most.
 */
function katzScores(rows: Adjacency, pairs: readonly (readonly [number, number])[], { attenuation = 0.05, steps = 4 }: KatzOptions) {
  const scores = new Float64Array(pairs.length);
  const byFirst = Map.groupBy(pairs.keys(), (index) => pairs[index]![0]);
  for (const [first, indices] of byFirst) {
    let walks: ReadonlyMap<number, number> = new Map([[first, 1]]);
    for (let step = 1; step <= steps; step++) {
      walks = oneStepOn(rows, walks);
      for (const index of indices) scores[index]! += attenuation ** step * (walks.get(pairs[index]![1]) ?? 0);
    }
  }
  return scores;
}

/** Walks by the node they have come to, one step later. */
function oneStepOn(rows: Adjacency, walks: ReadonlyMap<number, number>): Map<number, number> {
  const next = new Map<number, number>();
  for (const [node, count] of walks) {
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      const other = rows.targets[slot]!;
      next.set(other, (next.get(other) ?? 0) + count);
    }
  }
  return next;
}
