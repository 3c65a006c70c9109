// Records of a garden as rows of the mirror: flat values, names for relationships, ids. Pure; it knows no database.

import { hash } from "node:crypto";
import type { Concept, ConceptId, Conjecture, EvidenceSpan, Relation } from "#graph/model.ts";
import type { DocumentSummary } from "#graph/store/graph-store.ts";
import type { Neo4jValue } from "#graph/store/neo4j/driver.ts";

export type Row = { readonly [name: string]: Neo4jValue };

export function conceptRow({ id, label, aliases, terms, class: kind, documents, mentions, firstYear, lastYear }: Concept): Row {
  return { id, label, aliases, terms, class: kind, documents, mentions, firstYear, lastYear };
}

/** Metadata without the text, and without where the file lay on somebody's disk. */
export function documentRow({ id, version, title, authors, year, doi, arxiv, venue, source }: DocumentSummary): Row {
  return { id, version, title, authors, year, doi, arxiv, venue, path: source.path, format: source.format, row: source.row };
}

/** A relation as {from, to, name, properties}: `name` is the relationship's type. */
export function relationRow(relation: Relation): Row {
  const { from, type, to, polarity, documents, confidence, firstYear, lastYear, evidence } = relation;
  const id = relationId(relation);
  const properties = { id, type, polarity, documents, confidence, firstYear, lastYear, evidence: evidence.length };
  return { from, to, name: relationshipType(type, polarity === "negated"), properties };
}

/** One row for each evidence span, as {document, from, to, properties}. `textOf` reads a span's text. */
export function evidenceRows(relation: Relation, textOf: (span: EvidenceSpan) => string): Row[] {
  const owner = relationId(relation);
  const seen = new Map<string, number>();
  return relation.evidence.map((span) => {
    const { document, start, end, sha256, head, tail, phrase, hedged, confidence, by } = span;
    const content = shortHash([owner, document, start, end, head, tail, phrase, hedged, confidence, by]);
    const repeated = seen.get(content) ?? 0;
    seen.set(content, repeated + 1);
    const properties = {
      id: repeated === 0 ? content : `${content}-${repeated}`,
      relation: owner,
      document,
      start,
      end,
      sha256,
      text: textOf(span),
      phrase,
      hedged,
      confidence,
      by,
      headStart: head[0],
      headEnd: head[1],
      tailStart: tail[0],
      tailEnd: tail[1],
    };
    return { document, from: relation.from, to: relation.to, properties };
  });
}

/**
 * A conjecture as {heads, tails, spans, properties}: its ends are terms, and a term may have no concept.
 * @param gone how many of the spans it rests on are no longer there
 */
export function conjectureRow(
  conjecture: Conjecture,
  ends: { readonly head: ConceptId | undefined; readonly tail: ConceptId | undefined },
  gone: number,
): Row {
  const { id, from, fromLabel, type, to, toLabel, origin, rationale, restsOn } = conjecture;
  const properties = { id, from, fromLabel, type, to, toLabel, origin, rationale, restsOn: restsOn.length, evidenceGone: gone };
  return { id, head: ends.head ?? null, tail: ends.tail ?? null, spans: restsOn.map((span) => ({ ...span })), properties };
}

/** The same for the same (from, type, to, polarity) in every garden. */
export function relationId({ from, type, to, polarity }: Pick<Relation, "from" | "type" | "to" | "polarity">): string {
  return shortHash([from, type, to, polarity]);
}

const LONGEST_NAME = 64;

/**
 * `part-of` → `PART_OF`; negated `NOT_PART_OF`, so that a query for what is said never meets what is denied.
 * A type without any letter or digit becomes `RELATES`.
 */
export function relationshipType(type: string, negated: boolean): string {
  const words = type
    .normalize("NFC")
    .toUpperCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? ["RELATES"];
  return `${negated ? "NOT_" : ""}${[...words.join("_")].slice(0, LONGEST_NAME).join("")}`;
}

const HASH_DIGITS = 32;

/** 128 bits of SHA-256 of the JSON: short enough to type, and no two rows of a garden meet. */
function shortHash(parts: readonly unknown[]): string {
  return hash("sha256", JSON.stringify(parts), "hex").slice(0, HASH_DIGITS);
}
