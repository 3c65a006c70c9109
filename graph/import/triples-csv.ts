// Triples in a table: head, relation and tail under any of their usual names, or three columns without names.

import { csvLine, csvRecords } from "#graph/import/csv-records.ts";
import { END_NAMES, edgeOf, fieldsOf, firstOf, relationColumn, withoutEnds } from "#graph/import/fields.ts";
import type { ImportedEdge, ImportedGraph } from "#graph/import/imported-graph.ts";
import { NodeTable } from "#graph/import/node-table.ts";
import type { TextFile } from "#graph/import/text-file.ts";
import { HortusError } from "#kernels/errors.ts";

const DELIMITERS = [",", "\t", ";", "|"];
const BARE = ["head", "relation", "tail"];

/** @throws `document.corrupt`, `document.mistyped` when no columns for both ends and the relation can be told */
export async function readTriplesCsv(file: TextFile): Promise<ImportedGraph> {
  const { delimiter, columns, named } = tableOf(file);
  const nodes = new NodeTable();
  const edges: ImportedEdge[] = [];
  let first = named;
  for await (const { fields: values, line } of csvRecords(file, delimiter)) {
    if (first) {
      first = false;
      continue;
    }
    const fields = fieldsOf(columns.map((name, column) => [name, values[column] ?? ""]));
    const end = (ids: readonly string[], labels: readonly string[]) => {
      const id = firstOf(fields, ids);
      return id === "" ? nodes.mentioned(id) : nodes.declare(id, firstOf(fields, labels) || id);
    };
    const [from, to] = [end(END_NAMES.from, END_NAMES.fromLabel), end(END_NAMES.to, END_NAMES.toLabel)];
    edges.push(edgeOf(`line ${line}`, from, to, withoutEnds(fields)));
  }
  return { file: file.name, format: "csv", nodes: nodes.size, edges, unread: 0 };
}

interface Table {
  readonly delimiter: string;
  /** Lower-case names. */
  readonly columns: readonly string[];
  /** The first line holds the names. */
  readonly named: boolean;
}

function tableOf(file: TextFile): Table {
  const line = file.head.split(/[\r\n]+/).find((text) => text.trim() !== "") ?? "";
  const rows = DELIMITERS.map((delimiter) => ({ delimiter, values: csvLine(line, delimiter) }));
  for (const { delimiter, values } of rows) {
    const columns = values.map((value) => value.trim().toLowerCase());
    const holds = (names: readonly string[]) => names.some((name) => columns.includes(name));
    if (!holds(END_NAMES.from) || !holds(END_NAMES.to)) continue;
    if (relationColumn(columns) !== undefined) return { delimiter, columns, named: true };
    throw new HortusError("document.mistyped", `${file.path} has columns for both ends but none for the relation: name one “relation”.`, {
      path: file.path,
      columns,
    });
  }
  const bare = rows.find(({ values }) => values.length === 3);
  if (bare !== undefined) return { delimiter: bare.delimiter, columns: BARE, named: false };
  const message = `${file.path} has no columns that are triples: name them head, relation and tail in the first line, or keep three columns.`;
  throw new HortusError("document.mistyped", message, { path: file.path });
}
