// start: the whole story for a newcomer. Grows the example notes, proposes hypotheses once, and serves; a second start finds all of it there.

import type { AgentContext } from "#agents/context.ts";
import { DEFAULT_ROUNDS } from "#agents/model.ts";
import type { Action, VerbContext } from "#apps/cli/verb.ts";
import type { Workbench } from "#apps/workbench.ts";
import { asHortusError } from "#kernels/errors.ts";
import type { LanguageModel } from "#kernels/language-model.ts";
import { EXIT } from "../exit-codes.ts";
import { examplesFolder } from "./examples.ts";
import { growShown } from "./grow.ts";
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

async function growExamples(context: VerbContext, bench: Workbench): Promise<void> {
  const { documents, concepts, relations } = await growShown(context, bench, [examplesFolder()], { name: "growing the example garden" });
  context.terminal.note(
    `The garden has ${documents.added + documents.unchanged} documents, ${concepts} concepts and ${relations} relations.`,
  );
}

/** Runs beside the server, so that the page answers at once and shows the run live. */
async function propose({ config, terminal, signal }: VerbContext, bench: Workbench, count: number): Promise<void> {
  if (bench.ledger.hypotheses().length > 0) return;
  const { hypothesize } = await import("#agents/hypothesize.ts");
  const model = await modelOrNull(bench, terminal.note);
  const { garden, ledger, clock, probes } = bench;
  const agents: AgentContext = { garden, ledger, model, clock, probes, signal };
  const { hypotheses } = await hypothesize(agents, {
    verb: "hypothesize",
    count,
    rounds: DEFAULT_ROUNDS.hypothesize,
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
