// A document and its reading as bytes and back, losslessly and compactly. The same values give the same bytes, and so the same hash.

import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Document, MentionKind, Polarity, Reading, SectionKind, TermKey } from "#graph/model.ts";

/** Short JSON as text, long JSON deflated: see `SHORT`. */
export type Blob = string | Uint8Array;

export interface EncodedBody {
  readonly hash: Uint8Array;
  /** Made only when the hash is not stored yet. */
  readonly blobs: () => { readonly document: Blob; readonly reading: Blob };
}

export function encodeBody(document: Document, reading: Reading): EncodedBody {
  const parts = [JSON.stringify(documentFields(document)), JSON.stringify(packReading(reading))] as const;
  const hash = createHash("sha256").update(parts[0]).update("\n").update(parts[1]).digest();
  return { hash, blobs: () => ({ document: compress(parts[0]), reading: compress(parts[1]) }) };
}

export function decodeDocument(blob: Blob): Document {
  return JSON.parse(decompress(blob)) as Document;
}

export function decodeReading(blob: Blob, document: Pick<Document, "id" | "version">): Reading {
  return unpackReading(JSON.parse(decompress(blob)) as PackedReading, document);
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

const MENTION_KINDS: readonly MentionKind[] = ["phrase", "abbreviation", "formula", "symbol"];
const POLARITIES: readonly Polarity[] = ["affirmed", "negated"];

interface PackedReading {
  /** [start, end, index into sectionNames] for each sentence, flat. */
  readonly sentences: readonly number[];
  readonly sectionNames: readonly SectionKind[];
  readonly terms: readonly TermKey[];
  /** [start, end, sentence, index into terms, index into MENTION_KINDS] for each mention, flat. */
  readonly mentions: readonly number[];
  readonly claims: readonly (readonly [number, number, number, string, string, number, 0 | 1, number, string])[];
  readonly abbreviations: readonly (readonly [TermKey, TermKey])[];
  /** Absent when only the grammar read it. */
  readonly models?: readonly string[];
}

function packReading(reading: Reading): PackedReading {
  const sectionNames = [...new Set(reading.sentences.map((sentence) => sentence.section))];
  const terms = new Map<TermKey, number>();
  for (const { term } of reading.mentions) if (!terms.has(term)) terms.set(term, terms.size);
  const sentences: number[] = [];
  for (const { start, end, section } of reading.sentences) sentences.push(start, end, sectionNames.indexOf(section));
  const mentions: number[] = [];
  for (const { start, end, sentence, term, kind } of reading.mentions) {
    mentions.push(start, end, sentence, terms.get(term)!, MENTION_KINDS.indexOf(kind));
  }
  return {
    sentences,
    sectionNames,
    terms: [...terms.keys()],
    mentions,
    claims: reading.claims.map((claim) => [
      claim.sentence,
      claim.head,
      claim.tail,
      claim.phrase,
      claim.type,
      POLARITIES.indexOf(claim.polarity),
      claim.hedged ? 1 : 0,
      claim.confidence,
      claim.by,
    ]),
    abbreviations: reading.abbreviations.map(({ short, long }) => [short, long]),
    ...(reading.models !== undefined && { models: reading.models }),
  };
}

function unpackReading(packed: PackedReading, { id, version }: Pick<Document, "id" | "version">): Reading {
  const { sentences, mentions, terms, sectionNames } = packed;
  return {
    document: id,
    version,
    sentences: Array.from({ length: sentences.length / 3 }, (_, index) => ({
      start: sentences[3 * index]!,
      end: sentences[3 * index + 1]!,
      section: sectionNames[sentences[3 * index + 2]!]!,
    })),
    mentions: Array.from({ length: mentions.length / 5 }, (_, index) => ({
      start: mentions[5 * index]!,
      end: mentions[5 * index + 1]!,
      sentence: mentions[5 * index + 2]!,
      term: terms[mentions[5 * index + 3]!]!,
      kind: MENTION_KINDS[mentions[5 * index + 4]!]!,
    })),
    claims: packed.claims.map(([sentence, head, tail, phrase, type, polarity, hedged, confidence, by]) => ({
      sentence,
      head,
      tail,
      phrase,
      type,
      polarity: POLARITIES[polarity]!,
      hedged: hedged === 1,
      confidence,
      by,
    })),
    abbreviations: packed.abbreviations.map(([short, long]) => ({ short, long })),
    ...(packed.models !== undefined && { models: packed.models }),
  };
}
