// eval stepwise: scores the answers that the gold brings, or asks a garden grown from the corpus.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "#agents/ask.ts";
import type { RunRequest } from "#agents/model.ts";
import type { VerbContext } from "#apps/cli/verb.ts";
import { type Chain, evaluateStepwise, readChains } from "#apps/evaluation/stepwise.ts";
import { openWorkbench, type Workbench } from "#apps/workbench.ts";
import { searchDocuments } from "#graph/search/documents.ts";
import { HortusError } from "#kernels/errors.ts";
import { growShown } from "../grow.ts";
import { type MeasureOptions, measured } from "./measured.ts";

export const stepwise = measured<{ gold: string; corpus?: string; limit?: number }>("questions", async (flags, options, context) => {
  const chains = await readChains(flags.gold, flags.limit);
  if (flags.corpus !== undefined) return await askGarden(chains, flags.corpus, options, context);
  const candidates = chains.map(({ candidate }, at) => candidate ?? missing(at));
  return evaluateStepwise(chains, candidates, { questionAlone: chains.map(({ question }) => question) }, options);
});

function missing(at: number): never {
  throw new HortusError("input.invalid", `Question ${at + 1} of the gold has no candidate: give answers to score, or a --corpus to ask.`);
}

/** What `ask` says and cites without a model, beside the one passage that shares most words with the question. */
async function askGarden(chains: readonly Chain[], corpus: string, options: MeasureOptions, context: VerbContext) {
  const gardenFolder = await mkdtemp(join(tmpdir(), "hortus-eval-"));
  try {
    await using bench = await openWorkbench(
      { ...context.config, gardenFolder, model: "none" },
      { create: true, embeddings: true, signal: options.signal },
    );
    await growShown(context, bench, [corpus], { name: "growing" });
    const [answers, nearest]: [string[], string[]] = [[], []];
    for (const { question } of chains) {
      answers.push(await answerOf(bench, question, options));
      nearest.push(await nearestPassage(bench, question));
      options.onProgress(answers.length, chains.length);
    }
    return evaluateStepwise(chains, answers, { questionAlone: chains.map(({ question }) => question), nearestPassage: nearest }, options);
  } finally {
    await rm(gardenFolder, { recursive: true, force: true });
  }
}

async function answerOf({ garden, ledger, clock }: Workbench, question: string, { seed, signal }: MeasureOptions): Promise<string> {
  const request: RunRequest = { verb: "ask", question, count: 1, rounds: 0, seed, model: "none", budgetTokens: null };
  const { answer, sources = [] } = await ask({ garden, ledger, clock, signal, model: null }, request);
  return [answer, ...sources.map(({ text }) => text)].join("\n");
}

async function nearestPassage({ garden }: Workbench, question: string): Promise<string> {
  const [first] = await searchDocuments(garden, question, { mode: "text", limit: 1 });
  return first === undefined ? "" : ((await garden.store.document(first.id))?.text ?? "");
}
