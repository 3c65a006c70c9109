// A span of a document with the sentences around it. Reads documents once for many spans; judges nothing.

import { setImmediate } from "node:timers/promises";
import type { SpanInContext } from "#apps/server/api.ts";
import { sha256 } from "#graph/documents/text.ts";
import type { Document, DocumentId, Reading, Sentence } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

export interface Shelf {
  readonly documents: ReadonlyMap<DocumentId, Document>;
  readonly readings: ReadonlyMap<DocumentId, Reading>;
}

/** Documents unpacked between which other work gets its turn. */
const TURN = 4;

/** Fetches the documents that spans point into, each once. */
export async function openShelf(store: GraphStore, ids: readonly DocumentId[]): Promise<Shelf> {
  const wanted = [...new Set(ids)].sort();
  const documents = new Map<DocumentId, Document>();
  const readings = new Map<DocumentId, Reading>();
  for (let start = 0; start < wanted.length; start += TURN) {
    const some = wanted.slice(start, start + TURN);
    for (const document of await Promise.all(some.map((id) => store.document(id)))) if (document) documents.set(document.id, document);
    for (const reading of await store.readings(some)) readings.set(reading.document, reading);
    await setImmediate();
  }
  return { documents, readings };
}

/**
 * One span as a reader wants to see it.
 * @throws `document.not_found` when the garden no longer has the document; `input.invalid` when the span lies outside its text
 */
export function inContext(
  shelf: Shelf,
  span: { readonly document: DocumentId; readonly start: number; readonly end: number; readonly sha256?: string },
): SpanInContext {
  const document = shelf.documents.get(span.document);
  if (document === undefined) {
    throw new HortusError("document.not_found", `No document ${span.document} in this garden; it may have been removed.`, {
      id: span.document,
    });
  }
  if (span.end > document.text.length) {
    throw new HortusError("input.invalid", `The span ends at ${span.end}, after the text of ${span.document}.`, { id: span.document });
  }
  const sentences = shelf.readings.get(span.document)?.sentences ?? [];
  const previous = sentences[firstWhere(sentences, (sentence) => sentence.end > span.start) - 1];
  const next = sentences[firstWhere(sentences, (sentence) => sentence.start >= span.end)];
  const text = document.text.slice(span.start, span.end);
  return {
    document: document.id,
    title: document.title,
    authors: document.authors,
    year: document.year,
    start: span.start,
    end: span.end,
    before: previous === undefined ? "" : document.text.slice(previous.start, previous.end),
    text,
    after: next === undefined ? "" : document.text.slice(next.start, next.end),
    verified: span.sha256 === undefined ? null : sha256(text) === span.sha256,
  };
}

/** Index of the first sentence of which this holds, when it holds of all after it: sentences are in order and do not overlap. */
function firstWhere(sentences: readonly Sentence[], holds: (sentence: Sentence) => boolean): number {
  let [low, high] = [0, sentences.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sentences[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
