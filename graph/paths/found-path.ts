// A walk over numbers turned back into what a reader sees: concepts, relations, and for each step the sentences that say it.

import type { ConceptId, Polarity } from "#graph/model.ts";
import { type ConceptGraph, type ConceptNode, relationOf } from "#graph/paths/concept-graph.ts";
import { scoreOfCost } from "#graph/paths/link-costs.ts";
import { bestSpans, type Citation, spanReader } from "#graph/search/citations.ts";
import { relationKeyText } from "#graph/search/relation-label.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { costOfWalk, type Walk } from "#kernels/compact-graph/shortest-path.ts";

/** One step, in walking order. `backward` means that the relation runs from `to` to `from`. */
export interface PathRelation {
  readonly from: ConceptId;
  readonly fromLabel: string;
  readonly type: string;
  readonly to: ConceptId;
  readonly toLabel: string;
  readonly direction: "forward" | "backward";
  readonly polarity: Polarity;
  readonly conjecture: boolean;
  /** 0–1000 as in the relation, and the number of documents that say it. */
  readonly confidence: number;
  readonly documents: number;
  /** Verified spans, most confident first, at most five. */
  readonly evidence: readonly Citation[];
}

export interface FoundPath {
  readonly concepts: readonly ConceptId[];
  readonly labels: readonly string[];
  readonly relations: readonly PathRelation[];
  /** Π strength · 2^−steps · Π degree^−0.4 over concepts in between, a tenth for each that is common ground; see graph/paths/link-costs.ts. */
  readonly score: number;
}

const SPANS = 5;

/**
 * The paths of these walks; null where a step has no evidence that still matches its document: such a step is in quarantine and is not
 * shown. The relations of all of them are asked for at once.
 */
export async function foundPaths(store: GraphStore, graph: ConceptGraph, walks: readonly Walk[]): Promise<readonly (FoundPath | null)[]> {
  const { rows } = graph.finder;
  const edges = [...new Set(walks.flatMap(({ slots }) => slots.map((slot) => rows.edges[slot]!)))];
  const relations = await store.relations(edges.map((edge) => relationOf(graph, edge)));
  const known = new Map(relations.map((relation) => [relationKeyText(relation), relation]));
  const reader = spanReader(store);
  const cited = await Promise.all(
    edges.map(async (edge) => {
      const evidence = known.get(relationKeyText(relationOf(graph, edge)))?.evidence ?? [];
      return [edge, await reader.read(bestSpans(evidence, SPANS))] as const;
    }),
  );
  const citedOf = new Map<number, readonly Citation[]>(cited);
  return walks.map((walk) => foundPath(graph, walk, citedOf));
}

function foundPath(graph: ConceptGraph, walk: Walk, cited: ReadonlyMap<number, readonly Citation[]>): FoundPath | null {
  const { rows, costs } = graph.finder;
  const concepts = walk.nodes.map((node) => graph.concepts[node]!);
  const relations = walk.slots.map((slot, index) => {
    const edge = rows.edges[slot]!;
    return step(graph, edge, concepts[index]!, concepts[index + 1]!, cited.get(edge)!);
  });
  if (relations.some(({ evidence }) => evidence.length === 0)) return null;
  return {
    concepts: concepts.map(({ id }) => id),
    labels: concepts.map(({ label }) => label),
    relations,
    score: scoreOfCost(costOfWalk(costs, walk.nodes, walk.slots)),
  };
}

function step(graph: ConceptGraph, edge: number, from: ConceptNode, to: ConceptNode, evidence: readonly Citation[]): PathRelation {
  const relation = relationOf(graph, edge);
  return {
    from: from.id,
    fromLabel: from.label,
    type: relation.type,
    to: to.id,
    toLabel: to.label,
    direction: relation.from === from.id ? "forward" : "backward",
    polarity: relation.polarity,
    conjecture: false,
    confidence: relation.confidence,
    documents: relation.documents,
    evidence,
  };
}
