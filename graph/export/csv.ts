// One line for each relation, RFC 4180: the triples with their support. Concepts without a relation are not in it.

import { EDGE_FIELDS, type EdgeRow, edgeRows, type FieldValue, nodeRows } from "#graph/export/edge-fields.ts";
import type { GraphRecords } from "#graph/export/records.ts";

export async function* writeCsv(records: GraphRecords): AsyncGenerator<string> {
  const labels = new Map<string, string>();
  for await (const { id, fields } of nodeRows(records)) labels.set(id, String(fields.label));
  const line = ({ from, to, fields }: EdgeRow) =>
    row([
      from,
      labels.get(from) ?? "",
      to,
      labels.get(to) ?? "",
      ...Object.keys(EDGE_FIELDS).map((name) => fields[name as keyof typeof fields]),
    ]);
  yield row(["from", "fromLabel", "to", "toLabel", ...Object.keys(EDGE_FIELDS)]);
  for await (const edge of edgeRows(records)) yield line(edge);
}

/** Fields with a comma, quote or line break are quoted; lines end in CRLF. */
function row(values: readonly FieldValue[]): string {
  return `${values.map((value) => field(value === null ? "" : String(value))).join(",")}\r\n`;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
