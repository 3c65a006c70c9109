// A run as a document, in the formats people read: the same from the command line and from the page.

import type { Ledger } from "#agents/ledger/ledger.ts";
import type { RunId } from "#agents/model.ts";
import { reportRun } from "#agents/report.ts";
import { reportHtml } from "#apps/report/report-html.ts";
import type { Garden } from "#graph/garden.ts";

export type ReportFormat = "markdown" | "html" | "json";

/** @throws `run.not_found` */
export async function runReport(garden: Garden, ledger: Ledger, run: RunId, format: ReportFormat): Promise<string> {
  if (format === "json")
    return `${JSON.stringify({ run: ledger.run(run), result: ledger.result(run), hypotheses: ledger.hypotheses(run) })}\n`;
  const titles = new Map<string, { title: string; year: number | null }>(
    (await garden.store.documents()).map((document) => [document.id, document]),
  );
  const markdown = reportRun(ledger, run, { titleOf: (document) => titles.get(document) ?? null });
  return format === "html" ? reportHtml(markdown, `Hortus: ${run}`) : markdown;
}
