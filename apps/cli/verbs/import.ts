// import: another tool's graph into the garden, as conjectures.

import type { Action, VerbContext } from "#apps/cli/verb.ts";
import { SKIPPED_BECAUSE } from "#graph/import/conjectures-of.ts";
import { type ImportResult, importGraph } from "#graph/import/import-graph.ts";
import type { ImportedGraph, ImportFormat } from "#graph/import/imported-graph.ts";
import { readGraphFile } from "#graph/import/read-graph-file.ts";
import { EXIT } from "../exit-codes.ts";
import { counted } from "../terminal.ts";

/** The file is read to its end before a garden is made or changed. */
export const importVerb: Action<{ format?: ImportFormat }> = async (context, [path = ""], { format }) => {
  const started = performance.now();
  const graph = await readShown(context, path, format);
  const { garden } = await context.workbench({ create: true, embeddings: false });
  const writing = context.terminal.progress("importing");
  const imported = await importGraph(garden, graph, {
    signal: context.signal,
    onEdges: (done, total) => writing.update(done, total, "edges"),
  }).finally(() => writing.end());
  const result = { ...imported, seconds: (performance.now() - started) / 1000 };
  await context.terminal.result(result, told(result));
  return EXIT.done;
};

function readShown({ terminal, signal }: VerbContext, path: string, format: ImportFormat | undefined): Promise<ImportedGraph> {
  const reading = terminal.progress("reading");
  const onBytes = (done: number, total: number): void => reading.update(Math.round(done / 1000), Math.round(total / 1000), "kB");
  return readGraphFile(path, { signal, onBytes, format }).finally(() => reading.end());
}

function told({
  format,
  nodes,
  edges,
  conjectures,
  alreadyThere,
  skipped,
  version,
  seconds,
}: ImportResult & { seconds: number }): string[] {
  return [
    `${counted(nodes, "node")} and ${counted(edges, "edge")} in the file (${format}).`,
    `${counted(conjectures.added, "conjecture")} added, ${conjectures.unchanged} unchanged, ${alreadyThere} observed already (version ${version}, ${seconds.toFixed(1)} s).`,
    ...(conjectures.against > 0
      ? [`${conjectures.against} of those added break a domain or range of the ontology; “hortus ontology check” lists them.`]
      : []),
    ...skipped.map(({ reason, count }) => `${count} skipped: ${SKIPPED_BECAUSE[reason]} [${reason}]`),
  ];
}
