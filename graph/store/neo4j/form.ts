// Records of a garden as Cypher sees them: flat values, names for relationships, ids. One form for what lives in Neo4j and for what is
// mirrored there. Pure; it knows no database.

import { hash } from "node:crypto";
import type { Concept, Relation } from "#graph/model.ts";
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
export function shortHash(parts: readonly unknown[]): string {
  return hash("sha256", JSON.stringify(parts), "hex").slice(0, HASH_DIGITS);
}
