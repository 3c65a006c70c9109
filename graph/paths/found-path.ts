// A walk over numbers turned back into what a reader sees: concepts, relations, and for each step the sentences that say it.

import type { ConceptId, Polarity } from "#graph/model.ts";
import type { ConceptGraph } from "#graph/paths/concept-graph.ts";
import { scoreOfCost } from "#graph/paths/link-costs.ts";
import { bestSpans, type Citation, type SpanReader } from "#graph/search/citations.ts";
import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { type Costs, costOfWalk, type Walk } from "#kernels/compact-graph/shortest-path.ts";

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
  /** Π strength · 2^−steps · Π degree^−0.4 over concepts in between; see graph/paths/link-costs.ts. */
  readonly score: number;
}

const SPANS = 5;

/**
 * The path, or null when a step has no evidence that still matches its document: such a step is in quarantine and is not shown.
 * @param costs  the support costs (not the semantic ones): they make the score
 */
export async function foundPath(
  graph: ConceptGraph,
  rows: Adjacency,
  costs: Costs,
  walk: Walk,
  reader: SpanReader,
): Promise<FoundPath | null> {
  const concepts = walk.nodes.map((node) => graph.concepts[node]!);
  const relations = await Promise.all(
    walk.slots.map((slot, index) => step(graph, rows.edges[slot]!, walk.nodes[index]!, walk.nodes[index + 1]!, reader)),
  );
  if (relations.some(({ evidence }) => evidence.length === 0)) return null;
  return {
    concepts: concepts.map(({ id }) => id),
    labels: concepts.map(({ label }) => label),
    relations,
    score: scoreOfCost(costOfWalk(costs, walk.nodes, walk.slots)),
  };
}

async function step(graph: ConceptGraph, edge: number, from: number, to: number, reader: SpanReader): Promise<PathRelation> {
  const relation = graph.relations[edge]!;
  return {
    from: graph.concepts[from]!.id,
    fromLabel: graph.concepts[from]!.label,
    type: relation.type,
    to: graph.concepts[to]!.id,
    toLabel: graph.concepts[to]!.label,
    direction: graph.csr.heads[edge] === from ? "forward" : "backward",
    polarity: relation.polarity,
    conjecture: false,
    confidence: relation.confidence,
    documents: relation.documents,
    evidence: await reader.read(bestSpans(relation.evidence, SPANS)),
  };
}
