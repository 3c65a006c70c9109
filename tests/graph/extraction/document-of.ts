// A document that is only its text, for tests of extraction.

import type { Document, DocumentId, Sha256 } from "#graph/model.ts";

export function documentOf(text: string): Document {
  return {
    id: "notes.txt" as DocumentId,
    version: "0" as Sha256,
    title: "",
    authors: [],
    year: null,
    doi: null,
    arxiv: null,
    venue: null,
    source: { path: "notes.txt", absolute: "notes.txt", format: "txt", row: null },
    text,
    sections: [],
  };
}
