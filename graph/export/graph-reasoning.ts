// GraphML as GraphReasoning and SciAgents load it: a simple undirected graph, nodes named by their ids, an edge's relation in `title`.
// What such a graph cannot hold (direction, several relations of one pair, evidence) stands in `said`, which their code passes over.

import { type EdgeRow, edgeRows, nodeRows, relationInWords } from "#graph/export/edge-fields.ts";
import type { GraphRecords } from "#graph/export/records.ts";
import { xml } from "#graph/export/xml.ts";

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="label" for="node" attr.name="label" attr.type="string"/>
  <key id="class" for="node" attr.name="class" attr.type="string"/>
  <key id="size" for="node" attr.name="size" attr.type="long"/>
  <key id="title" for="edge" attr.name="title" attr.type="string"/>
  <key id="width" for="edge" attr.name="width" attr.type="double"/>
  <key id="said" for="edge" attr.name="said" attr.type="string"/>
  <graph edgedefault="undirected">
`;

/** Relations of one pair come apart in the stream: the edges, and they alone, are held in memory. */
export async function* writeGraphReasoning(records: GraphRecords): AsyncGenerator<string> {
  const pairs = new Map<string, EdgeRow[]>();
  const degrees = new Map<string, number>();
  for await (const edge of edgeRows(records)) {
    const pair = JSON.stringify([edge.from, edge.to].sort());
    const known = pairs.get(pair);
    if (known !== undefined) known.push(edge);
    else {
      pairs.set(pair, [edge]);
      for (const end of new Set([edge.from, edge.to])) degrees.set(end, (degrees.get(end) ?? 0) + 1);
    }
  }
  yield HEAD;
  for await (const { id, fields } of nodeRows(records)) {
    yield `    <node id="${xml(id)}">${data("label", String(fields.label))}${data("class", String(fields.class ?? ""))}${data("size", degrees.get(id) ?? 0)}</node>\n`;
  }
  for (const edges of pairs.values()) yield edgeOf(edges);
  yield "  </graph>\n</graphml>\n";
}

/** Read from source to target, the title says what the best supported relation says; `width` is its number of documents. */
function edgeOf(edges: readonly EdgeRow[]): string {
  const [first] = edges.toSorted((a, b) => support(b) - support(a));
  const { from, to, fields } = first!;
  const said = edges.map((edge) => ({ from: edge.from, relation: relationInWords(edge.fields), to: edge.to, ...marks(edge) }));
  const inside = data("title", relationInWords(fields)) + data("width", support(first!)) + data("said", JSON.stringify(said));
  return `    <edge source="${xml(from)}" target="${xml(to)}">${inside}</edge>\n`;
}

function support({ fields }: EdgeRow): number {
  return Number(fields.documents);
}

function marks({ fields: { conjecture, evidence } }: EdgeRow): object {
  return conjecture === true ? { conjecture } : { evidence: JSON.parse(evidence as string) as unknown };
}

function data(key: string, value: string | number): string {
  return `<data key="${key}">${xml(String(value))}</data>`;
}
