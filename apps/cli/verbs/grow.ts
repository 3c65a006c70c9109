// grow, remove, verify: the verbs that change and check the observed layer.

import { existsSync } from "node:fs";
import type { Action, VerbContext } from "#apps/cli/verb.ts";
import { growWhole, type WholeGrowth } from "#apps/growth/grow-whole.ts";
import type { Workbench } from "#apps/workbench.ts";
import type { GrowProgress } from "#graph/growth/progress.ts";
import { removeDocument } from "#graph/growth/remove.ts";
import { DOCUMENT_FORMATS } from "#graph/model.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import { HortusError } from "#kernels/errors.ts";
import type { LanguageModel } from "#kernels/language-model.ts";
import { EXIT } from "../exit-codes.ts";
import { counted, type Progress } from "../terminal.ts";

/** A model reads only when this very command names one: it takes seconds for each sentence, where the grammar takes less than one in a thousand. */
export const grow: Action<{ embeddings: boolean; model?: string }> = async (context, paths, flags) => {
  const { terminal } = context;
  if (!paths.some((path) => existsSync(path))) {
    throw new HortusError("document.not_found", `There is nothing at ${paths.join(", ")}: give files or folders that exist.`, { paths });
  }
  const bench = await context.workbench({ create: true, embeddings: flags.embeddings });
  const reader = flags.model === undefined ? null : await bench.model();
  const result = await growShown(context, bench, paths, { name: "growing", reader });
  const { documents, model } = result;
  if (model !== undefined) terminal.note(modelLine(model));
  for (const failure of documents.failed) terminal.note(`failed  ${failure.path}: ${failure.message} [${failure.code}]`);
  await terminal.result(result, [
    ...(nothingRead(documents) ? [nothingLine(paths, documents.skipped)] : []),
    `${counted(documents.added, "document")} added, ${documents.updated} updated, ${documents.unchanged} unchanged, ${documents.failed.length} failed${documents.skipped === 0 ? "" : `, ${documents.skipped} skipped (no paper's type or name)`}`,
    `The garden has ${counted(result.sentences, "sentence")}, ${counted(result.claims, "claim")}, ${counted(result.concepts, "concept")}, ${counted(result.relations, "relation")} (version ${result.version}, ${result.seconds.toFixed(1)} s, ${result.readingSeconds.toFixed(1)} s of it reading and resolving).`,
  ]);
  return documents.failed.length > 0 ? EXIT.partly : EXIT.done;
};

function modelLine({ id, documents, dropped, against, refused }: NonNullable<WholeGrowth["model"]>): string {
  if (refused !== null) return `${id} reads no claims here: ${refused}. The grammar's stand alone.`;
  return `${id} read ${documents} documents; ${dropped} of its claims named what their sentence does not, and were left out${against === 0 ? "" : `; ${against} broke a domain or range of the ontology`}.`;
}

function nothingRead({ added, updated, unchanged, failed }: WholeGrowth["documents"]): boolean {
  return added + updated + unchanged + failed.length === 0;
}

function nothingLine(paths: readonly string[], skipped: number): string {
  const others = skipped === 0 ? "" : `; ${counted(skipped, "file")} skipped: of other types, or a README, a licence and the like`;
  return `Nothing readable in ${paths.join(", ")}${others}. Hortus reads ${DOCUMENT_FORMATS.join(", ")}.`;
}

/** Grows with a line of progress for each part. */
export async function growShown(
  { terminal, signal, config }: VerbContext,
  { garden }: Pick<Workbench, "garden">,
  paths: readonly string[],
  { name, reader = null }: { readonly name: string; readonly reader?: LanguageModel | null },
): Promise<WholeGrowth> {
  const growing = terminal.progress(name);
  const asking = terminal.progress("reading with a model");
  const filling = terminal.progress("embedding sentences");
  const onSentences = (done: number, total: number): void => {
    growing.end();
    filling.update(done, total, "sentences");
  };
  try {
    return await growWhole(garden, paths, {
      signal,
      onGrowth: (at) => showGrowth(growing, at),
      onSentences,
      ...(reader !== null && { model: { reader, seed: config.seed } }),
      onModel: (done, total) => asking.update(done, total, "documents"),
    });
  } finally {
    growing.end();
    asking.end();
    filling.end();
  }
}

/** One line for both phases: bytes of the files while reading, terms while embedding. */
function showGrowth(progress: Progress, at: GrowProgress): void {
  const reading = at.phase === "reading";
  const rate = at.sentencesPerSecond === null ? "" : `, ${Math.round(at.sentencesPerSecond)} sentences/s`;
  const label = reading ? `${at.documents} documents${rate}` : "embedding concepts";
  if (reading) progress.update(Math.round(at.done / 1000), Math.round(at.total / 1000), "kB", label);
  else progress.update(at.done, at.total, "terms", label);
}

export const remove: Action<object> = async (context, [selector = ""]) => {
  const bench = await context.workbench({ create: false, embeddings: true });
  const result = await removeDocument(bench.garden, selector, { from: process.cwd() });
  const { documents, relations, concepts } = result.removed;
  await context.terminal.result(result, [
    `Removed ${counted(documents, "document")}, ${counted(relations, "relation")} and ${counted(concepts, "concept")} (version ${result.version}).`,
  ]);
  return EXIT.done;
};

export const verify: Action<object> = async (context) => {
  const bench = await context.workbench({ create: false, embeddings: false });
  const result = await verifyGarden(bench.garden.store);
  await context.terminal.result(result, [
    `${result.verified} of ${result.spans} evidence spans of ${result.relations} relations hold; ${result.quarantined} quarantined; ${result.conjectures} conjectures.`,
  ]);
  return result.quarantined > 0 ? EXIT.failed : EXIT.done;
};
