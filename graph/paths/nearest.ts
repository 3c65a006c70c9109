// When no path leads to the goal: the reachable concepts that come closest to it.

import type { Garden } from "#graph/garden.ts";
import type { ConceptId } from "#graph/model.ts";
import type { ConceptGraph } from "#graph/paths/concept-graph.ts";
import { similarityTo } from "#graph/search/concept-vectors.ts";
import { wordOverlap } from "#graph/search/words.ts";
import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { degree } from "#kernels/compact-graph/compact-graph.ts";

export interface ReachableConcept {
  readonly id: ConceptId;
  readonly label: string;
  /** Cosine to the goal, or the share of common words where the garden has no vectors; 0–1. */
  readonly similarity: number;
}

const COUNT = 5;

/**
 * At most five concepts reachable from the source, most like the target first; equal ones the cheaper to reach, then by id.
 * @param distance  (n,) cost from the source, Infinity where there is no way
 */
export async function nearestReachable(
  garden: Garden,
  graph: ConceptGraph,
  rows: Adjacency,
  distance: Float64Array,
  source: number,
  target: number,
): Promise<readonly ReachableConcept[]> {
  if (degree(rows, source) === 0) return [];
  const similarity = await similarityTo(garden, graph, target);
  const goal = graph.concepts[target]!.label;
  const like = (node: number) =>
    similarity === null ? wordOverlap(graph.concepts[node]!.label, goal) : Math.max(0, similarity[node] || 0);
  return Array.from(distance, (cost, node) => ({ node, cost, similarity: Number.isFinite(cost) ? like(node) : 0 }))
    .filter(({ node, cost }) => node !== source && node !== target && Number.isFinite(cost))
    .sort((a, b) => b.similarity - a.similarity || a.cost - b.cost || a.node - b.node)
    .slice(0, COUNT)
    .map(({ node, similarity: value }) => ({ id: graph.concepts[node]!.id, label: graph.concepts[node]!.label, similarity: value }));
}
