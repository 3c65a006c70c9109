// eval retrieval: grows a garden from the passages, asks it the questions, and forgets it.

import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Action } from "#apps/cli/verb.ts";
import { evaluateRetrieval, type RetrievalEvaluation, readQuestions } from "#apps/evaluation/retrieval.ts";
import { threads } from "#apps/workbench.ts";
import { openGarden } from "#graph/open-garden.ts";
import { SEARCH_MODES } from "#graph/search/search.ts";
import { createEmbedder } from "#kernels/embedding/embedder.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { growShown } from "../grow.ts";

interface RetrievalFlags {
  readonly gold: string;
  readonly corpus: string;
}

export const retrieval: Action<RetrievalFlags> = async (context, _args, flags) => {
  const [gold, corpus] = [resolve(flags.gold), resolve(flags.corpus)];
  for (const file of [gold, corpus]) {
    if (!existsSync(file)) throw new HortusError("document.not_found", `There is nothing at ${file}.`, { file });
  }
  const questions = await readQuestions(gold);
  const { config, signal, terminal } = context;
  const folder = await mkdtemp(join(tmpdir(), "hortus-eval-"));
  const asking = terminal.progress("asking");
  try {
    await using embedder = await createEmbedder({ cacheFolder: config.cacheFolder, threads: threads(), signal });
    await using garden = await openGarden({ folder, embedder, create: true });
    await growShown(context, { garden }, [corpus], { name: "growing" });
    const onQuestion = (done: number, total: number): void => asking.update(done, total, "questions");
    const result = await evaluateRetrieval(garden, corpus, questions, { seed: config.seed, signal, onQuestion });
    asking.end();
    await terminal.result(result, told(result));
  } finally {
    asking.end();
    await rm(folder, { recursive: true, force: true });
  }
  return EXIT.done;
};

function told({ n, metrics, ci95, baseline, missing }: RetrievalEvaluation): readonly string[] {
  const row = (name: string, at2: number, at5: number, [low, high]: readonly [number, number]): string =>
    `${name.padEnd(24)}${at2.toFixed(3).padStart(10)}${at5.toFixed(3).padStart(10)}   ${low.toFixed(3)}–${high.toFixed(3)}`;
  const plain = baseline.passageVector;
  return [
    `${n} questions: share of their supporting passages among the first 2 and 5`,
    `${"".padEnd(24)}${"recall@2".padStart(10)}${"recall@5".padStart(10)}   95 % of recall@5`,
    ...SEARCH_MODES.map((mode) => row(mode, metrics.recallAt2[mode], metrics.recallAt5[mode], ci95[mode])),
    ...(plain === null ? [] : [row("plain passage vectors", plain.recallAt2, plain.recallAt5, plain.ci95)]),
    ...(missing > 0 ? [`${missing} supporting passages are not in the corpus and count as not found.`] : []),
  ];
}
