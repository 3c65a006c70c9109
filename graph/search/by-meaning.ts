// Search by meaning: the query's vector against every term and sentence vector, scanned exactly.

import type { Garden } from "#graph/garden.ts";
import type { ConceptId, TermKey } from "#graph/model.ts";
import type { Found } from "#graph/search/ranked.ts";
import type { Within } from "#graph/store/graph-store.ts";

export interface NearConcept {
  readonly id: ConceptId;
  readonly cosine: number;
}

export interface FoundByMeaning {
  readonly near: readonly NearConcept[];
  readonly concepts: readonly Found[];
  readonly sentences: readonly Found[];
}

/** MiniLM's cosine of unrelated texts is mostly below this. */
export const RELATED = 0.2;

/** The reason in words. */
export function closeness(cosine: number): string {
  return `close in meaning (cosine ${cosine.toFixed(2)})`;
}

/** Of what passes; without sentences where a class is asked for. */
export async function searchByMeaning(garden: Garden, vector: Float32Array, limit: number, within?: Within): Promise<FoundByMeaning> {
  const near = await nearConcepts(garden, vector, limit, within);
  const sentences = within?.classes === undefined ? await nearest(garden, "sentence", vector, limit, within) : [];
  return {
    near,
    concepts: near.map(({ id, cosine }) => ({ kind: "concept", id, why: closeness(cosine) })),
    sentences: sentences.map(({ key, score }) => ({ kind: "sentence", id: key, why: closeness(score) })),
  };
}

/** Concepts by their nearest term, nearest first, each once. */
export async function nearConcepts(garden: Garden, vector: Float32Array, limit: number, within?: Within): Promise<readonly NearConcept[]> {
  const terms = await nearest(garden, "term", vector, limit, within);
  const owners = await garden.store.conceptsOfTerms(terms.map(({ key }) => key as TermKey));
  const conceptOf = new Map<string, ConceptId>(owners.map(({ term, concept }) => [term, concept]));
  const best = new Map<ConceptId, number>();
  for (const { key, score } of terms) {
    const concept = conceptOf.get(key);
    if (concept !== undefined && !best.has(concept)) best.set(concept, score);
  }
  return [...best].map(([id, cosine]) => ({ id, cosine }));
}

async function nearest(garden: Garden, kind: "term" | "sentence", vector: Float32Array, limit: number, within?: Within) {
  const found = await garden.store.nearestVectors(garden.embedder!.id, kind, vector, limit, within);
  return found.filter(({ score }) => score >= RELATED);
}
