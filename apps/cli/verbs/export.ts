// export: the graph on stdout, preference pairs into a file, a run as a document.

import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { exportPairs, type PairFormat } from "#agents/export-pairs.ts";
import type { RunId } from "#agents/model.ts";
import type { Action } from "#apps/cli/verb.ts";
import { type ReportFormat, runReport } from "#apps/report/run-report.ts";
import { exportCanonical } from "#graph/export/canonical.ts";
import { exportGraph, type GraphFormat } from "#graph/export/export-graph.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";

export const graph: Action<{ format: GraphFormat | "canonical"; layer: "observed" | "all" }> = async (
  context,
  _args,
  { format, layer },
) => {
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const chunks = format === "canonical" ? exportCanonical(garden.store, { layer }) : exportGraph(garden.store, format, { layer });
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of chunks) {
    if (context.signal.aborted) throw new HortusError("interrupted", "Interrupted; the export is not complete.");
    hash.update(chunk);
    bytes += Buffer.byteLength(chunk);
    if (!context.terminal.json || format === "canonical") await context.terminal.write(chunk);
  }
  if (context.terminal.json && format !== "canonical")
    await context.terminal.result({ format, layer, bytes, sha256: hash.digest("hex") }, []);
  return EXIT.done;
};

export const pairs: Action<{ format: PairFormat; output?: string }> = async (context, _args, { format, output }) => {
  const { ledger } = await context.workbench({ create: false, embeddings: false });
  const file = resolve(output ?? `pairs-${format}.jsonl`);
  const hash = createHash("sha256");
  const counts = { rows: 0, bytes: 0 };
  const rows = async function* (): AsyncGenerator<string> {
    for await (const line of exportPairs(ledger, format)) {
      const row = line.endsWith("\n") ? line : `${line}\n`;
      hash.update(row);
      counts.rows += 1;
      counts.bytes += Buffer.byteLength(row);
      yield row;
    }
  };
  const unfinished = `${file}.part`;
  await pipeline(rows, createWriteStream(unfinished), { signal: context.signal });
  await rename(unfinished, file);
  const result = { format, ...counts, pairs: ledger.pairs().length, file, sha256: hash.digest("hex") };
  await context.terminal.result(result, [`${counts.rows} rows → ${file}`, `sha256 ${result.sha256}`]);
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
