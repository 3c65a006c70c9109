// What a community may be summarised from: the strongest relations inside it, each with one sentence whose words, hash and named ends hold.

import type { Citation } from "#agents/model.ts";
import { isWholeSentence } from "#agents/novelty/words.ts";
import { compareCodePoints } from "#graph/code-points.ts";
import type { Community } from "#graph/communities/hierarchy.ts";
import { linkWorth } from "#graph/gaps/interest.ts";
import type { Concept, ConceptId, EvidenceSpan, Relation } from "#graph/model.ts";
import { type ConceptGraph, type RelationEdge, relationOf } from "#graph/paths/concept-graph.ts";
import { relationId } from "#graph/resolution/relation.ts";
import { bestSpans, type SpanReader, spanReader } from "#graph/search/citations.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { isSound } from "#graph/verify/verify.ts";

/** A relation with the sentence that says it. */
export interface SaidRelation {
  readonly from: Concept;
  readonly type: string;
  readonly to: Concept;
  readonly documents: number;
  readonly citation: Citation;
}

/** Sentences in a summary at most. */
export const MOST = 6;
/** Relations looked at for each sentence there may be. */
const LOOKED_AT = 8;
/** Spans of a relation of which one must do. */
const TRIED = 3;
/** A sentence that leans on the one before it, or is about its authors, says less by itself. */
const LEANING =
  /^(?:however|moreover|furthermore|in addition|additionally|unfortunately|therefore|thus|hence|based on|to this end|finally|then|also|besides|specifically|usually|overall|instead|this|these|those|such|it|they|but|and|while|in this (?:paper|work)|here)\b|\b(?:we|our|us)\b/iu;
/** A sentence longer than this is taken only when there is nothing shorter. */
const LONG = 260;
/** What a relation is worth whose one end, or both, the sentences before it have named already. */
const NAMED_ONCE = 0.6;
const NAMED_TWICE = 0.25;

/** For each community its relations in the order they are to be told; fewer than asked where fewer sentences hold. */
export async function communityMaterial(
  store: GraphStore,
  graph: ConceptGraph,
  communities: readonly Community[],
): Promise<readonly (readonly SaidRelation[])[]> {
  const wanted = communities.map((community) => strongest(graph, community));
  const edges = wanted.flat().map(({ edge }) => edge);
  const relations = new Map((await store.relations(edges)).map((relation) => [relationId(relation), relation]));
  const concepts = new Map(
    (await store.concepts([...new Set(edges.flatMap(({ from, to }) => [from, to]))])).map((concept) => [concept.id, concept]),
  );
  const reader = spanReader(store);
  const told: SaidRelation[][] = [];
  for (const candidates of wanted) {
    const said: { readonly relation: SaidRelation; readonly worth: number }[] = [];
    for (const { edge, worth } of candidates) {
      const relation = relations.get(relationId(edge));
      const found = relation === undefined ? null : await saying(relation, concepts, reader);
      if (found !== null) said.push({ relation: found, worth: worth * standing(found.citation.text) });
    }
    told.push(chosen(said));
  }
  return told;
}

interface Candidate {
  readonly edge: RelationEdge;
  readonly worth: number;
}

/** By documents, confidence, how much such a relation says, and how central both ends are. */
function strongest(graph: ConceptGraph, { nodes }: Community): readonly Candidate[] {
  const rank = new Map(nodes.map((node, place) => [node, place]));
  const found: Candidate[] = [];
  for (const node of nodes) {
    for (let slot = graph.csr.out.offsets[node]!; slot < graph.csr.out.offsets[node + 1]!; slot++) {
      const id = graph.csr.out.edges[slot]!;
      const other = rank.get(graph.csr.out.targets[slot]!);
      if (other === undefined || graph.edges.negated[id] === 1) continue;
      const edge = relationOf(graph, id);
      const central = 1 / (2 + rank.get(node)!) + 1 / (2 + other);
      found.push({ edge, worth: central * Math.sqrt(edge.documents) * (edge.confidence / 1000) * linkWorth(edge.type) });
    }
  }
  found.sort((a, b) => b.worth - a.worth || compareCodePoints(relationId(a.edge), relationId(b.edge)));
  return found.slice(0, MOST * LOOKED_AT);
}

/** The relation's best sentence that is one, and sound. */
async function saying(relation: Relation, concepts: ReadonlyMap<ConceptId, Concept>, reader: SpanReader): Promise<SaidRelation | null> {
  const [from, to] = [concepts.get(relation.from), concepts.get(relation.to)];
  for (const span of bestSpans(relation.evidence, TRIED)) {
    const document = await reader.document(span.document);
    if (span.hedged || !isSound(span, document, from, to)) continue;
    const text = document!.text.slice(span.start, span.end);
    if (!isWholeSentence(text)) continue;
    return { from: from!, type: relation.type, to: to!, documents: relation.documents, citation: citationOf(span, text) };
  }
  return null;
}

/** How well a sentence stands by itself, 0–1. */
function standing(text: string): number {
  return (text.length > LONG ? 1 / 3 : 1) * (LEANING.test(text) ? 1 / 4 : 1);
}

function citationOf({ document, start, end, sha256 }: EvidenceSpan, text: string): Citation {
  return { document, start, end, text, sha256 };
}

/** Greedy: the next is worth most, less the more of it was named before; no sentence twice. */
function chosen(said: readonly { readonly relation: SaidRelation; readonly worth: number }[]): SaidRelation[] {
  const told: SaidRelation[] = [];
  const named = new Set<ConceptId>();
  const sentences = new Set<string>();
  const left = new Set(said);
  while (told.length < MOST && left.size > 0) {
    let best: { readonly relation: SaidRelation; readonly worth: number } | null = null;
    let most = 0;
    for (const one of left) {
      const known = Number(named.has(one.relation.from.id)) + Number(named.has(one.relation.to.id));
      const worth = one.worth * (known === 2 ? NAMED_TWICE : known === 1 ? NAMED_ONCE : 1);
      if (worth > most) [best, most] = [one, worth];
    }
    if (best === null) break;
    left.delete(best);
    const text = best.relation.citation.text;
    if (sentences.has(text)) continue;
    sentences.add(text);
    named.add(best.relation.from.id).add(best.relation.to.id);
    told.push(best.relation);
  }
  return told;
}
