// Which documents answer a question: by their words, their meaning, the links between them, or all three. Sentences are search.ts.

import type { Garden } from "#graph/garden.ts";
import type { ConceptId, DocumentId } from "#graph/model.ts";
import type { Seed } from "#graph/search/by-graph.ts";
import { nearConcepts } from "#graph/search/by-meaning.ts";
import { type DocumentSeed, heaviestFirst, walkToDocuments } from "#graph/search/document-walk.ts";
import type { SearchMode } from "#graph/search/search.ts";
import { seedsOf } from "#graph/search/seeds.ts";

/** Sentences looked at for each document that is wanted. */
const DEPTH = 40;
/** Documents that the walk of all three begins at, beside the concepts. */
const START = 5;
/** A further sentence of the same document counts this much of the one before it. */
const FURTHER = 0.3;

/** Documents best first; see each mode's function for what its weight means. An empty question finds nothing. */
export async function searchDocuments(
  garden: Garden,
  question: string,
  { mode, limit }: { readonly mode: SearchMode; readonly limit: number },
): Promise<readonly DocumentSeed[]> {
  if (question.trim() === "" || limit <= 0) return [];
  if (mode === "text") return (await byWords(garden, question, limit)).slice(0, limit);
  const [vector = null] = (await garden.embedder?.embed([question])) ?? [];
  if (mode === "vector") return (await byMeaning(garden, vector, limit)).slice(0, limit);
  const concepts = await conceptSeeds(garden, question, vector, limit);
  if (mode === "graph") return (await walkToDocuments(garden.store, { concepts, documents: [] })).slice(0, limit);
  const words = await byWords(garden, question, limit);
  const meaning = await byMeaning(garden, vector, limit);
  const start = fused([words, meaning]).slice(0, START);
  return fused([words, meaning, await walkToDocuments(garden.store, { concepts, documents: start })]).slice(0, limit);
}

/** BM25 of its best sentence, and a little for each further one. */
async function byWords({ store }: Garden, question: string, limit: number): Promise<readonly DocumentSeed[]> {
  const hits = await store.searchText(question, { kinds: ["sentence"], limit: limit * DEPTH });
  return gathered(hits.map(({ id, score }) => ({ id, score })));
}

/** Cosine of its nearest sentence, and a little for each further one. */
async function byMeaning({ store, embedder }: Garden, vector: Float32Array | null, limit: number): Promise<readonly DocumentSeed[]> {
  if (embedder === null || vector === null) return [];
  const near = await store.nearestVectors(embedder.id, "sentence", vector, limit * DEPTH);
  return gathered(near.map(({ key, score }) => ({ id: key, score })));
}

/** Sentences, best first, to their documents: Σ score·FURTHERⁿ over its n-th best sentence. */
function gathered(sentences: readonly { readonly id: string; readonly score: number }[]): readonly DocumentSeed[] {
  const found = new Map<DocumentId, { weight: number; share: number }>();
  for (const { id, score } of sentences) {
    const document = id.slice(0, id.lastIndexOf("#")) as DocumentId;
    const { weight, share } = found.get(document) ?? { weight: 0, share: 1 };
    found.set(document, { weight: weight + share * score, share: share * FURTHER });
  }
  return [...found].map(([id, { weight }]) => ({ id, weight })).sort(heaviestFirst);
}

async function conceptSeeds(garden: Garden, question: string, vector: Float32Array | null, limit: number): Promise<readonly Seed[]> {
  const hits = await garden.store.searchText(question, { kinds: ["concept"], limit: limit * DEPTH });
  const named = await garden.store.concepts(hits.map(({ id }) => id as ConceptId));
  return seedsOf(named, question, vector === null ? [] : await nearConcepts(garden, vector, limit));
}

/** Each list's weights as shares of its best, added up. */
function fused(lists: readonly (readonly DocumentSeed[])[]): readonly DocumentSeed[] {
  const weights = new Map<DocumentId, number>();
  for (const list of lists) for (const { id, weight } of list) weights.set(id, (weights.get(id) ?? 0) + weight / list[0]!.weight);
  return [...weights].map(([id, weight]) => ({ id, weight })).sort(heaviestFirst);
}
