// hypothesize, ask, resume: runs of the agents, followed on stderr as they speak.

import { ask } from "#agents/ask.ts";
import { type AgentContext, hypothesize } from "#agents/hypothesize.ts";
import type {
  AnswerRefusal,
  AskResult,
  Citation,
  HypothesizeResult,
  RunEvent,
  RunId,
  RunRequest,
  RunResult,
  StoredEvent,
} from "#agents/model.ts";
import { isFinished, resume, runToResume } from "#agents/resume.ts";
import { type AsOfFlag, asOfVersion, goingBack } from "#apps/cli/as-of.ts";
import { filtersOf, type WithinFlags } from "#apps/cli/filters.ts";
import { type Linked, linkedConcepts } from "#apps/cli/linked-concept.ts";
import { openMirrorFace } from "#apps/cli/mirror-face.ts";
import { queryLines, triedLine } from "#apps/cli/query-lines.ts";
import type { Progress, Terminal } from "#apps/cli/terminal.ts";
import type { Action, VerbContext } from "#apps/cli/verb.ts";
import type { Workbench } from "#apps/workbench.ts";
import type { Garden } from "#graph/garden.ts";
import { openAsOf, openToRead } from "#graph/history/as-of.ts";
import type { Within } from "#graph/store/graph-store.ts";
import { asHortusError, HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";

interface DiscoverFlags extends AsOfFlag {
  readonly from?: string;
  readonly to?: string;
  readonly question?: string;
  readonly count: number;
  readonly rounds: number;
  readonly budgetTokens?: number;
  readonly outside?: boolean;
}

export const hypothesizeVerb: Action<DiscoverFlags> = async (context, _args, flags) => {
  if ((flags.from === undefined) !== (flags.to === undefined)) {
    throw new HortusError("usage.invalid", "Give both --from and --to, or neither; --question looks for both ends itself.");
  }
  const { from, to, question, count, rounds, outside } = flags;
  const request: RunRequest = {
    verb: "hypothesize",
    ...(from !== undefined && to !== undefined ? { from, to } : {}),
    ...(question !== undefined ? { question } : {}),
    ...(outside === true && { outside }),
    count,
    rounds,
    seed: context.config.seed,
    model: context.config.model,
    budgetTokens: flags.budgetTokens ?? null,
  };
  return withAgents(context, async (agents) => {
    const { garden } = agents;
    const asOf = await asOfVersion(garden, flags);
    if (asOf === undefined) return hypothesize(agents, await linkedEnds(context, garden, request));
    // The ends are looked for in the garden as it was: a concept that came later is none.
    const ends = from === undefined ? request : await endsThen(context, garden, asOf, request);
    return hypothesize(agents, { ...ends, asOf });
  });
};

async function endsThen(context: VerbContext, garden: Garden, asOf: number, request: RunRequest): Promise<RunRequest> {
  await using then = await goingBack(context, asOf, (options) => openToRead(garden, asOf, options));
  return await linkedEnds(context, then, request);
}

/** The ends of a run, each one from which relations lead on. */
async function linkedEnds({ terminal }: VerbContext, garden: Garden, request: RunRequest): Promise<RunRequest> {
  if (request.from === undefined || request.to === undefined) return request;
  const [from, to] = (await linkedConcepts(garden, [request.from, request.to])) as [Linked, Linked];
  for (const { note } of [from, to]) if (note !== null) terminal.note(`Note: ${note}`);
  return { ...request, from: from.name, to: to.name };
}

interface AskFlags extends AsOfFlag, WithinFlags {
  readonly rounds: number;
  readonly budgetTokens?: number;
}

export const askVerb: Action<AskFlags> = async (context, words, { rounds, budgetTokens, asOf, year, document }) => {
  const { seed, model } = context.config;
  const request: RunRequest = { verb: "ask", question: words.join(" "), count: 1, rounds, seed, model, budgetTokens: budgetTokens ?? null };
  return withAgents(context, async (agents) => {
    const version = await asOfVersion(agents.garden, { asOf });
    const within = await withinThen(context, agents.garden, version, { year, document });
    const read = { ...(version !== undefined && { asOf: version }), ...(Object.keys(within).length > 0 && { within }) };
    return ask(agents, { ...request, ...read });
  });
};

/** A document is looked for in the garden that is read. */
async function withinThen(context: VerbContext, garden: Garden, version: number | undefined, flags: WithinFlags): Promise<Within> {
  if (version === undefined || flags.document === undefined) return filtersOf(garden, flags);
  await using then = await goingBack(context, version, (options) => openAsOf(garden, version, options));
  return await filtersOf(then, flags);
}

interface ResumeFlags {
  readonly list?: boolean;
  readonly model?: string;
  readonly seed?: number;
}

/** A run goes on with its own model and seed: those it was asked with are part of what it is. */
export const resumeVerb: Action<ResumeFlags> = async (context, [id], flags) => {
  if (flags.list === true) return listRuns(context);
  const bench = await context.workbench({ create: false, embeddings: true });
  const run = runToResume(bench.ledger, id as RunId | undefined);
  for (const name of ["model", "seed"] as const) {
    const [asked, own] = [flags[name], run.request[name]];
    if (asked === undefined || asked === own) continue;
    const message = `Run ${run.id} was started with --${name} ${own}: leave --${name} away, or start a new run.`;
    throw new HortusError("usage.invalid", message, { run: run.id, [name]: own });
  }
  const finished = isFinished(run);
  await using face = run.request.mirror === undefined || finished ? null : await openMirrorFace(context, run.request.mirror);
  return followed(context, bench, finished ? "none" : run.request.model, (agents) =>
    resume({ ...agents, ...(face !== null && { queries: face }) }, run.id),
  );
};

async function listRuns({ workbench, terminal }: VerbContext): Promise<number> {
  const { ledger } = await workbench({ create: false, embeddings: false });
  const runs = ledger.runs().map(({ id, status, started, finished, request: { verb, model, question, from, to } }) => {
    const about = question ?? (from !== undefined && to !== undefined ? `${from} → ${to}` : null);
    const resumable = status === "interrupted" || status === "failed";
    return { run: id, verb, status, resumable, started, finished, model, about };
  });
  const lines = runs.map(({ run, verb, status, model, about }) =>
    [run, status, verb, `model ${model}`, about ?? "the garden's gaps"].join("  "),
  );
  await terminal.result({ runs }, runs.length === 0 ? ["No runs yet."] : lines);
  return EXIT.done;
}

type Work = (agents: AgentContext) => Promise<RunResult>;

export async function withAgents(context: VerbContext, work: Work): Promise<number> {
  return followed(context, await context.workbench({ create: false, embeddings: true }), context.config.model, work);
}

async function followed({ terminal, signal }: VerbContext, bench: Workbench, modelName: string, work: Work): Promise<number> {
  const { garden, ledger, clock, probes } = bench;
  const model = await bench.model(modelName);
  const progress = terminal.progress("thinking");
  let started: RunId | null = null;
  const onEvent = ({ event }: StoredEvent): void => {
    started = event.run;
    follow(event, progress, terminal);
  };
  const result = await work({ garden, ledger, model, clock, probes, signal, onEvent })
    .catch((thrown: unknown) => {
      throw ofRun(asHortusError(thrown), started);
    })
    .finally(() => progress.end());
  for (const notice of result.notices ?? []) terminal.note(`Note: ${notice}`);
  await terminal.result(result, resultLines(result, ledger.run(result.run)?.request));
  // A question that became no query is not answered; one whose query brings no rows is.
  return "queries" in result && result.final === null ? EXIT.failed : EXIT.done;
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
    case "run-resumed":
      terminal.note(`${event.run} goes on (attempt ${event.attempt}).`);
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
    case "query":
      terminal.note(triedLine(event.tried));
      return;
    case "step-started":
    case "step-finished":
    case "tokens":
    case "hypothesis":
    case "judgement":
    case "answer":
    case "rows":
      return;
  }
}

function resultLines(result: RunResult, request: RunRequest | undefined): string[] {
  if ("hypotheses" in result) return hypothesisLines(result, request);
  return "queries" in result ? queryLines(result) : answerLines(result);
}

function hypothesisLines({ run, hypotheses }: HypothesizeResult, request: RunRequest | undefined): string[] {
  if (hypotheses.length === 0 && request?.from !== undefined) {
    return [`${run}: no hypotheses from ${request.from} to ${request.to}. Try other ends: "npx hortus search" finds concepts.`];
  }
  if (hypotheses.length === 0) return [`${run}: no hypotheses. Grow more documents, or name --from and --to.`];
  return hypotheses.flatMap(({ title, statement, claims, scores, writtenBy }, index) => [
    `${index + 1}. ${title}`,
    `   ${statement}  [conjecture]`,
    ...claims.filter(({ kind }) => kind === "observed").map(({ text, evidence }) => `   • ${text} (${evidence[0]?.document ?? "?"})`),
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
