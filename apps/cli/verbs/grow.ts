// grow, remove, verify: the verbs that change and check the observed layer.

import type { Action } from "#apps/cli/verb.ts";
import { embedSentences } from "#graph/growth/embed-sentences.ts";
import { grow as growGarden } from "#graph/growth/grow.ts";
import { removeDocument } from "#graph/growth/remove.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import { EXIT } from "../exit-codes.ts";

export const grow: Action<{ embeddings: boolean; readWithModel?: boolean }> = async (context, paths, flags) => {
  const { terminal, signal } = context;
  const bench = await context.workbench({ create: true, embeddings: flags.embeddings });
  const model = flags.readWithModel ? await bench.model() : null;
  const progress = terminal.progress("growing");
  const result = await growGarden(bench.garden, paths, {
    signal,
    model,
    seed: context.config.seed,
    onProgress: ({ done, total, unit, label }) => progress.update(done, total, unit, label),
  }).finally(() => progress.end());
  const filling = terminal.progress("embedding sentences");
  await embedSentences(bench.garden, { signal, onProgress: (done, total) => filling.update(done, total, "sentences") }).finally(() =>
    filling.end(),
  );
  const { documents } = result;
  for (const failure of documents.failed) terminal.note(`failed  ${failure.path}: ${failure.message} [${failure.code}]`);
  await terminal.result(result, [
    `${documents.added} documents added, ${documents.updated} updated, ${documents.unchanged} unchanged, ${documents.failed.length} failed`,
    `The garden has ${result.sentences} sentences, ${result.claims} claims, ${result.concepts} concepts, ${result.relations} relations (version ${result.version}, ${result.seconds.toFixed(1)} s).`,
  ]);
  return documents.failed.length > 0 ? EXIT.partly : EXIT.done;
};

export const remove: Action<object> = async (context, [selector = ""]) => {
  const bench = await context.workbench({ create: false, embeddings: true });
  const result = await removeDocument(bench.garden, selector, { signal: context.signal });
  const { documents, relations, concepts } = result.removed;
  await context.terminal.result(result, [
    `Removed ${documents} document(s), ${relations} relations and ${concepts} concepts (version ${result.version}).`,
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
