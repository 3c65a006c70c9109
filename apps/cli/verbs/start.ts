// start: the whole story for a newcomer. Grows the example notes, proposes hypotheses once, and serves; a second start finds all of it there.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type AgentContext, hypothesize } from "#agents/hypothesize.ts";
import type { Action, VerbContext } from "#apps/cli/verb.ts";
import type { Workbench } from "#apps/workbench.ts";
import { embedSentences } from "#graph/growth/embed.ts";
import { grow } from "#graph/growth/grow.ts";
import { asHortusError, HortusError } from "#kernels/errors.ts";
import type { LanguageModel } from "#kernels/language-model.ts";
import { EXIT } from "../exit-codes.ts";
import { showGrowth } from "./grow.ts";
import { type ServeFlags, serveUntilStopped } from "./serve.ts";

export const start: Action<ServeFlags & { count: number }> = async (context, _args, flags) => {
  const bench = await context.workbench({ create: true, embeddings: true });
  await growExamples(context, bench);
  const proposing = propose(context, bench, flags.count).catch((thrown: unknown) => {
    const error = asHortusError(thrown);
    if (error.code !== "interrupted") context.terminal.note(`No hypotheses yet: ${error.message} [${error.code}]`);
  });
  await serveUntilStopped(context, bench, flags);
  await proposing;
  return EXIT.done;
};

async function growExamples({ terminal, signal }: VerbContext, { garden }: Workbench): Promise<void> {
  const folder = findExamples();
  const progress = terminal.progress("growing the example garden");
  const result = await grow(garden, [folder], {
    signal,
    onProgress: (at) => showGrowth(progress, at),
  }).finally(() => progress.end());
  await embedSentences(garden, { signal });
  terminal.note(
    `The garden has ${result.documents.added + result.documents.unchanged} documents, ${result.concepts} concepts and ${result.relations} relations.`,
  );
}

function findExamples(): string {
  const places = ["../../../examples", "../../../../examples"].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const folder = places.find((place) => existsSync(place));
  if (folder === undefined)
    throw new HortusError("document.not_found", "The example notes are not here; grow a folder of your own with: npx hortus grow FOLDER");
  return folder;
}

/** Runs beside the server, so that the page answers at once and shows the run live. */
async function propose({ config, terminal, signal }: VerbContext, bench: Workbench, count: number): Promise<void> {
  if (bench.ledger.hypotheses().length > 0) return;
  const model = await modelOrNull(bench, terminal.note);
  const { garden, ledger, clock } = bench;
  const agents: AgentContext = { garden, ledger, model, clock, signal };
  const { hypotheses } = await hypothesize(agents, {
    verb: "hypothesize",
    count,
    rounds: 1,
    seed: config.seed,
    model: model === null ? "none" : config.model,
    budgetTokens: null,
  });
  terminal.note(`${hypotheses.length} hypotheses are on the page.`);
}

async function modelOrNull(bench: Workbench, note: (line: string) => void): Promise<LanguageModel | null> {
  try {
    return await bench.model();
  } catch (thrown) {
    const error = asHortusError(thrown);
    if (error.code === "interrupted") throw error;
    note(`Without a language model: ${error.message}`);
    return null;
  }
}
