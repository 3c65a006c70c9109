// Graph-PReFLexOR's graph_json: {nodes: [{id}], edges: [{source, relation, target}]}, with what a garden knows of each beside it.

import { edgeRows, type FieldValue, nodeRows, relationInWords } from "#graph/export/edge-fields.ts";
import type { GraphRecords } from "#graph/export/records.ts";

/** Evidence is a list of spans here and no text. */
const LISTS = new Set(["evidence", "restsOn"]);

export async function* writeGraphJson(records: GraphRecords): AsyncGenerator<string> {
  yield '{"nodes":[\n';
  yield* list(nodeRows(records), ({ id, fields }) => ({ id, ...said(fields) }));
  yield '\n],"edges":[\n';
  yield* list(edgeRows(records), ({ from, to, fields }) => {
    const { type: _type, ...rest } = fields;
    return { source: from, relation: relationInWords(fields), target: to, ...said(rest) };
  });
  yield "\n]}\n";
}

async function* list<Row>(rows: AsyncIterable<Row>, item: (row: Row) => object): AsyncGenerator<string> {
  let separator = "";
  for await (const row of rows) {
    yield separator + JSON.stringify(item(row));
    separator = ",\n";
  }
}

function said(fields: Readonly<Record<string, FieldValue>>): Record<string, unknown> {
  const known = Object.entries(fields).filter(([, value]) => value !== null && value !== "");
  return Object.fromEntries(known.map(([name, value]) => [name, LISTS.has(name) ? JSON.parse(value as string) : value]));
}
