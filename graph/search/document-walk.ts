// Which documents a walker reaches from what a query names: concepts lead to the documents that mention them, documents to their concepts.
// The part of the garden it walks on is fetched around the start, so that a question costs what it looks at. It reads no text.

import { compareCodePoints } from "#graph/code-points.ts";
import type { Concept, ConceptId, DocumentId, TermKey } from "#graph/model.ts";
import type { Seed } from "#graph/search/by-graph.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { adjacencyOf } from "#kernels/compact-graph/compact-graph.ts";
import { personalisedPageRank } from "#kernels/compact-graph/page-rank.ts";

/** A document to start from, and how well it answers by itself, 0–1. */
export interface DocumentSeed {
  readonly id: DocumentId;
  readonly weight: number;
}

/** Best first, ties by id. */
export function heaviestFirst(a: DocumentSeed, b: DocumentSeed): number {
  return b.weight - a.weight || compareCodePoints(a.id, b.id);
}

export interface WalkStart {
  readonly concepts: readonly Seed[];
  readonly documents: readonly DocumentSeed[];
}

/** Documents that are looked into for their concepts. */
const OPENED = 60;
/** Concepts of these that lead on: the most specific ones. */
const LEADING = 600;
/** A concept in more documents than this leads everywhere, and so nowhere. */
const COMMON = 200;
const DAMPING = 0.5;

/**
 * Documents by personalised PageRank over the two-sided graph of documents and concepts, an edge's strength being the concept's
 * inverse document frequency, ln(1 + N/documents); in the manner of HippoRAG 2 (Gutiérrez et al. 2025, arXiv:2502.14802), with mentions
 * instead of extracted triples. Best first, ties by id.
 */
export async function walkToDocuments(store: GraphStore, start: WalkStart): Promise<readonly DocumentSeed[]> {
  const { documents: inGarden } = await store.counts();
  const named = await store.concepts(start.concepts.map(({ id }) => id));
  const nearby = await mentionsOf(store, named);
  const opened = opening(start, nearby, named);
  const around = await conceptsIn(store, opened);
  const leading = around.filter(({ documents }) => documents > 1 && documents <= COMMON).sort((a, b) => a.documents - b.documents);
  const concepts = [...new Map([...named, ...leading.slice(0, LEADING)].map((concept) => [concept.id, concept])).values()];
  return ranked(start, concepts, await mentionsOf(store, concepts), inGarden);
}

type Mentions = ReadonlyMap<ConceptId, ReadonlySet<DocumentId>>;

async function mentionsOf(store: GraphStore, concepts: readonly Concept[]): Promise<Mentions> {
  const owner = new Map(concepts.flatMap(({ id, terms }) => terms.map((term) => [term, id] as const)));
  const mentions = new Map<ConceptId, Set<DocumentId>>(concepts.map(({ id }) => [id, new Set()]));
  for (const { term, document } of await store.postings([...owner.keys()])) mentions.get(owner.get(term)!)!.add(document);
  return mentions;
}

/** Documents to look into: those to start from, and those in which rare concepts of the query come together. */
function opening({ concepts, documents }: WalkStart, mentions: Mentions, named: readonly Concept[]): readonly DocumentId[] {
  const weight = new Map(documents.map(({ id, weight }) => [id, weight]));
  const asked = new Map(concepts.map((seed) => [seed.id, seed.weight]));
  for (const concept of named) {
    const share = asked.get(concept.id)! / Math.max(1, concept.documents);
    for (const document of mentions.get(concept.id)!) weight.set(document, (weight.get(document) ?? 0) + share);
  }
  return [...weight]
    .map(([id, weight]) => ({ id, weight }))
    .sort(heaviestFirst)
    .slice(0, OPENED)
    .map(({ id }) => id);
}

async function conceptsIn(store: GraphStore, documents: readonly DocumentId[]): Promise<readonly Concept[]> {
  const terms = new Set<TermKey>();
  for (const reading of await store.readings(documents)) for (const { term } of reading.mentions) terms.add(term);
  const owners = await store.conceptsOfTerms([...terms]);
  return store.concepts([...new Set(owners.map(({ concept }) => concept))]);
}

function ranked(start: WalkStart, concepts: readonly Concept[], mentions: Mentions, inGarden: number): readonly DocumentSeed[] {
  const documents = [...new Set([...start.documents.map(({ id }) => id), ...[...mentions.values()].flatMap((set) => [...set])])].sort();
  const numberOf = new Map(documents.map((id, index) => [id, concepts.length + index]));
  const [from, to, strength]: [number[], number[], number[]] = [[], [], []];
  concepts.forEach(({ id, documents: spread }, node) => {
    const rarity = Math.log(1 + inGarden / Math.max(1, spread));
    for (const document of mentions.get(id)!) {
      from.push(node, numberOf.get(document)!);
      to.push(numberOf.get(document)!, node);
      strength.push(rarity, rarity);
    }
  });
  const rows = adjacencyOf(concepts.length + documents.length, Uint32Array.from(from), Uint32Array.from(to), Float32Array.from(strength));
  const rank = personalisedPageRank(rows, restart(start, concepts, numberOf), { damping: DAMPING });
  return documents
    .map((id) => ({ id, weight: rank[numberOf.get(id)!]! }))
    .filter(({ weight }) => weight > 0)
    .sort(heaviestFirst);
}

/** Half of the way back leads to the concepts the query names, rare ones first, half to the documents that answer by themselves. */
function restart({ concepts, documents }: WalkStart, nodes: readonly Concept[], numberOf: ReadonlyMap<DocumentId, number>): Float64Array {
  const back = new Float64Array(nodes.length + numberOf.size);
  const asked = new Map(concepts.map((seed) => [seed.id, seed.weight]));
  const shares = nodes.map(({ id, documents: spread }) => (asked.get(id) ?? 0) / Math.max(1, spread));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const whole = documents.reduce((sum, { weight }) => sum + weight, 0);
  shares.forEach((share, node) => {
    back[node] = all === 0 ? 0 : share / all;
  });
  for (const { id, weight } of documents) back[numberOf.get(id)!] = whole === 0 ? 0 : weight / whole;
  return back;
}
