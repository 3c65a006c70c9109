// The marks in which a query is thought out, as in ReEx-SQL: <think>, <intermediate_query>, <exec_result>, <final_query>. Text in, parts out.

import type { TriedQuery } from "#agents/query/query-answer.ts";
import type { Cell } from "#graph/query/query-face.ts";

export interface MarkedStep {
  readonly think: string;
  /** Alternatives, in the order written. */
  readonly intermediate: readonly string[];
  readonly final: string | null;
}

/** Rows of a result that its writer is shown. */
export const ROWS_SHOWN = 3;
const LONGEST_CELL = 160;

/** What a writer wrote. A mark that does not close ends at the next mark or at the end; what a model invents of results is not read. */
export function readMarks(text: string): MarkedStep {
  const own = text.replace(/<exec_result>[\s\S]*?(?:<\/exec_result>|$)/g, "");
  const all = (name: string) =>
    [...own.matchAll(new RegExp(`<${name}>([\\s\\S]*?)(?=</?(?:think|intermediate_query|final_query)>|$)`, "g"))].map((found) =>
      found[1]!.trim(),
    );
  const queries = (name: string) =>
    all(name)
      .map(withoutFence)
      .filter((query) => query !== "");
  return {
    think: all("think").join("\n"),
    intermediate: [...new Set(queries("intermediate_query"))],
    final: queries("final_query").at(-1) ?? null,
  };
}

/** Models put queries into code fences. */
function withoutFence(text: string): string {
  return (/^```[a-z]*\s*([\s\S]*?)\s*(?:```\s*)?$/i.exec(text)?.[1] ?? text).trim();
}

export function marked({
  think,
  kind,
  query,
}: {
  readonly think: string;
  readonly kind: TriedQuery["kind"];
  readonly query: string;
}): string {
  const thought = think === "" ? "" : `<think>${think}</think>\n`;
  return `${thought}<${kind}_query>${query}</${kind}_query>`;
}

/** The result as its writer reads it. */
export function resultMark({ outcome, columns, rows, count, error }: TriedQuery): string {
  const lines = outcome === "error" ? [`error: ${error}`] : [columns.join(" | "), ...rows.map((row) => row.map(shown).join(" | "))];
  const rest = outcome === "empty" ? ["no rows"] : count > rows.length ? [`${count} rows in all`] : [];
  return `<exec_result>\n${[...lines, ...rest].join("\n")}\n</exec_result>`;
}

function shown(cell: Cell): string {
  const text = typeof cell === "string" ? cell : JSON.stringify(cell);
  const plain = text.replace(/\s+/g, " ").replaceAll("<", "‹");
  return plain.length > LONGEST_CELL ? `${plain.slice(0, LONGEST_CELL)}…` : plain;
}
