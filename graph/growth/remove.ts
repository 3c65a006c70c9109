// Takes a document out of the garden, with everything that followed from it alone.

import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { findDocument } from "#graph/search/find-document.ts";

export interface RemoveResult {
  readonly version: number;
  readonly removed: { readonly documents: number; readonly relations: number; readonly concepts: number };
}

export interface RemoveOptions {
  readonly author?: string;
  /** Relative paths are meant from here. */
  readonly from?: string;
}

/**
 * Removes the one document that `selector` names: by its id, else its path, else the id of its row.
 * @throws `document.not_found`; `document.ambiguous` with the ids of the matches in `facts.matches`
 */
export async function removeDocument(garden: Garden, selector: string, options: RemoveOptions = {}): Promise<RemoveResult> {
  const document = await findDocument(garden.store, selector, options.from);
  const before = await garden.store.counts();
  const change = {
    author: options.author ?? "hortus",
    reason: `Remove ${document.id}`,
    operations: [{ op: "remove-document", id: document.id } as const],
  };
  const { version } = await commit(garden, change);
  const after = await garden.store.counts();
  const removed = {
    documents: before.documents - after.documents,
    relations: before.relations - after.relations,
    concepts: before.concepts - after.concepts,
  };
  return { version, removed };
}
