// Spans with their words, read back from the documents and checked against their hash. A span that no longer matches is left out.

import { sha256 } from "#graph/documents/text.ts";
import type { Document, DocumentId, EvidenceSpan, Sha256 } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

/** What a reader can check: the words, and where they stand. */
export interface Citation {
  readonly document: DocumentId;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly sha256: Sha256;
}

/** Reads each document once, however many spans point into it. */
export interface SpanReader {
  /** The spans that still say what they said, in the order given. */
  read(spans: readonly Pick<EvidenceSpan, "document" | "start" | "end" | "sha256">[]): Promise<Citation[]>;
  /** A stretch that carries no hash of its own, such as a sentence; null when it lies outside the document. */
  cite(document: DocumentId, start: number, end: number): Promise<Citation | null>;
  /** Null when there is none. */
  document(id: DocumentId): Promise<Document | null>;
}

/** A reader for one question; keep it no longer than that, since documents stay in it. */
export function spanReader(store: GraphStore): SpanReader {
  const documents = new Map<DocumentId, Promise<Document | null>>();
  const documentOf = (id: DocumentId) => {
    const known = documents.get(id);
    if (known !== undefined) return known;
    const asked = store.document(id);
    documents.set(id, asked);
    return asked;
  };
  const cite = async (id: DocumentId, start: number, end: number): Promise<Citation | null> => {
    const text = (await documentOf(id))?.text ?? "";
    if (start < 0 || end > text.length || start >= end) return null;
    const words = text.slice(start, end);
    return { document: id, start, end, text: words, sha256: sha256(words) };
  };
  return {
    cite,
    document: documentOf,
    async read(spans) {
      const cited = await Promise.all(spans.map(({ document, start, end }) => cite(document, start, end)));
      return cited.filter((citation, index) => citation !== null && citation.sha256 === spans[index]!.sha256) as Citation[];
    },
  };
}

/** The spans a reader should see first: most confident, then in the relation's own order; each sentence once. */
export function bestSpans(spans: readonly EvidenceSpan[], count: number): readonly EvidenceSpan[] {
  const seen = new Set<string>();
  return spans
    .toSorted((a, b) => b.confidence - a.confidence)
    .filter(({ document, start, end }) => {
      const key = `${document}\n${start}\n${end}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, count);
}
