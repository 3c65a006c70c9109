// The one document that a person means by its id, its path or the id of its row. It never takes a near one: it names them.

import { resolve } from "node:path";
import type { DocumentId } from "#graph/model.ts";
import { letterOverlap } from "#graph/search/words.ts";
import type { DocumentSummary, GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

const LISTED = 20;
const ALIKE = 0.3;
const SUGGESTED = 5;

/**
 * By its id, else its path, else the id of its row.
 * @param from  the folder that relative paths are meant from
 * @throws `document.not_found` with the nearest in `facts.near`; `document.ambiguous` with the ids of the matches in `facts.matches`
 */
export async function findDocument(store: GraphStore, selector: string, from?: string): Promise<DocumentSummary> {
  const [byId] = await store.documents([selector as DocumentId]);
  if (byId !== undefined) return byId;
  const documents = await store.documents();
  const absolute = from === undefined ? null : resolve(from, selector);
  const ways: readonly ((document: DocumentSummary) => boolean)[] = [
    ({ source }) => source.path === selector || source.absolute === selector || source.absolute === absolute,
    ({ source }) => source.row === selector,
  ];
  for (const matches of ways) {
    const found = documents.filter(matches);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) throw ambiguous(selector, found);
  }
  const near = nearest(documents, selector);
  const hint = near.length === 0 ? "“hortus search” finds ids." : `Near it: ${near.join(", ")}.`;
  throw new HortusError("document.not_found", `No document has the id, path or row “${selector.slice(0, 200)}”. ${hint}`, {
    selector,
    near,
  });
}

/** Ids of the documents whose id, file name or title is like the selector by letters. */
function nearest(documents: readonly DocumentSummary[], selector: string): readonly DocumentId[] {
  const likeness = ({ id, title, source }: DocumentSummary) =>
    Math.max(...[id, source.path.split("/").at(-1)!, title].map((name) => letterOverlap(selector, name)));
  return documents
    .map((document) => ({ id: document.id, likeness: likeness(document) }))
    .filter((one) => one.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, SUGGESTED)
    .map(({ id }) => id);
}

function ambiguous(selector: string, found: readonly DocumentSummary[]): HortusError {
  const matches = found.map((document) => document.id);
  const shown = matches.slice(0, LISTED).join(", ") + (matches.length > LISTED ? ", …" : "");
  return new HortusError("document.ambiguous", `“${selector}” names ${matches.length} documents (${shown}): name one by its id.`, {
    selector,
    matches,
  });
}
