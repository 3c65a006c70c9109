// When no path leads to the goal: the reachable concepts that come closest to it.

import { setImmediate } from "node:timers/promises";
import type { Garden } from "#graph/garden.ts";
import type { ConceptId } from "#graph/model.ts";
import type { ConceptGraph } from "#graph/paths/concept-graph.ts";
import { similarityTo } from "#graph/search/concept-vectors.ts";
import { sharedWords, wordsOf } from "#graph/search/words.ts";
import { degree } from "#kernels/compact-graph/compact-graph.ts";
import { distancesTo } from "#kernels/compact-graph/shortest-path.ts";

export interface ReachableConcept {
  readonly id: ConceptId;
  readonly label: string;
  /** Cosine to the goal, or the share of common words where the garden has no vectors; 0–1. */
  readonly similarity: number;
}

const COUNT = 5;
/** Names compared between which other work gets its turn. */
const TURN = 4096;

/**
 * At most five concepts reachable from the source, most like the target first; equal ones the cheaper to reach, then by id. A source
 * without links reaches nothing: then those that reach the target, most like the source.
 */
export async function nearestReachable(
  garden: Garden,
  graph: ConceptGraph,
  ends: { readonly source: number; readonly target: number },
): Promise<readonly ReachableConcept[]> {
  const { links: rows, finder } = graph;
  const [source, target] = degree(rows, ends.source) > 0 ? [ends.source, ends.target] : [ends.target, ends.source];
  if (degree(rows, source) === 0) return [];
  const distance = distancesTo(rows, finder.costs, source);
  const similarity = await similarityTo(garden, graph, target);
  const goal = wordsOf(graph.concepts[target]!.label);
  const reached: ReachableNode[] = [];
  for (let node = 0; node < distance.length; node++) {
    if (node % TURN === TURN - 1) await setImmediate();
    const cost = distance[node]!;
    if (node === source || node === target || !Number.isFinite(cost)) continue;
    const like = similarity === null ? sharedWords(wordsOf(graph.concepts[node]!.label), goal) : Math.max(0, similarity[node] || 0);
    reached.push({ node, cost, similarity: like });
  }
  return reached
    .sort((a, b) => b.similarity - a.similarity || a.cost - b.cost || a.node - b.node)
    .slice(0, COUNT)
    .map(({ node, similarity: value }) => ({ id: graph.concepts[node]!.id, label: graph.concepts[node]!.label, similarity: value }));
}

interface ReachableNode {
  readonly node: number;
  readonly cost: number;
  readonly similarity: number;
}
