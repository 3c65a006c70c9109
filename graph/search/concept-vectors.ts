// Vectors of concepts: a concept's vector is that of the term that names it. It reads the store's cache and embeds only what is asked.

import type { Garden } from "#graph/garden.ts";
import type { ConceptId, TermKey } from "#graph/model.ts";
import type { ConceptGraph } from "#graph/paths/concept-graph.ts";

/** Vectors of these concepts by their first term that has one; null when the garden embeds nothing. */
export async function conceptVectors(
  garden: Garden,
  concepts: readonly { readonly id: ConceptId; readonly terms: readonly TermKey[] }[],
): Promise<ReadonlyMap<ConceptId, Float32Array> | null> {
  if (garden.embedder === null) return null;
  const cached = await garden.store.vectors(garden.embedder.id, "term", [...new Set(concepts.flatMap(({ terms }) => terms))]);
  const vectors = new Map<ConceptId, Float32Array>();
  for (const { id, terms } of concepts) {
    const key = terms.find((term) => cached.has(term));
    if (key !== undefined) vectors.set(id, cached.get(key)!);
  }
  return vectors;
}

/**
 * Cosine of every concept to one of them, NaN where a concept has no vector; null when the garden or the goal has none.
 * @returns (n,)
 */
export async function similarityTo(garden: Garden, graph: ConceptGraph, goal: number): Promise<Float32Array | null> {
  const [target] = await garden.store.concepts([graph.concepts[goal]!.id]);
  if (target === undefined) return null;
  const vector = (await conceptVectors(garden, [target]))?.get(target.id);
  if (garden.embedder === null || vector === undefined) return null;
  const found = await garden.store.conceptScores(garden.embedder.id, vector);
  const similarity = new Float32Array(graph.concepts.length).fill(Number.NaN);
  found.concepts.forEach((concept, place) => {
    const node = graph.indexOf.get(concept);
    if (node !== undefined) similarity[node] = found.scores[place]!;
  });
  return similarity;
}
