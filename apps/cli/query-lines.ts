// Queries and their rows as plain lines.

import type { QueryAnswer, TriedQuery } from "#agents/query/query-answer.ts";
import { counted } from "#apps/cli/terminal.ts";
import type { Cell, QueryRows } from "#graph/query/query-face.ts";

const WIDEST = 60;

/** `#2 after #1, 14 rows: SELECT …` on one line. */
export function triedLine({ n, after, query, outcome, count, error }: TriedQuery): string {
  const what = outcome === "error" ? `error: ${error}` : counted(count, "row");
  return `#${n}${after === 0 ? "" : ` after #${after}`}, ${what}: ${onOneLine(query)}`;
}

/** The queries were shown while they ran; here is the one that answers, with its rows. */
export function queryLines({ final, readAs, refusal, writtenBy }: QueryAnswer): string[] {
  if (final === null) return [refusal ?? "No query answered."];
  const read = readAs === null ? [] : [`Read as: ${readAs}`];
  return [...read, `Query #${final.n}, written by ${writtenBy}: ${onOneLine(final.query)}`, "", ...tableLines(final)];
}

export function tableLines({ columns, rows, cut }: Pick<QueryRows, "columns" | "rows" | "cut">): string[] {
  const cells = [columns, ...rows.map((row) => row.map(cellText))];
  const widths = columns.map((_, at) => Math.min(WIDEST, Math.max(...cells.map((row) => row[at]!.length))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => fitted(cell, widths[at]!))
      .join("  ")
      .trimEnd();
  const [head, ...body] = cells.map(line);
  const end =
    cut === null
      ? `(${counted(rows.length, "row")})`
      : `(the first ${counted(rows.length, "row")}; there are more: raise --limit, or ask for less)`;
  return [head!, widths.map((width) => "-".repeat(width)).join("  "), ...body, end];
}

function cellText(cell: Cell): string {
  return onOneLine(typeof cell === "string" ? cell : cell === null ? "" : JSON.stringify(cell));
}

function fitted(cell: string, width: number): string {
  return cell.length > width ? `${cell.slice(0, width - 1)}…` : cell.padEnd(width);
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
