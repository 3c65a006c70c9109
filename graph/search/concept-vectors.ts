// Vectors of concepts: a concept's vector is that of the term that names it. It reads the store's cache and embeds only what is asked.

import type { Garden } from "#graph/garden.ts";
import type { ConceptId, TermKey } from "#graph/model.ts";
import type { ConceptGraph } from "#graph/paths/concept-graph.ts";
import { dot } from "#kernels/vectors/top-k.ts";

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
  const target = graph.concepts[goal]!;
  const vector = (await conceptVectors(garden, [target]))?.get(target.id);
  if (garden.embedder === null || vector === undefined) return null;
  const matrix = await garden.store.vectorMatrix(garden.embedder.id, "term");
  const rowOf = new Map(matrix.keys.map((key, row) => [key, row] as const));
  return Float32Array.from(graph.concepts, ({ terms }) => {
    const key = terms.find((term) => rowOf.has(term));
    return key === undefined ? Number.NaN : dot(matrix.data, rowOf.get(key)! * matrix.dimensions, vector);
  });
}
