// The embedder with which a garden's history is done again: every vector that it needs is in the garden, for it stood there before.

import { embeddingOf, WITHOUT } from "#graph/growth/commit.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Embedder } from "#kernels/language-model.ts";

/** Null for a garden that grew without. One that is not at hand throws `model.missing` once it is asked for a vector. */
export async function recordedEmbedder(store: GraphStore, present: Embedder | null): Promise<Embedder | null> {
  const recorded = await embeddingOf({ store });
  if (recorded === null || recorded === present?.id) return present;
  if (recorded === WITHOUT) return null;
  const missing = async (): Promise<never> => {
    const message = `A vector of the embedding model ${recorded} is not in the garden any more: fetch the model with “hortus model pull”.`;
    throw new HortusError("model.missing", message, { model: recorded });
  };
  return { id: recorded, dimensions: 0, embed: missing, [Symbol.asyncDispose]: async () => {} };
}
