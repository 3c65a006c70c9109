// The same shape in two fields: what is said around one concept laid on what is said around another, relation by relation. Which concepts play
// the same part is answered with the sentences on both sides; nothing is imagined.

import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId, Relation } from "#graph/model.ts";
import { type ConceptGraph, loadConceptGraph, type RelationEdge, relationOf } from "#graph/paths/concept-graph.ts";
import { bestSpans, type Citation, spanReader } from "#graph/search/citations.ts";
import { findConcept } from "#graph/search/find-concept.ts";
import { relationKeyText } from "#graph/search/relation-label.ts";
import { neighbourhood } from "#graph/view/shown-nodes.ts";
import { largestCommonShape } from "#kernels/compact-graph/common-shape.ts";
import { compactGraph } from "#kernels/compact-graph/compact-graph.ts";
import { FewestSteps } from "#kernels/compact-graph/fewest-steps.ts";
import type { TypedGraph } from "#kernels/compact-graph/typed-graph.ts";
import { HortusError } from "#kernels/errors.ts";

export interface AnalogyOptions {
  /** Concepts looked at around each of the two, at most; default 60. */
  readonly concepts?: number;
  /** Pairs of concepts tried, at most; default 20,000 (some seconds). */
  readonly steps?: number;
}

interface NamedConcept {
  readonly id: ConceptId;
  readonly label: string;
}

/** A relation on one side, with sentences that say it: verified, most confident first, at most two. */
export interface AnalogyRelation extends RelationEdge {
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly evidence: readonly Citation[];
}

export interface Analogy {
  readonly from: NamedConcept;
  readonly to: NamedConcept;
  /** Concepts that play the same part, `from` and `to` first, then by the side of `from`. */
  readonly pairs: readonly { readonly a: NamedConcept; readonly b: NamedConcept }[];
  /** Relations of one type, direction and polarity that both sides have between those pairs. */
  readonly relations: readonly { readonly a: AnalogyRelation; readonly b: AnalogyRelation }[];
  /** Links on the shortest way from one to the other; null when there is none. */
  readonly apart: number | null;
  /** Concepts looked at around each. */
  readonly concepts: readonly [number, number];
  /** False when the search was cut short: a larger shape may exist. */
  readonly complete: boolean;
  /** In words: a name that was not matched exactly, relations left out. */
  readonly notes: readonly string[];
}

const HOPS = 2;
const CONCEPTS = 60;
const STEPS = 20_000;
const SENTENCES = 2;

/**
 * The largest shape around `from` that is also around `to`, laid so that the two correspond: relations by type, direction and polarity. What
 * lies near both belongs to the side it is nearer to, and to none when it is as near to either. The same garden, the same answer.
 * @throws `concept.not_found`; `usage.invalid` when both names mean one concept
 */
export async function findAnalogy(garden: Garden, from: string, to: string, options: AnalogyOptions = {}): Promise<Analogy> {
  const found = [await findConcept(garden, from), await findConcept(garden, to)] as const;
  const notes = [readAs(from, found[0]), readAs(to, found[1])].filter((note) => note !== null);
  const graph = await loadConceptGraph(garden.store);
  const ends = [nodeOf(graph, found[0].concept), nodeOf(graph, found[1].concept)] as const;
  if (ends[0] === ends[1]) {
    throw new HortusError("usage.invalid", `Both names mean the concept "${found[0].concept.label}": name two to compare.`, {
      id: found[0].concept.id,
    });
  }
  const [a, b, apart] = sidesOf(graph, ends, options.concepts ?? CONCEPTS);
  const anchor = [a.nodes.indexOf(ends[0]), b.nodes.indexOf(ends[1])] as const;
  const shape = largestCommonShape(a.typed, b.typed, { steps: options.steps ?? STEPS, from: anchor });
  const laid = new Map(shape.pairs.map(([own, other]) => [a.nodes[own]!, b.nodes[other]!]));
  const matched = matchedEdges(graph, laid);
  const relations = await withSentences(garden, graph, matched);
  if (relations.length < matched.length)
    notes.push(`${matched.length - relations.length} relation(s) left out: their evidence no longer matches its document.`);
  const name = (node: number): NamedConcept => ({ id: graph.concepts[node]!.id, label: graph.concepts[node]!.label });
  const order = [...laid].sort(([x], [y]) => Number(y === ends[0]) - Number(x === ends[0]) || x - y);
  return {
    from: name(ends[0]),
    to: name(ends[1]),
    pairs: shape.edges === 0 ? [] : order.map(([own, other]) => ({ a: name(own), b: name(other) })),
    relations,
    apart,
    concepts: [a.nodes.length, b.nodes.length],
    complete: shape.complete,
    notes,
  };
}

interface Side {
  /** Nodes of the whole graph, by their number in `typed`. */
  readonly nodes: readonly number[];
  readonly typed: TypedGraph;
}

function sidesOf(graph: ConceptGraph, [from, to]: readonly [number, number], most: number): [a: Side, b: Side, apart: number | null] {
  const steps = new FewestSteps(graph.links);
  const distance = (end: number, node: number): number => steps.between(end, node)?.length ?? Number.POSITIVE_INFINITY;
  const around = [from, to].map((end) => neighbourhood(graph.links, end, HOPS, most)) as [readonly number[], readonly number[]];
  const second = new Set(around[1]);
  const both = new Set(around[0].filter((node) => second.has(node)));
  const nearer = (end: number, other: number) => (node: number) =>
    node !== other && (!both.has(node) || distance(end, node) < distance(other, node));
  const way = steps.between(from, to);
  return [
    sideOf(graph, around[0].filter(nearer(from, to))),
    sideOf(graph, around[1].filter(nearer(to, from))),
    way === null ? null : way.length - 1,
  ];
}

/** Relations among these concepts, negated ones too: a type and a polarity are one kind of edge. */
function sideOf({ csr, edges }: ConceptGraph, nodes: readonly number[]): Side {
  const placeOf = new Map(nodes.map((node, place) => [node, place]));
  const heads: number[] = [];
  const tails: number[] = [];
  const types: number[] = [];
  for (const [place, node] of nodes.entries()) {
    for (let slot = csr.out.offsets[node]!; slot < csr.out.offsets[node + 1]!; slot++) {
      const other = placeOf.get(csr.out.targets[slot]!);
      const edge = csr.out.edges[slot]!;
      if (other === undefined || other === place) continue;
      heads.push(place);
      tails.push(other);
      types.push(2 * edges.type[edge]! + edges.negated[edge]!);
    }
  }
  const typed = compactGraph(nodes.length, Uint32Array.from(heads), Uint32Array.from(tails), new Float32Array(heads.length).fill(1));
  return { nodes, typed: { graph: typed, types } };
}

/** Edges between concepts laid on each other that both sides have, in edge order of the first side. */
function matchedEdges({ csr, edges }: ConceptGraph, laid: ReadonlyMap<number, number>): [a: number, b: number][] {
  const matched: [number, number][] = [];
  for (const [head, head2] of laid) {
    for (let slot = csr.out.offsets[head]!; slot < csr.out.offsets[head + 1]!; slot++) {
      const tail2 = laid.get(csr.out.targets[slot]!);
      const edge = csr.out.edges[slot]!;
      if (tail2 === undefined || csr.out.targets[slot] === head) continue;
      for (let other = csr.out.offsets[head2]!; other < csr.out.offsets[head2 + 1]!; other++) {
        const edge2 = csr.out.edges[other]!;
        const isAlike = edges.type[edge] === edges.type[edge2] && edges.negated[edge] === edges.negated[edge2];
        if (csr.out.targets[other] === tail2 && isAlike) matched.push([edge, edge2]);
      }
    }
  }
  return matched.sort(([x], [y]) => x - y);
}

/** Those of which both sides still have a sentence. */
async function withSentences(
  { store }: Garden,
  graph: ConceptGraph,
  matched: readonly (readonly [number, number])[],
): Promise<Analogy["relations"]> {
  const stored = await store.relations(matched.flat().map((edge) => relationOf(graph, edge)));
  const byKey = new Map(stored.map((relation) => [relationKeyText(relation), relation]));
  const reader = spanReader(store);
  const shown = async (edge: number): Promise<AnalogyRelation | null> => {
    const relation = relationOf(graph, edge);
    const known: Relation | undefined = byKey.get(relationKeyText(relation));
    const evidence = known === undefined ? [] : await reader.read(bestSpans(known.evidence, SENTENCES));
    const label = (id: ConceptId) => graph.concepts[graph.indexOf.get(id)!]!.label;
    return evidence.length === 0 ? null : { ...relation, fromLabel: label(relation.from), toLabel: label(relation.to), evidence };
  };
  const relations: { a: AnalogyRelation; b: AnalogyRelation }[] = [];
  for (const [edge, edge2] of matched) {
    const [a, b] = [await shown(edge), await shown(edge2)];
    if (a !== null && b !== null) relations.push({ a, b });
  }
  return relations;
}

function nodeOf(graph: ConceptGraph, concept: Concept): number {
  const node = graph.indexOf.get(concept.id);
  if (node !== undefined) return node;
  throw new HortusError("concept.not_found", `"${concept.label}" is no longer in the garden; search for it again.`, { id: concept.id });
}

function readAs(name: string, found: { readonly concept: Concept; readonly exact: boolean }): string | null {
  return found.exact ? null : `"${name}" was read as "${found.concept.label}".`;
}
