// The order in which hypotheses come about: the one place that says who works when. The stages' work is in the files beside it.
//
//   plan → think → propose → criticise ⇄ revise → settle ┐      duel → publish → end
//            ▲──────────── the next path ────────────────┘       ▲ after the last one, or when the budget is spent

import { composeStatement } from "#agents/composer/statement.ts";
import type { AgentContext, Teller } from "#agents/context.ts";
import { readMaterial } from "#agents/evidence/read-material.ts";
import type { HypothesisId, Run } from "#agents/model.ts";
import { readPrior } from "#agents/novelty/inside.ts";
import { outsideSentence, readOutside } from "#agents/novelty/outside.ts";
import { holdTournament, settle } from "#agents/swarm/close-stages.ts";
import { type Draft, newDraft } from "#agents/swarm/draft.ts";
import type { Flow } from "#agents/swarm/langgraph.ts";
import { makePlan } from "#agents/swarm/plan.ts";
import { publish } from "#agents/swarm/publish.ts";
import type { Speaker } from "#agents/swarm/speaker.ts";
import { criticise, openPoints, propose, revise, think } from "#agents/swarm/write-stages.ts";
import type { FoundPath } from "#graph/paths/found-path.ts";

export interface SwarmState {
  readonly paths: readonly FoundPath[];
  readonly notices: readonly string[];
  /** Index of the path being worked on. */
  readonly cursor: number;
  readonly draft: Draft | null;
  readonly finished: readonly HypothesisId[];
  readonly overBudget: boolean;
  /** What was thought, for the garden: one text for each finished hypothesis that a model thought about. */
  readonly thoughts: readonly string[];
}

export const START_STATE: SwarmState = { paths: [], notices: [], cursor: 0, draft: null, finished: [], overBudget: false, thoughts: [] };

export type StageName = "plan" | "think" | "propose" | "criticise" | "revise" | "settle" | "duel" | "publish";

/** The flow of one run; `runFlow` of agents/swarm/langgraph.ts runs it. */
export function hypothesisFlow(context: AgentContext, run: Run, speaker: Speaker, tell: Teller): Flow<SwarmState, StageName> {
  const floor = { context, run, speaker, tell };
  const onDraft = (work: (speaker: Speaker, draft: Draft) => Promise<Draft>) => async (state: SwarmState) => ({
    draft: await work(speaker, state.draft!),
    overBudget: state.overBudget || speaker.overBudget(),
  });
  return {
    start: "plan",
    stages: {
      plan: async () => {
        const { paths, notices } = await makePlan(context, run.request);
        return { paths, notices };
      },
      think: async (state) => {
        tell({ kind: "progress", run: run.id, done: state.cursor, total: state.paths.length, label: "hypotheses" });
        const draft = await think(speaker, await openDraft(context, run, state.paths[state.cursor]!));
        return { draft, overBudget: state.overBudget || speaker.overBudget() };
      },
      propose: onDraft(propose),
      criticise: onDraft(criticise),
      revise: onDraft(revise),
      settle: async (state) => {
        const id = await settle(floor, state.draft!);
        const { thinking } = state.draft!;
        const thoughts = thinking === null || thinking.by === "composer" ? state.thoughts : [...state.thoughts, thinking.text];
        const overBudget = state.overBudget || speaker.overBudget();
        return { finished: [...state.finished, id], cursor: state.cursor + 1, draft: null, thoughts, overBudget };
      },
      duel: async (state) => {
        await holdTournament(floor, state.finished);
        tell({ kind: "progress", run: run.id, done: state.cursor, total: state.paths.length, label: "hypotheses" });
        return { overBudget: state.overBudget || speaker.overBudget() };
      },
      publish: async (state) => {
        await publish(context, run, state.finished, state.thoughts);
        return {};
      },
    },
    next: {
      plan: (state) => (state.paths.length === 0 ? "end" : "think"),
      think: "propose",
      propose: "criticise",
      criticise: (state) =>
        state.draft!.round < Math.max(0, run.request.rounds) && openPoints(state.draft!).length > 0 ? "revise" : "settle",
      revise: "criticise",
      settle: (state) => (state.cursor < state.paths.length && !state.overBudget ? "think" : "duel"),
      duel: "publish",
      publish: "end",
    },
  };
}

async function openDraft(context: AgentContext, run: Run, path: FoundPath): Promise<Draft> {
  const material = await readMaterial(context.garden, path, run.request.seed);
  const ends = [material.concepts[0]!.label, material.concepts.at(-1)!.label] as const;
  const statement = composeStatement(material);
  const own = material.steps.flatMap((step) => step.evidence);
  const outside = run.request.outside === true ? await lookOutside(context, run, statement, ends) : null;
  return newDraft(material, await readPrior(context.garden, statement, ends, own), outside);
}

/** Looked up once in a run: what the network said is a fact of the run, not to be asked again when it goes on. */
async function lookOutside(context: AgentContext, run: Run, statement: string, ends: readonly [string, string]): Promise<string> {
  const key = `outside/${run.id}/${ends.join("/")}`;
  const known = context.ledger.fact(key);
  if (typeof known === "string") return known;
  const lookUp = context.lookUp ?? (await import("#agents/models/langchain.ts")).createArxivLookUp();
  const sentence = outsideSentence(await readOutside(lookUp, statement, ends));
  context.ledger.putFact(key, sentence);
  return sentence;
}
