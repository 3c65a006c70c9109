// Takes a document out of the garden, with everything that followed from it alone.

import { resolve } from "node:path";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import type { DocumentSummary } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

export interface RemoveResult {
  readonly version: number;
  readonly removed: { readonly documents: number; readonly relations: number; readonly concepts: number };
}

export interface RemoveOptions {
  readonly author?: string;
  /** Relative paths are meant from here. */
  readonly from?: string;
}

const LISTED = 20;

/**
 * Removes the one document that `selector` names: by its id, else its path, else the id of its row.
 * @throws `document.not_found`; `document.ambiguous` with the ids of the matches in `facts.matches`
 */
export async function removeDocument(garden: Garden, selector: string, options: RemoveOptions = {}): Promise<RemoveResult> {
  const document = await findDocument(garden, selector, options.from);
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

async function findDocument(garden: Garden, selector: string, from?: string): Promise<DocumentSummary> {
  const documents = await garden.store.documents();
  const absolute = from === undefined ? null : resolve(from, selector);
  const ways: readonly ((document: DocumentSummary) => boolean)[] = [
    (document) => document.id === selector,
    (document) => document.source.path === selector || document.source.absolute === selector || document.source.absolute === absolute,
    (document) => document.source.row === selector,
  ];
  for (const matches of ways) {
    const found = documents.filter(matches);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) throw ambiguous(selector, found);
  }
  throw new HortusError("document.not_found", `No document has the id, path or row “${selector}”: “hortus search” finds ids.`, {
    selector,
  });
}

function ambiguous(selector: string, found: readonly DocumentSummary[]): HortusError {
  const matches = found.map((document) => document.id);
  const shown = matches.slice(0, LISTED).join(", ") + (matches.length > LISTED ? ", …" : "");
  return new HortusError("document.ambiguous", `“${selector}” names ${matches.length} documents (${shown}): name one by its id.`, {
    selector,
    matches,
  });
}
