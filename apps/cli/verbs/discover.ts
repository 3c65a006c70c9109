// hypothesize, ask, resume: runs of the agents, followed on stderr as they speak.

import { ask } from "#agents/ask.ts";
import { type AgentContext, hypothesize } from "#agents/hypothesize.ts";
import type { AnswerRefusal, AskResult, Citation, HypothesizeResult, RunEvent, RunId, RunRequest, StoredEvent } from "#agents/model.ts";
import { resume } from "#agents/resume.ts";
import type { Progress, Terminal } from "#apps/cli/terminal.ts";
import type { Action, VerbContext } from "#apps/cli/verb.ts";
import { asHortusError, HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";

interface DiscoverFlags {
  readonly from?: string;
  readonly to?: string;
  readonly question?: string;
  readonly count: number;
  readonly rounds: number;
  readonly budgetTokens?: number;
}

export const hypothesizeVerb: Action<DiscoverFlags> = async (context, _args, flags) => {
  if ((flags.from === undefined) !== (flags.to === undefined)) {
    throw new HortusError("usage.invalid", "Give both --from and --to, or neither; --question looks for both ends itself.");
  }
  const { from, to, question, count, rounds } = flags;
  const request: RunRequest = {
    verb: "hypothesize",
    ...(from !== undefined && to !== undefined ? { from, to } : {}),
    ...(question !== undefined ? { question } : {}),
    count,
    rounds,
    seed: context.config.seed,
    model: context.config.model,
    budgetTokens: flags.budgetTokens ?? null,
  };
  return withAgents(context, (agents) => hypothesize(agents, request));
};

export const askVerb: Action<{ rounds: number; budgetTokens?: number }> = async (context, words, { rounds, budgetTokens }) => {
  const { seed, model } = context.config;
  const request: RunRequest = { verb: "ask", question: words.join(" "), count: 1, rounds, seed, model, budgetTokens: budgetTokens ?? null };
  return withAgents(context, (agents) => ask(agents, request));
};

export const resumeVerb: Action<object> = (context, [run]) => withAgents(context, (agents) => resume(agents, run as RunId | undefined));

async function withAgents(context: VerbContext, work: (agents: AgentContext) => Promise<HypothesizeResult | AskResult>): Promise<number> {
  const { terminal, signal } = context;
  const bench = await context.workbench({ create: true, embeddings: true });
  const progress = terminal.progress("thinking");
  const { garden, ledger, clock } = bench;
  const model = await bench.model();
  let started: RunId | null = null;
  const onEvent = ({ event }: StoredEvent): void => {
    started = event.run;
    follow(event, progress, terminal);
  };
  const agents: AgentContext = { garden, ledger, model, clock, signal, onEvent };
  const result = await work(agents)
    .catch((thrown: unknown) => {
      throw ofRun(asHortusError(thrown), started);
    })
    .finally(() => progress.end());
  for (const notice of result.notices ?? []) terminal.note(`Note: ${notice}`);
  await terminal.result(result, "hypotheses" in result ? hypothesisLines(result) : answerLines(result));
  return EXIT.done;
}

/** An interruption that says of which run, so that it can be gone on with. */
function ofRun(error: HortusError, run: RunId | null): HortusError {
  return error.code === "interrupted" && run !== null ? new HortusError(error.code, error.message, { ...error.facts, run }) : error;
}

function follow(event: RunEvent, progress: Progress, terminal: Terminal): void {
  switch (event.kind) {
    case "run-started":
      terminal.note(`${event.run} (garden version ${event.gardenVersion}, seed ${event.request.seed}, model ${event.request.model})`);
      return;
    case "progress":
      progress.update(event.done, event.total, "steps", event.label);
      return;
    case "run-failed":
      terminal.note(`${event.run} failed: ${event.message} [${event.code}]`);
      return;
    case "run-finished":
      if (event.status === "over-budget") terminal.note("The token budget is used up: what is finished stands, the rest is undecided.");
      return;
    case "step-started":
    case "step-finished":
    case "tokens":
    case "hypothesis":
    case "judgement":
    case "answer":
      return;
  }
}

function hypothesisLines({ run, hypotheses }: HypothesizeResult): string[] {
  if (hypotheses.length === 0) return [`${run}: no hypotheses. Grow more documents, or name --from and --to.`];
  return hypotheses.flatMap(({ title, statement, claims, scores, writtenBy }, index) => [
    `${index + 1}. ${title}`,
    `   ${statement}`,
    ...claims.map(
      ({ kind, text, evidence }) =>
        `   ${kind === "observed" ? "•" : "?"} ${text}${evidence[0] && kind === "observed" ? ` (${evidence[0].document})` : "  [conjecture]"}`,
    ),
    `   support ${scores.support.toFixed(2)}  novelty ${scores.novelty?.toFixed(2) ?? "unknown"}  plausibility ${scores.plausibility.toFixed(2)}  testability ${scores.testability.toFixed(2)}  rank ${scores.rank.toFixed(2)}`,
    `   written by ${[...new Set(Object.values(writtenBy))].join(", ")}`,
  ]);
}

function answerLines(result: AskResult): string[] {
  const { answer, claims, writtenBy, rounds, sources = [], cited = sources.length, uncovered = [], refusal } = result;
  if (refusal !== undefined) return refusalLines(refusal, uncovered);
  const loose = claims.filter(({ supported }) => !supported).map(({ text }) => `  UNSUPPORTED ${text}`);
  const open = uncovered.length === 0 ? [] : [`No quoted sentence has: ${uncovered.join(", ")}`];
  const numbered = sources.slice(0, cited).map((source, index) => `  [${index + 1}] ${quotation(source)}`);
  return [
    answer,
    "",
    ...numbered,
    ...loose,
    ...open,
    `written by ${writtenBy}, ${rounds.length} ${rounds.length === 1 ? "round" : "rounds"}`,
  ];
}

function refusalLines({ because, nearest, concepts }: AnswerRefusal, uncovered: readonly string[]): string[] {
  return [
    because,
    ...(uncovered.length === 0 ? [] : [`Words not answered: ${uncovered.join(", ")}`]),
    ...(nearest.length === 0 ? [] : ["Nearest sentences, which do not answer it:", ...nearest.map((source) => `  ${quotation(source)}`)]),
    ...(concepts.length === 0 ? [] : [`Nearest concepts: ${concepts.join(", ")}`]),
  ];
}

function quotation({ text, document }: Citation): string {
  return `“${text.replace(/\s+/g, " ").trim()}” (${document})`;
}
