// One table of what an edge and a node carry in the flat formats (GraphML, GEXF, CSV, Cypher), so that they agree. No syntax here.

import type { ExportedConjecture, GraphRecords } from "#graph/export/records.ts";
import type { Concept, Relation } from "#graph/model.ts";

export type FieldType = "string" | "integer" | "boolean";
export type FieldValue = string | number | boolean | null;

export interface EdgeRow {
  readonly from: string;
  readonly to: string;
  readonly fields: Readonly<Record<EdgeField, FieldValue>>;
}

export const NODE_FIELDS = {
  label: "string",
  class: "string",
  aliases: "string",
  documents: "integer",
  mentions: "integer",
  firstYear: "integer",
  lastYear: "integer",
} as const satisfies Record<string, FieldType>;
export type NodeField = keyof typeof NODE_FIELDS;

export const EDGE_FIELDS = {
  type: "string",
  polarity: "string",
  conjecture: "boolean",
  confidence: "integer",
  documents: "integer",
  firstYear: "integer",
  lastYear: "integer",
  evidence: "string",
} as const satisfies Record<string, FieldType>;
export type EdgeField = keyof typeof EDGE_FIELDS;

/** Aliases are joined with " | ". */
export function nodeFields(concept: Concept): Readonly<Record<NodeField, FieldValue>> {
  const { label, class: kind, aliases, documents, mentions, firstYear, lastYear } = concept;
  return { label, class: kind, aliases: aliases.join(" | "), documents, mentions, firstYear, lastYear };
}

/** Every edge of the flat formats: the observed relations, then the conjectures that have both ends in the garden. */
export async function* edgeRows(records: GraphRecords): AsyncGenerator<EdgeRow> {
  for await (const relation of records.relations()) yield relationRow(relation);
  for (const conjecture of await records.conjectures()) {
    const row = conjectureRow(conjecture);
    if (row !== null) yield row;
  }
}

/** Evidence is JSON: [{document, start, end, sha256}], UTF-16 offsets. */
export function relationRow(relation: Relation): EdgeRow {
  const { from, to, type, polarity, confidence, documents, firstYear, lastYear } = relation;
  const evidence = JSON.stringify(relation.evidence.map(({ document, start, end, sha256 }) => ({ document, start, end, sha256 })));
  return { from, to, fields: { type, polarity, conjecture: false, confidence, documents, firstYear, lastYear, evidence } };
}

/** A conjecture rests on evidence but has none; null when an end is no concept of the garden. */
export function conjectureRow(conjecture: ExportedConjecture): EdgeRow | null {
  const { fromConcept, toConcept, type } = conjecture;
  if (fromConcept === null || toConcept === null) return null;
  const none = { confidence: null, documents: 0, firstYear: null, lastYear: null, evidence: "[]" };
  return { from: fromConcept, to: toConcept, fields: { type, polarity: "affirmed", conjecture: true, ...none } };
}
