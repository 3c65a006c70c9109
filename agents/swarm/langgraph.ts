// The only door to LangGraph: runs a flow of named stages durably, one checkpoint after each stage. It knows no role and no hypothesis.

import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { SqliteSaver } from "#agents/checkpoint/sqlite-saver.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";

/** `end` or the name of a stage. */
export type NextStage<Name extends string> = Name | "end";

/**
 * Stages and their order. A stage answers what it changes of the state; it must be safe to run twice from the same state, for
 * after a crash the stage in flight runs again.
 */
export interface Flow<State extends object, Name extends string> {
  readonly start: Name;
  readonly stages: Readonly<Record<Name, (state: State) => Promise<Partial<State>>>>;
  readonly next: Readonly<Record<Name, NextStage<Name> | ((state: State) => NextStage<Name>)>>;
}

export interface FlowRun {
  readonly database: Sqlite;
  /** Checkpoints are kept under this name: the run's id. */
  readonly thread: string;
  readonly signal?: AbortSignal;
}

/** More stages than any run has: ten thousand hypotheses of a few rounds. */
const STAGE_LIMIT = 100_000;

/** Runs a flow from its last checkpoint, or from `initial` when there is none, to its end; answers the last state. */
export async function runFlow<State extends object, Name extends string>(
  flow: Flow<State, Name>,
  initial: State,
  run: FlowRun,
): Promise<State> {
  const app = compile(flow, run.database);
  const place = { configurable: { thread_id: run.thread } };
  const before = await app.getState(place);
  const known = before.values as { readonly state?: State; readonly ended?: boolean };
  // `next` alone does not tell: it is empty too when a stage's writes are stored and its checkpoint is not.
  if (known.state !== undefined && known.ended === true && before.next.length === 0) return known.state;
  const options = { ...place, recursionLimit: STAGE_LIMIT, durability: "sync" as const, ...(run.signal && { signal: run.signal }) };
  const last = await app.invoke(known.state === undefined ? { state: initial, ended: false } : null, options);
  return last.state as State;
}

/** Forgets a finished run's checkpoints. */
export async function forgetFlow(run: FlowRun): Promise<void> {
  await new SqliteSaver(run.database).deleteThread(run.thread);
}

function compile<State extends object, Name extends string>(flow: Flow<State, Name>, database: Sqlite) {
  const Channels = Annotation.Root({ state: Annotation<State>, ended: Annotation<boolean> });
  const graph = new StateGraph(Channels) as unknown as LooseGraph;
  const names = Object.keys(flow.stages) as Name[];
  for (const name of names) {
    graph.addNode(name, async (channels: { state: State }) => {
      const state = { ...channels.state, ...(await flow.stages[name](channels.state)) };
      return { state, ended: nextOf(flow, name, state) === "end" };
    });
  }
  graph.addEdge(START, flow.start);
  for (const name of names) {
    const choose = ({ state }: { state: State }) => target(nextOf(flow, name, state));
    if (typeof flow.next[name] === "function") graph.addConditionalEdges(name, choose, [...names, END]);
    else graph.addEdge(name, target(flow.next[name] as string));
  }
  return graph.compile({ checkpointer: new SqliteSaver(database) });
}

function nextOf<State extends object, Name extends string>(flow: Flow<State, Name>, name: Name, state: State): NextStage<Name> {
  const next = flow.next[name];
  return typeof next === "function" ? next(state) : (next as NextStage<Name>);
}

function target(next: string): string {
  return next === "end" ? END : next;
}

/** StateGraph types its node names by chaining calls; stages that come as data cannot be chained. */
interface LooseGraph {
  addNode(name: string, stage: (channels: never) => Promise<object>): void;
  addEdge(from: string, to: string): void;
  addConditionalEdges(from: string, choose: (channels: never) => string, targets: string[]): void;
  compile(options: object): {
    getState(place: object): Promise<{ values: unknown; next: readonly string[] }>;
    invoke(input: object | null, options: object): Promise<{ state: unknown }>;
  };
}
