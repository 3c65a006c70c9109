// A bare text as a document, for those who want it read but kept nowhere.

import { sha256 } from "#graph/documents/text.ts";
import type { Document, DocumentId } from "#graph/model.ts";

/** The text as it stands: offsets of a reading point into the caller's own string. */
export function documentOfText({ id, text }: { readonly id: string; readonly text: string }): Document {
  return {
    id: id as DocumentId,
    version: sha256(text),
    title: "",
    authors: [],
    year: null,
    doi: null,
    arxiv: null,
    venue: null,
    source: { path: id, absolute: "", format: "jsonl", row: id },
    text,
    sections: [],
  };
}
