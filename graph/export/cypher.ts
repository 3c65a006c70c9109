// A Cypher script that any Neo4j 5 runs as it stands (cypher-shell < garden.cypher), safe to run twice. It holds no text of documents.

import { conjectureRow, type EdgeRow, type FieldValue, nodeFields, relationRow } from "#graph/export/edge-fields.ts";
import type { GraphRecords } from "#graph/export/records.ts";

const BATCH = 200;

/** Relations become (:Concept)-[:RELATION {type, polarity, …}]->(:Concept); conjectures between concepts get their own type, CONJECTURE. */
export async function* writeCypher(records: GraphRecords): AsyncGenerator<string> {
  yield "CREATE CONSTRAINT hortus_concept IF NOT EXISTS FOR (c:Concept) REQUIRE c.id IS UNIQUE;\n";
  const concepts = mapped(records.concepts(), (concept) => ({ id: concept.id, set: nodeFields(concept) }));
  for await (const batch of batches(concepts)) yield `UNWIND ${list(batch)} AS row MERGE (c:Concept {id: row.id}) SET c += row.set;\n`;
  for await (const batch of batches(mapped(records.relations(), (relation) => edge(relationRow(relation))))) yield merge("RELATION", batch);
  const between = (await records.conjectures()).filter(({ fromConcept, toConcept }) => fromConcept !== null && toConcept !== null);
  const conjectures = between.map(conjectureRow);
  for (let start = 0; start < conjectures.length; start += BATCH)
    yield merge("CONJECTURE", conjectures.slice(start, start + BATCH).map(edge));
}

type Row = Readonly<Record<string, unknown>>;

function edge({ from, to, fields }: EdgeRow): Row {
  return { from, to, type: fields.type, polarity: fields.polarity, set: fields };
}

function merge(type: "RELATION" | "CONJECTURE", rows: readonly Row[]): string {
  const ends = "MATCH (a:Concept {id: row.from}), (b:Concept {id: row.to})";
  return `UNWIND ${list(rows)} AS row ${ends} MERGE (a)-[r:${type} {type: row.type, polarity: row.polarity}]->(b) SET r += row.set;\n`;
}

function list(rows: readonly Row[]): string {
  return `[${rows.map(map).join(", ")}]`;
}

function map(row: Row): string {
  return `{${Object.entries(row)
    .map(([name, value]) => `${name}: ${typeof value === "object" && value !== null ? map(value as Row) : literal(value as FieldValue)}`)
    .join(", ")}}`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "'": "\\'", "\\": "\\\\" };

/**
 * Nothing in a value can end the string or the statement. Neo4j reads \uXXXX before it looks for the end of a string, whatever stands in
 * front of the backslash, so a backslash and a following u are put into two strings that Cypher joins.
 */
function literal(value: FieldValue): string {
  if (typeof value !== "string") return String(value);
  const escaped = value.toWellFormed().replace(/[\n\r\t'\\]/g, (character) => ESCAPES[character]!);
  return `'${escaped.replace(/\\u/g, "\\' + 'u")}'`;
}

async function* mapped<From, To>(items: AsyncIterable<From>, turn: (item: From) => To): AsyncGenerator<To> {
  for await (const item of items) yield turn(item);
}

async function* batches<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
