// When no path leads to the goal: the reachable concepts that come closest to it.

import type { Garden } from "#graph/garden.ts";
import type { ConceptId } from "#graph/model.ts";
import type { ConceptGraph } from "#graph/paths/concept-graph.ts";
import { similarityTo } from "#graph/search/concept-vectors.ts";
import { wordOverlap } from "#graph/search/words.ts";
import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";
import { type Costs, distancesTo } from "#kernels/compact-graph/shortest-path.ts";

export interface ReachableConcept {
  readonly id: ConceptId;
  readonly label: string;
  /** Cosine to the goal, or the share of common words where the garden has no vectors; 0–1. */
  readonly similarity: number;
}

const COUNT = 5;

/**
 * At most five concepts reachable from the source, most like the target first; equal ones the cheaper to reach, then by id. A source
 * without links reaches nothing: then those that reach the target, most like the source.
 */
export async function nearestReachable(
  garden: Garden,
  graph: ConceptGraph,
  rows: Adjacency,
  costs: Costs,
  ends: { readonly source: number; readonly target: number },
): Promise<readonly ReachableConcept[]> {
  const [source, target] = degree(rows, ends.source) > 0 ? [ends.source, ends.target] : [ends.target, ends.source];
  if (degree(rows, source) === 0) return [];
  const distance = distancesTo(rows, costs, source);
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
