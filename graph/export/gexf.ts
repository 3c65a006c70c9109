// GEXF 1.2, Gephi's own format. Written as a stream: graphology-gexf needs the whole graph in memory (tests read back with it).

import { EDGE_FIELDS, type EdgeRow, edgeRows, type FieldType, type FieldValue, NODE_FIELDS, nodeRows } from "#graph/export/edge-fields.ts";
import type { GraphRecords } from "#graph/export/records.ts";
import { xml } from "#graph/export/xml.ts";

export async function* writeGexf(records: GraphRecords): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n';
  yield `  <graph mode="static" defaultedgetype="directed">\n${attributes("node", NODE_FIELDS)}${attributes("edge", EDGE_FIELDS)}    <nodes>\n`;
  for await (const { id, fields } of nodeRows(records)) {
    yield `      <node id="${xml(id)}" label="${xml(String(fields.label))}">${values(fields)}</node>\n`;
  }
  yield "    </nodes>\n    <edges>\n";
  let count = 0;
  for await (const row of edgeRows(records)) yield edge(row, count++);
  yield "    </edges>\n  </graph>\n</gexf>\n";
}

/** The label is GEXF's own attribute of a node. Readers take an id for the name, so it is the name. */
function attributes(of: "node" | "edge", fields: Readonly<Record<string, FieldType>>): string {
  const rows = Object.entries(fields)
    .filter(([name]) => name !== "label")
    .map(([name, type]) => `      <attribute id="${name}" title="${name}" type="${type}"/>\n`);
  return `    <attributes class="${of}">\n${rows.join("")}    </attributes>\n`;
}

/** Weight is the confidence as a share: a layout pulls what is well supported together. */
function edge({ from, to, fields }: EdgeRow, number: number): string {
  const weight = Math.max(1, Number(fields.confidence ?? 1)) / 1000;
  const head = `id="e${number}" source="${xml(from)}" target="${xml(to)}" label="${xml(String(fields.type))}" weight="${weight}"`;
  return `      <edge ${head}>${values(fields)}</edge>\n`;
}

function values(fields: Readonly<Record<string, FieldValue>>): string {
  const rows = Object.entries(fields)
    .filter(([name, value]) => value !== null && name !== "label")
    .map(([name, value]) => `<attvalue for="${name}" value="${xml(String(value))}"/>`);
  return `<attvalues>${rows.join("")}</attvalues>`;
}
