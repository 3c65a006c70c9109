// Vectors of terms for resolution: from the garden's cache, else from the embedder, quantised. Without an embedder there are none.

import type { TermKey } from "#graph/model.ts";
import { type QuantisedVector, quantise } from "#graph/resolution/quantised-vector.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import type { Embedder } from "#kernels/language-model.ts";

export interface TermVectors {
  /** Makes sure that the vectors of these terms are at hand. */
  need(terms: Iterable<TermKey>): Promise<void>;
  /** Null when the garden grows without embeddings. */
  of(term: TermKey): QuantisedVector | null;
}

export const NO_VECTORS: TermVectors = { need: async () => {}, of: () => null };

export interface EmbeddingOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onEmbedded?: ((count: number) => void) | undefined;
}

/** Embeds the words of the key itself, so that the vector is a function of the term and of the model alone. */
export function embeddedTerms(store: GraphStore, embedder: Embedder, options: EmbeddingOptions = {}): TermVectors {
  const known = new Map<TermKey, QuantisedVector>();
  return {
    of: (term) => known.get(term) ?? null,
    async need(terms) {
      const wanted = [...new Set(terms)].filter((term) => !known.has(term));
      if (wanted.length === 0) return;
      for (const [key, vector] of await store.vectors(embedder.id, "term", wanted)) known.set(key as TermKey, quantise(vector));
      const missing = wanted.filter((term) => !known.has(term));
      if (missing.length === 0) return;
      const vectors = await embedder.embed(missing, { ...(options.signal && { signal: options.signal }) });
      await store.putVectors(
        embedder.id,
        "term",
        missing.map((key, index) => ({ key, vector: vectors[index]! })),
      );
      for (const [index, term] of missing.entries()) known.set(term, quantise(vectors[index]!));
      options.onEmbedded?.(missing.length);
    },
  };
}
