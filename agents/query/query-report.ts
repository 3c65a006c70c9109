// A run of queries as Markdown: every query with what it brought, and the rows that answer.

import type { QueryAnswer, TriedQuery } from "#agents/query/query-answer.ts";
import type { Cell } from "#graph/query/query-face.ts";

export function queryBlocks({ final, refusal, readAs, writtenBy, queries }: QueryAnswer): readonly string[] {
  const answer = final === null ? [refusal ?? "No query answered."] : [table(final.columns, final.rows)];
  const cut = final?.cut == null ? [] : ["There are more rows than these."];
  const read = readAs === null ? [] : [`Read as: ${readAs}.`];
  const by = final === null ? [] : [`*Rows of query ${final.n}, written by ${writtenBy}.*`];
  return [...read, ...answer, ...cut, ...by, "## Queries", ...queries.flatMap(triedBlocks)];
}

function triedBlocks({ n, query, outcome, count, error }: TriedQuery): readonly string[] {
  const what = outcome === "error" ? `error: ${error}` : `${count} ${count === 1 ? "row" : "rows"}`;
  return [`${n}. ${what}`, ["```", query, "```"].join("\n")];
}

function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const body = rows.length === 0 ? ["", "No rows."] : rows.map((row) => line(row.map(cellText)));
  return [line(columns.map(plain)), line(columns.map(() => "---")), ...body].join("\n");
}

function cellText(cell: Cell): string {
  return plain(typeof cell === "string" ? cell : cell === null ? "" : JSON.stringify(cell));
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|");
}
