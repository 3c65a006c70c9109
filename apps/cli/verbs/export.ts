// export: the graph on stdout, preference pairs into a file, a run as a document.

import { devNull } from "node:os";
import { exportPairs, type PairFormat, withoutLabel } from "#agents/export-pairs.ts";
import { LEFT_OUT_BECAUSE, type LeftOut, type PairReport } from "#agents/left-out.ts";
import type { PairSource, RunId } from "#agents/model.ts";
import { preferencePairs } from "#agents/preference-pairs.ts";
import { comparisonsTakenBack } from "#agents/taken-back.ts";
import { type AsOfFlag, readingAt } from "#apps/cli/as-of.ts";
import { writeOutput } from "#apps/cli/output-file.ts";
import type { Action } from "#apps/cli/verb.ts";
import { type ReportFormat, runReport } from "#apps/report/run-report.ts";
import { exportCanonical } from "#graph/export/canonical.ts";
import { exportGraph, type GraphFormat } from "#graph/export/export-graph.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";
import { counted } from "../terminal.ts";

export const graph: Action<{ format: GraphFormat | "canonical"; layer: "observed" | "all"; output?: string } & AsOfFlag> = async (
  context,
  _args,
  { format, layer, output, asOf },
) => {
  const { terminal, signal } = context;
  const bench = await context.workbench({ create: false, embeddings: false });
  await using garden = await readingAt(bench.garden, { asOf }, context);
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

interface PairFlags {
  readonly format: PairFormat;
  readonly output?: string;
  readonly source?: readonly PairSource[];
  readonly minConfidence?: number;
  readonly split?: "train" | "test";
}

export const pairs: Action<PairFlags> = async (context, _args, { format, output, source, minConfidence, split }) => {
  const { garden, ledger } = await context.workbench({ create: false, embeddings: false });
  const takenBack = await comparisonsTakenBack(garden, ledger);
  const { pairs: selected, report: made } = preferencePairs(ledger, { sources: source, minConfidence, split, takenBack });
  let rows = 0;
  const lines = async function* (): AsyncGenerator<string> {
    for (const row of exportPairs(ledger, selected, format)) {
      rows += 1;
      yield row;
    }
  };
  const { bytes, sha256, file } = await writeOutput(output ?? `pairs-${format}.jsonl`, lines(), context.signal);
  const bothLabels = format === "kto" ? withoutLabel(selected) : 0;
  const result = { format, rows, bytes, ...made, bothLabels, file, sha256 };
  await context.terminal.result(result, [
    `${rows} rows → ${file}`,
    ...told(made),
    ...(bothLabels > 0 ? [`${counted(bothLabels, "text")} preferred to one and not to another: no label of their own [both_labels]`] : []),
    ...(split !== undefined && rows === 0 && made.leftOut.other_split !== undefined
      ? [
          `No group fell into the ${split} split: comparisons that share a hypothesis or a question stay together. Judge more, or split by hand.`,
        ]
      : []),
    `sha256 ${sha256}`,
  ]);
  return EXIT.done;
};

/** What a trainer should know of the rows, and what has none and why. */
function told({ comparisons, pairs: count, leftOut, sources, prompts, groups, longerChosen, earlierPairs }: PairReport): string[] {
  const bySource = Object.entries(sources).map(([name, n]) => `${n} ${name}`);
  return [
    ...(count > 0
      ? [
          `${count} pairs (${bySource.join(", ")}), ${prompts} prompts, ${groups} groups; the chosen side is the longer one in ${Math.round((longerChosen ?? 0) * 100)} %`,
        ]
      : []),
    ...Object.entries(leftOut).map(
      ([reason, n]) => `${n} of ${comparisons} comparisons left out: ${LEFT_OUT_BECAUSE[reason as LeftOut]} [${reason}]`,
    ),
    ...(earlierPairs > 0 ? [`${earlierPairs} pairs of an earlier version left out: their prompts lack the sentences they cite`] : []),
    ...(comparisons === 0 ? ["No comparisons yet. Run: npx hortus hypothesize"] : []),
  ];
}

export const report: Action<{ format: ReportFormat }> = async (context, [run], { format }) => {
  const { garden, ledger } = await context.workbench({ create: false, embeddings: false });
  const id = (run ?? ledger.runs()[0]?.id) as RunId | undefined;
  if (id === undefined || ledger.run(id) === null)
    throw new HortusError("run.not_found", `There is no run ${run ?? "yet"}; "npx hortus hypothesize" makes one.`, { run: run ?? null });
  await context.terminal.write(await runReport(garden, ledger, id, context.terminal.json ? "json" : format));
  return EXIT.done;
};
