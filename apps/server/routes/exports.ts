// Downloads: the graph, the preference pairs, a run's report. Streams what the lower layers write; decides types and file names.

import { once } from "node:events";
import type { Response } from "express";
import { Router } from "express";
import { z } from "zod";
import { exportPairs, PAIR_FORMATS } from "#agents/export-pairs.ts";
import type { PairReport } from "#agents/left-out.ts";
import { PAIR_SOURCES, type RunId } from "#agents/model.ts";
import { preferencePairs } from "#agents/preference-pairs.ts";
import { comparisonsTakenBack } from "#agents/taken-back.ts";
import { type ReportFormat, runReport } from "#apps/report/run-report.ts";
import { route } from "#apps/server/answers.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { exportCanonical } from "#graph/export/canonical.ts";
import { exportGraph, GRAPH_FORMATS, type GraphFormat } from "#graph/export/export-graph.ts";
import { HortusError } from "#kernels/errors.ts";

interface FileType {
  readonly type: string;
  readonly ending: string;
}

const JSONL: FileType = { type: "application/x-ndjson; charset=utf-8", ending: "jsonl" };
const GRAPH_FILES = {
  graphml: { type: "application/graphml+xml; charset=utf-8", ending: "graphml" },
  gexf: { type: "application/gexf+xml; charset=utf-8", ending: "gexf" },
  jsonld: { type: "application/ld+json; charset=utf-8", ending: "jsonld" },
  turtle: { type: "text/turtle; charset=utf-8", ending: "ttl" },
  cypher: { type: "text/plain; charset=utf-8", ending: "cypher" },
  csv: { type: "text/csv; charset=utf-8", ending: "csv" },
  "graph-json": { type: "application/json; charset=utf-8", ending: "json" },
  graphreasoning: { type: "application/graphml+xml; charset=utf-8", ending: "graphml" },
  canonical: JSONL,
} as const satisfies Record<GraphFormat | "canonical", FileType>;
const REPORT_FILES = {
  markdown: { type: "text/markdown; charset=utf-8", ending: "md" },
  html: { type: "text/html; charset=utf-8", ending: "html" },
  json: { type: "application/json; charset=utf-8", ending: "json" },
} as const satisfies Record<ReportFormat, FileType>;

const Graph = z.strictObject({
  format: z.enum([...GRAPH_FORMATS, "canonical"]).default("canonical"),
  layer: z.enum(["observed", "all"]).default("observed"),
});
const Pairs = z.strictObject({
  format: z.enum(PAIR_FORMATS).default("trl"),
  source: z.union([z.enum(PAIR_SOURCES).transform((one) => [one]), z.array(z.enum(PAIR_SOURCES))]).optional(),
  minConfidence: z.coerce.number().min(0).max(1).optional(),
  split: z.enum(["train", "test"]).optional(),
});
const Report = z.strictObject({ format: z.enum(["markdown", "html", "json"]).default("markdown") });
const One = z.strictObject({ run: z.string().min(1).max(200) });

export function exportRoutes({ garden, ledger }: Workbench): Router {
  const router = Router();
  router.get(
    "/export/graph",
    route({ query: Graph }, async ({ query: { format, layer }, response }) => {
      const chunks = format === "canonical" ? exportCanonical(garden.store, { layer }) : exportGraph(garden.store, format, { layer });
      await download(response, "garden", GRAPH_FILES[format], chunks);
    }),
  );
  router.get(
    "/export/pairs",
    route({ query: Pairs }, async ({ query: { format, source, minConfidence, split }, response }) => {
      const takenBack = await comparisonsTakenBack(garden, ledger);
      const { pairs } = preferencePairs(ledger, { sources: source, minConfidence, split, takenBack });
      await download(response, `pairs-${format}`, JSONL, exportPairs(ledger, pairs, format));
    }),
  );
  router.get(
    "/export/pairs/report",
    route(
      { query: z.strictObject({}) },
      async (): Promise<PairReport> => preferencePairs(ledger, { takenBack: await comparisonsTakenBack(garden, ledger) }).report,
    ),
  );
  router.get(
    "/export/report/:run",
    route({ params: One, query: Report }, async ({ params, query: { format }, response }) => {
      const run = ledger.run(params.run as RunId);
      if (run === null) throw new HortusError("run.not_found", `No run ${params.run} in this garden.`, { run: params.run });
      await download(response, run.id, REPORT_FILES[format], [await runReport(garden, ledger, run.id, format)]);
    }),
  );
  return router;
}

type Chunks = AsyncIterable<string> | Iterable<string>;

/** The first chunk is made before the head is sent, so that a refusal is still an answer with its own status. */
async function download(response: Response, name: string, file: FileType, chunks: Chunks): Promise<void> {
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    response.writeHead(200, {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${name}.${file.ending}"`,
      "cache-control": "no-store",
    });
  };
  for await (const chunk of chunks) {
    begin();
    if (response.destroyed) return;
    if (!response.write(chunk)) await drainedOrClosed(response);
  }
  begin();
  response.end();
}

/** Leaves no listener behind on the one that did not happen: a large export waits here thousands of times. */
async function drainedOrClosed(response: Response): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]);
  } finally {
    waiting.abort();
  }
}
