// One change to a garden: derive what follows, apply it whole, and try again when another writer was faster.

import type { Garden } from "#graph/garden.ts";
import type { Change, Projection } from "#graph/model.ts";
import { deriveProjection } from "#graph/resolution/derive.ts";
import { type EmbeddingOptions, embeddedTerms, NO_VECTORS } from "#graph/resolution/term-vectors.ts";
import type { Applied } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

/** Name of the setting that says with which embedding model the garden resolves terms: its id, or `none`. */
export const EMBEDDING = "embedding";
export const WITHOUT = "none";
/** Of many writers at once one succeeds each time round. */
const ATTEMPTS = 64;
/** What deriving or applying may meet when another writer changed what was being read. */
const OVERTAKEN = new Set([
  "graph.conflict",
  "graph.missing_document",
  "graph.missing_concept",
  "graph.missing_evidence",
  "graph.invalid_change",
]);
/** Conjectures and the ontology are records from which nothing follows. */
const NOTHING: Projection = {
  terms: { put: [], remove: [] },
  links: { put: [], remove: [] },
  concepts: { put: [], remove: [] },
  relations: { put: [], remove: [] },
};

/** What of a garden its changes need. */
type Resolving = Pick<Garden, "name" | "store" | "embedder">;

export interface CommitOptions extends EmbeddingOptions {
  /** The version that the change was made for: at another it is refused instead of being derived again. */
  readonly at?: number;
}

/**
 * Applies a change with everything that follows from it.
 * @throws `model.missing` when the garden grew with embeddings that are not at hand; `graph.conflict` when others keep writing, or the
 * garden is not at `at`
 */
export async function commit(garden: Resolving, change: Change, options: CommitOptions = {}): Promise<Applied> {
  const { store } = garden;
  const derives = change.operations.some(({ op }) => !/conjecture|ontology/.test(op));
  const embedder = derives ? await resolvingEmbedder(garden) : null;
  for (let attempt = 1; ; attempt++) {
    const expectedVersion = options.at ?? (await store.version());
    const vectors = embedder === null ? NO_VECTORS : embeddedTerms(store, embedder, options);
    try {
      const projection = derives ? await deriveProjection(store, change.operations, vectors) : NOTHING;
      return await store.apply(change, projection, { expectedVersion });
    } catch (thrown) {
      if (attempt === ATTEMPTS || options.at !== undefined || !OVERTAKEN.has(codeOf(thrown)) || (await store.version()) === expectedVersion)
        throw thrown;
    }
  }
}

/** The id of the embedding model that this garden's concepts depend on: null before the first document, `none` for a garden without. */
export function embeddingOf(garden: Pick<Garden, "store">): Promise<string | null> {
  return garden.store.setting(EMBEDDING);
}

function codeOf(thrown: unknown): string {
  return thrown instanceof HortusError ? thrown.code : "";
}

/**
 * The embedder that this garden's concepts depend on; null for a garden that grows without. What the observed layer is must not depend on whether
 * weights were there on some day: it is settled when the first document comes, and kept.
 */
export async function resolvingEmbedder(garden: Resolving): Promise<Garden["embedder"]> {
  const recorded = await embeddingOf(garden);
  const present = garden.embedder?.id ?? WITHOUT;
  if (recorded === present) return garden.embedder;
  if (recorded === null || (await garden.store.counts()).documents === 0) {
    await garden.store.putSetting(EMBEDDING, present);
    return garden.embedder;
  }
  if (recorded === WITHOUT) return null;
  throw new HortusError(
    "model.missing",
    `${garden.name} was grown with the embedding model ${recorded}, which is not at hand: fetch it with “hortus model pull”, or grow a new garden.`,
    { garden: garden.name, recorded, present },
  );
}
