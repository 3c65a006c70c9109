// Search by meaning: the query's vector against every term and sentence vector, scanned exactly.

import type { Garden } from "#graph/garden.ts";
import type { ConceptId, TermKey } from "#graph/model.ts";
import type { Found } from "#graph/search/ranked.ts";

export interface NearConcept {
  readonly id: ConceptId;
  readonly cosine: number;
}

export interface FoundByMeaning {
  readonly near: readonly NearConcept[];
  readonly concepts: readonly Found[];
  readonly sentences: readonly Found[];
}

const NOTHING: FoundByMeaning = { near: [], concepts: [], sentences: [] };
/** MiniLM's cosine of unrelated texts is mostly below this. */
const RELATED = 0.2;

/** Null when the garden has no embedder. */
export async function searchByMeaning(garden: Garden, query: string, limit: number): Promise<FoundByMeaning | null> {
  if (garden.embedder === null) return null;
  if (query.trim() === "" || limit <= 0) return NOTHING;
  const [vector] = await garden.embedder.embed([query]);
  const near = await nearConcepts(garden, vector!, limit);
  const sentences = await nearest(garden, "sentence", vector!, limit);
  const closeness = (cosine: number) => `close in meaning (cosine ${cosine.toFixed(2)})`;
  return {
    near,
    concepts: near.map(({ id, cosine }) => ({ kind: "concept", id, why: closeness(cosine) })),
    sentences: sentences.map(({ key, score }) => ({ kind: "sentence", id: key, why: closeness(score) })),
  };
}

/** Concepts by their nearest term, nearest first, each once. */
export async function nearConcepts(garden: Garden, vector: Float32Array, limit: number): Promise<readonly NearConcept[]> {
  const terms = await nearest(garden, "term", vector, limit);
  const owners = await garden.store.conceptsOfTerms(terms.map(({ key }) => key as TermKey));
  const conceptOf = new Map<string, ConceptId>(owners.map(({ term, concept }) => [term, concept]));
  const best = new Map<ConceptId, number>();
  for (const { key, score } of terms) {
    const concept = conceptOf.get(key);
    if (concept !== undefined && !best.has(concept)) best.set(concept, score);
  }
  return [...best].map(([id, cosine]) => ({ id, cosine }));
}

async function nearest(garden: Garden, kind: "term" | "sentence", vector: Float32Array, limit: number) {
  const found = await garden.store.nearestVectors(garden.embedder!.id, kind, vector, limit);
  return found.filter(({ score }) => score >= RELATED);
}
