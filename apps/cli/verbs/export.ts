// export: the graph on stdout, preference pairs into a file, a run as a document.

import { devNull } from "node:os";
import { exportPairs, type PairFormat } from "#agents/export-pairs.ts";
import type { RunId } from "#agents/model.ts";
import { writeOutput } from "#apps/cli/output-file.ts";
import type { Action } from "#apps/cli/verb.ts";
import { type ReportFormat, runReport } from "#apps/report/run-report.ts";
import { exportCanonical } from "#graph/export/canonical.ts";
import { exportGraph, type GraphFormat } from "#graph/export/export-graph.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";

export const graph: Action<{ format: GraphFormat | "canonical"; layer: "observed" | "all"; output?: string }> = async (
  context,
  _args,
  { format, layer, output },
) => {
  const { terminal, signal } = context;
  const { garden } = await context.workbench({ create: false, embeddings: false });
  let lines = 0;
  const chunks = async function* (): AsyncGenerator<string> {
    for await (const chunk of format === "canonical"
      ? exportCanonical(garden.store, { layer })
      : exportGraph(garden.store, format, { layer })) {
      if (signal.aborted) throw new HortusError("interrupted", "Interrupted; the export is not complete.");
      lines += chunk.split("\n").length - 1;
      yield chunk;
    }
  };
  if (output === undefined && !terminal.json) {
    for await (const chunk of chunks()) await terminal.write(chunk);
    return EXIT.done;
  }
  if (output === undefined) terminal.note("With --json stdout has the counts only; name --output to have the graph.");
  const { bytes, sha256, file } = await writeOutput(output ?? devNull, chunks(), signal);
  await terminal.result({ format, layer, lines, bytes, sha256, file: output === undefined ? null : file }, [
    `${lines} lines → ${file}`,
    `sha256 ${sha256}`,
  ]);
  return EXIT.done;
};

export const pairs: Action<{ format: PairFormat; output?: string }> = async (context, _args, { format, output }) => {
  const { ledger } = await context.workbench({ create: false, embeddings: false });
  let rows = 0;
  const lines = async function* (): AsyncGenerator<string> {
    for await (const line of exportPairs(ledger, format)) {
      rows += 1;
      yield line.endsWith("\n") ? line : `${line}\n`;
    }
  };
  const { file, bytes, sha256 } = await writeOutput(output ?? `pairs-${format}.jsonl`, lines(), context.signal);
  const result = { format, rows, bytes, pairs: ledger.pairs().length, file, sha256 };
  await context.terminal.result(result, [`${rows} rows → ${file}`, `sha256 ${sha256}`]);
  return EXIT.done;
};

export const report: Action<{ format: ReportFormat }> = async (context, [run], { format }) => {
  const { garden, ledger } = await context.workbench({ create: false, embeddings: false });
  const id = (run ?? ledger.runs()[0]?.id) as RunId | undefined;
  if (id === undefined || ledger.run(id) === null)
    throw new HortusError("run.not_found", `There is no run ${run ?? "yet"}; "npx hortus hypothesize" makes one.`, { run: run ?? null });
  await context.terminal.write(await runReport(garden, ledger, id, context.terminal.json ? "json" : format));
  return EXIT.done;
};
