// A document and its reading as bytes and back, losslessly and compactly. The same values give the same bytes, and so the same hash.

import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Document, Reading } from "#graph/model.ts";
import { readingOf, textOf } from "#graph/packed-reading.ts";

/** Short JSON as text, long JSON deflated: see `SHORT`. */
export type Blob = string | Uint8Array;

export interface EncodedBody {
  readonly hash: Uint8Array;
  /** Made only when the hash is not stored yet. */
  readonly blobs: () => { readonly document: Blob; readonly reading: Blob };
}

export function encodeBody(document: Document, reading: Reading): EncodedBody {
  const parts = [JSON.stringify(documentFields(document)), textOf(reading)] as const;
  const hash = createHash("sha256").update(parts[0]).update("\n").update(parts[1]).digest();
  return { hash, blobs: () => ({ document: compress(parts[0]), reading: compress(parts[1]) }) };
}

export function decodeDocument(blob: Blob): Document {
  return JSON.parse(decompress(blob)) as Document;
}

export function decodeReading(blob: Blob, document: Pick<Document, "id" | "version">): Reading {
  return readingOf(decompress(blob), document);
}

/** UTF-16 units below which setting up a compressor costs more than the bytes it would save: an abstract and its reading. */
const SHORT = 4096;

function compress(json: string): Blob {
  return json.length < SHORT ? json : deflateRawSync(json, { level: 1 });
}

/** Gardens of before have short ones deflated too. */
function decompress(blob: Blob): string {
  return typeof blob === "string" ? blob : inflateRawSync(blob).toString("utf8");
}

/** The fields in one fixed order, whatever order the reader built them in. */
function documentFields(document: Document): Document {
  const { id, version, title, authors, year, doi, arxiv, venue, source, text, sections } = document;
  const { path, absolute, format, row } = source;
  const ordered = sections.map(({ kind, heading, start, end }) => ({ kind, heading, start, end }));
  return { id, version, title, authors, year, doi, arxiv, venue, source: { path, absolute, format, row }, text, sections: ordered };
}
