// The graph in the formats other tools read, streamed. The canonical export is canonical.ts; this one may change its form.

import { writeCsv } from "#graph/export/csv.ts";
import { writeCypher } from "#graph/export/cypher.ts";
import { writeGexf } from "#graph/export/gexf.ts";
import { writeGraphJson } from "#graph/export/graph-json.ts";
import { writeGraphReasoning } from "#graph/export/graph-reasoning.ts";
import { writeGraphml } from "#graph/export/graphml.ts";
import { writeJsonLd } from "#graph/export/json-ld.ts";
import { type GraphRecords, type Layer, recordsOf } from "#graph/export/records.ts";
import { writeTurtle } from "#graph/export/turtle.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export const GRAPH_FORMATS = ["graphml", "gexf", "jsonld", "turtle", "cypher", "csv", "graph-json", "graphreasoning"] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

export interface GraphExportOptions {
  /** `all` adds conjectures, marked as such. */
  readonly layer: Layer;
}

type Writer = (records: GraphRecords, store: GraphStore) => AsyncIterable<string>;

const WRITERS: Readonly<Record<GraphFormat, Writer>> = {
  graphml: writeGraphml,
  gexf: writeGexf,
  jsonld: writeJsonLd,
  turtle: writeTurtle,
  cypher: writeCypher,
  csv: writeCsv,
  "graph-json": writeGraphJson,
  graphreasoning: writeGraphReasoning,
};

/** Text in pieces; joined it is one file in UTF-8. Relations in quarantine are left out. Memory does not grow with the garden but for `graphreasoning`. */
export function exportGraph(store: GraphStore, format: GraphFormat, options: GraphExportOptions): AsyncIterable<string> {
  return WRITERS[format](recordsOf(store, options.layer), store);
}
