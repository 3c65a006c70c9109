// A graph file in any of the formats, read whole and checked before anyone writes anything.

import { formatOf } from "#graph/import/format-of.ts";
import { readGexf } from "#graph/import/gexf.ts";
import { readGraphJson } from "#graph/import/graph-json.ts";
import { readGraphml } from "#graph/import/graphml.ts";
import type { ImportedGraph, ImportFormat } from "#graph/import/imported-graph.ts";
import { jsonLdTriples } from "#graph/import/json-ld.ts";
import { graphOfTriples } from "#graph/import/rdf-graph.ts";
import { openTextFile, type ReadingOptions, type TextFile } from "#graph/import/text-file.ts";
import type { Triple } from "#graph/import/triple.ts";
import { readTriplesCsv } from "#graph/import/triples-csv.ts";
import { turtleTriples } from "#graph/import/turtle.ts";

const READERS: Readonly<Record<ImportFormat, (file: TextFile) => Promise<ImportedGraph>>> = {
  graphml: readGraphml,
  gexf: readGexf,
  jsonld: linked("jsonld", jsonLdTriples),
  turtle: linked("turtle", turtleTriples),
  csv: readTriplesCsv,
  "graph-json": readGraphJson,
};

/**
 * @param format told by the file itself when it is not given
 * @throws `document.not_found`, `document.unreadable`, `document.empty`, `document.mistyped`, `document.unsupported`, `document.corrupt`,
 *   `document.too_large`, `interrupted`
 */
export async function readGraphFile(
  path: string,
  options: ReadingOptions & { readonly format?: ImportFormat | undefined } = {},
): Promise<ImportedGraph> {
  const file = await openTextFile(path, options);
  return READERS[options.format ?? formatOf(file)](file);
}

function linked(format: ImportFormat, triples: (file: TextFile) => AsyncIterable<Triple>): (file: TextFile) => Promise<ImportedGraph> {
  return async (file) => ({ file: file.name, format, ...(await graphOfTriples(triples(file))), unread: 0 });
}
