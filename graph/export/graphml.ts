// GraphML, as Gephi, Cytoscape, yEd, NetworkX and igraph read it. Written as a stream: graphology-graphml only reads (tests read back with it).

import { EDGE_FIELDS, type EdgeRow, edgeRows, type FieldType, type FieldValue, NODE_FIELDS, nodeRows } from "#graph/export/edge-fields.ts";
import type { GraphRecords } from "#graph/export/records.ts";
import { xml } from "#graph/export/xml.ts";

const TYPES: Readonly<Record<FieldType, string>> = { string: "string", integer: "int", boolean: "boolean" };

export async function* writeGraphml(records: GraphRecords): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n';
  yield keys("node", NODE_FIELDS) + keys("edge", EDGE_FIELDS);
  yield '  <graph id="garden" edgedefault="directed">\n';
  for await (const { id, fields } of nodeRows(records)) yield `    <node id="${xml(id)}">${data("node", fields)}</node>\n`;
  let count = 0;
  for await (const row of edgeRows(records)) yield edge(row, count++);
  yield "  </graph>\n</graphml>\n";
}

function keys(of: "node" | "edge", fields: Readonly<Record<string, FieldType>>): string {
  return Object.entries(fields)
    .map(([name, type]) => `  <key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="${TYPES[type]}"/>\n`)
    .join("");
}

function edge({ from, to, fields }: EdgeRow, number: number): string {
  return `    <edge id="e${number}" source="${xml(from)}" target="${xml(to)}">${data("edge", fields)}</edge>\n`;
}

function data(of: "node" | "edge", fields: Readonly<Record<string, FieldValue>>): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<data key="${of}-${name}">${xml(String(value))}</data>`)
    .join("");
}
