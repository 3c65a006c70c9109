// Which format a graph file is in: by how it begins, and by its name where that leaves it open.

import { extname } from "node:path";
import type { ImportFormat } from "#graph/import/imported-graph.ts";
import type { TextFile } from "#graph/import/text-file.ts";
import { HortusError } from "#kernels/errors.ts";

const BY_NAME: Readonly<Record<string, ImportFormat>> = {
  ".graphml": "graphml",
  ".gexf": "gexf",
  ".jsonld": "jsonld",
  ".ttl": "turtle",
  ".nt": "turtle",
  ".n3": "turtle",
  ".csv": "csv",
  ".tsv": "csv",
  ".json": "graph-json",
  ".jsonl": "graph-json",
  ".ndjson": "graph-json",
};

/** @throws `document.unsupported` */
export function formatOf({ head, path }: Pick<TextFile, "head" | "path">): ImportFormat {
  const named = BY_NAME[extname(path).toLowerCase()];
  const start = head.trimStart();
  if (named === "turtle" || named === "csv") return named;
  if (/^<\?xml|^<!--|^<!DOCTYPE/i.test(start) || (start.startsWith("<") && !/^<[^\s<>"]*:[^\s<>"]*>/.test(start)))
    return xmlFormat(start, path);
  if (/^[{[]/.test(start)) return named === "jsonld" || /"@(?:context|graph|id)"\s*:/.test(start) ? "jsonld" : "graph-json";
  if (start.includes("<graph_json>")) return "graph-json";
  if (/^(?:@prefix|@base|prefix\s|base\s|_:|<[^\s<>"]*:)|^#.*\n\s*@prefix/i.test(start)) return "turtle";
  if (named !== undefined && named !== "graphml" && named !== "gexf") return named;
  throw unsupported(path);
}

function xmlFormat(start: string, path: string): ImportFormat {
  const root = /<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]/.exec(
    start.replace(/<!--[\s\S]*?-->/g, "").replace(/<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>/i, ""),
  )?.[1];
  if (root === "graphml" || root === "gexf") return root;
  if (root === "graph_json") return "graph-json";
  if (root === "think" || root === "thinking") return "graph-json";
  if (root === "RDF")
    throw new HortusError("document.unsupported", `${path} is RDF/XML, which is not read: convert it to Turtle first.`, { path });
  throw unsupported(path);
}

function unsupported(path: string): HortusError {
  const message = `${path} is no graph file that is known (GraphML, GEXF, JSON-LD, Turtle, CSV triples, graph JSON): name its --format, or convert it.`;
  return new HortusError("document.unsupported", message, { path });
}
