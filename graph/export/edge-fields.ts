// One table of what an edge and a node carry in the flat formats (GraphML, GEXF, CSV, Cypher), so that they agree. No syntax here.

import type { ExportedConjecture, GraphRecords } from "#graph/export/records.ts";
import type { Concept, Conjecture, Relation } from "#graph/model.ts";

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
  conjecture: "boolean",
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
  conjectureId: "string",
  origin: "string",
  rationale: "string",
  restsOn: "string",
} as const satisfies Record<string, FieldType>;
export type EdgeField = keyof typeof EDGE_FIELDS;

export interface NodeRow {
  readonly id: string;
  readonly fields: Readonly<Record<NodeField, FieldValue>>;
}

/** Aliases are joined with " | ". */
export function nodeFields(concept: Concept): NodeRow["fields"] {
  const { label, class: kind, aliases, documents, mentions, firstYear, lastYear } = concept;
  return { label, class: kind, aliases: aliases.join(" | "), documents, mentions, firstYear, lastYear, conjecture: false };
}

/** Every node of the flat formats: the concepts, then what conjectures alone name, under its term. */
export async function* nodeRows(records: GraphRecords): AsyncGenerator<NodeRow> {
  for await (const concept of records.concepts()) yield { id: concept.id, fields: nodeFields(concept) };
  const imagined = new Map<string, string>();
  for (const { from, fromLabel, fromConcept, to, toLabel, toConcept } of await records.conjectures()) {
    if (fromConcept === null && !imagined.has(from)) imagined.set(from, fromLabel);
    if (toConcept === null && !imagined.has(to)) imagined.set(to, toLabel);
  }
  const none = { class: null, aliases: "", documents: 0, mentions: 0, firstYear: null, lastYear: null, conjecture: true };
  for (const [id, label] of imagined) yield { id, fields: { label, ...none } };
}

/** Every edge of the flat formats: the observed relations, then the conjectures. */
export async function* edgeRows(records: GraphRecords): AsyncGenerator<EdgeRow> {
  for await (const relation of records.relations()) yield relationRow(relation);
  for (const conjecture of await records.conjectures()) yield conjectureRow(conjecture);
}

/** Evidence is JSON: [{document, start, end, sha256}], UTF-16 offsets. */
export function relationRow(relation: Relation): EdgeRow {
  const { from, to, type, polarity, confidence, documents, firstYear, lastYear } = relation;
  const observed = { type, polarity, conjecture: false, confidence, documents, firstYear, lastYear, evidence: spans(relation.evidence) };
  return { from, to, fields: { ...observed, conjectureId: null, origin: null, rationale: null, restsOn: null } };
}

/** A conjecture rests on evidence but has none. An end that is no concept of the garden goes by its term. */
export function conjectureRow(conjecture: ExportedConjecture): EdgeRow {
  const { id, from, to, fromConcept, toConcept, type, origin, rationale, restsOn } = conjecture;
  const none = { confidence: null, documents: 0, firstYear: null, lastYear: null, evidence: "[]" };
  const imagined = { type, polarity: "affirmed", conjecture: true, ...none, conjectureId: id, origin, rationale, restsOn: spans(restsOn) };
  return { from: fromConcept ?? from, to: toConcept ?? to, fields: imagined };
}

/** For formats that say a relation in words alone: one that is denied must not read as if it held. */
export function relationInWords({ type, polarity }: Pick<EdgeRow["fields"], "type" | "polarity">): string {
  return polarity === "negated" ? `${NOT}${type}` : String(type);
}

/** What such a format writes before the relation's type; whoever reads it back takes it off. */
export const NOT = "not ";

function spans(all: Conjecture["restsOn"]): string {
  return JSON.stringify(all.map(({ document, start, end, sha256 }) => ({ document, start, end, sha256 })));
}
