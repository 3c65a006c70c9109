// How tools name what a node or an edge carries, as tables: one reading of it for GraphML, GEXF, CSV and JSON.

import { NOT } from "#graph/export/edge-fields.ts";
import type { ImportedEdge, ImportedNode } from "#graph/import/imported-graph.ts";
import { namedSpans } from "#graph/import/named-spans.ts";

/** What a node or an edge carries: lower-case names, text values. */
export type Fields = ReadonlyMap<string, string>;

/** First match wins: the name that a tool gives on purpose comes before one that it may fill in by itself. */
const NODE_NAMES = ["label", "name", "preflabel", "title"];
/** GraphReasoning and SciAgents write `title`, Graph-PReFLexOR `relation`, Cytoscape `interaction`, Gephi `edge label`, Hortus `type`. */
const RELATIONS = [
  "relation",
  "relationship",
  "predicate",
  "title",
  "label",
  "edge label",
  "edge",
  "interaction",
  "type",
  "rel",
  "verb",
  "kind",
  "name",
];
/** What `type` and `kind` say of every edge in some tools: no relation. */
const NO_RELATION = new Set(["directed", "undirected", "mutual"]);

export const END_NAMES = {
  from: ["from", "source", "head", "subject", "node_1", "node1", "start", "entity1", ":start_id"],
  to: ["to", "target", "tail", "object", "node_2", "node2", "end", "entity2", ":end_id"],
  fromLabel: ["fromlabel", "source label", "head label", "subject label"],
  toLabel: ["tolabel", "target label", "tail label", "object label"],
} as const;
const ALL_ENDS: ReadonlySet<string> = new Set(Object.values(END_NAMES).flat());

/** The relation's column, by name; undefined where none of these is a relation. */
export function relationColumn(names: readonly string[]): string | undefined {
  return RELATIONS.find((name) => names.includes(name));
}

/** The first of these fields that says something; empty where none does. */
export function firstOf(fields: Fields, names: readonly string[]): string {
  for (const name of names) {
    const value = fields.get(name)?.trim();
    if (value !== undefined && value !== "") return value;
  }
  return "";
}

/** What a node is called; its id where nothing else is said. */
export function nodeName(id: string, fields: Fields): string {
  return firstOf(fields, NODE_NAMES) || id.trim();
}

/** Evidence and the marks of a conjecture are those that Hortus exports (graph/export/edge-fields.ts). */
export function edgeOf(place: string, from: ImportedNode, to: ImportedNode, fields: Fields): ImportedEdge {
  const names = RELATIONS.filter((name) => !NO_RELATION.has(fields.get(name)?.trim().toLowerCase() ?? ""));
  const negated = fields.get("polarity") === "negated";
  const relation = firstOf(fields, names);
  return {
    place,
    from,
    to,
    relation: negated && relation.startsWith(NOT) ? relation.slice(NOT.length) : relation,
    negated,
    evidence: namedSpans(fields.get("evidence")),
    conjecture: fields.get("conjectureid") ?? null,
    rationale: fields.get("rationale") ?? null,
    restsOn: namedSpans(fields.get("restson")),
  };
}

/** Fields under the names that the tables use; of two with one name the first that says something stays. */
export function fieldsOf(entries: Iterable<readonly [name: string, value: string]>): Fields {
  const fields = new Map<string, string>();
  for (const [name, value] of entries) {
    const key = lower(name);
    if (value !== "" && !fields.has(key)) fields.set(key, value);
  }
  return fields;
}

/** A column like `source` is an end and no field of the edge itself. */
export function withoutEnds(fields: Fields): Fields {
  return new Map([...fields].filter(([name]) => !ALL_ENDS.has(name)));
}

function lower(name: string): string {
  return name.trim().toLowerCase();
}
