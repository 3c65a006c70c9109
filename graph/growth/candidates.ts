// Which of several documents with one identity lands: the same whatever the order in which they come.

import { compareCodePoints } from "#graph/code-points.ts";
import { sha256 } from "#graph/documents/text.ts";
import type { Document, Sha256 } from "#graph/model.ts";

/** What a document says and says of itself, without where it was found. */
export function fingerprint(document: Document): Sha256 {
  const { id, version, title, authors, year, doi, arxiv, venue, sections } = document;
  const places = sections.map(({ kind, heading, start, end }) => [kind, heading, start, end]);
  return sha256(JSON.stringify([id, version, title, authors, year, doi, arxiv, venue, places]));
}

/** Where a document was found, as one string. */
export function sourceKey({ source }: Pick<Document, "source">): string {
  return `${source.absolute}\n${source.row ?? ""}`;
}

/** Where a document was found, for people. */
export function sourceName({ source }: Pick<Document, "source">): string {
  return source.row === null ? source.path : `${source.path}#${source.row}`;
}

/** Richest first: the longer text, then more said about it, then the smaller hash of the text, then the smaller fingerprint. */
export function richestFirst(a: Document, b: Document): number {
  return (
    b.text.length - a.text.length ||
    saidOf(b) - saidOf(a) ||
    compareCodePoints(a.version, b.version) ||
    compareCodePoints(fingerprint(a), fingerprint(b))
  );
}

function saidOf({ authors, year, doi, arxiv, venue }: Document): number {
  return [doi, arxiv, year, venue].filter((field) => field !== null).length + Math.min(1, authors.length);
}
