// What every verb of the agents layer is given: the garden, the ledger, perhaps a model, the time, and a way to be stopped.

import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Run, RunEvent, RunId, StoredEvent } from "#agents/model.ts";
import type { OutsidePaper } from "#agents/models/langchain.ts";
import type { Garden } from "#graph/garden.ts";
import type { QueryFace } from "#graph/query/query-face.ts";
import { asHortusError, HortusError } from "#kernels/errors.ts";
import type { LanguageModel } from "#kernels/language-model.ts";

export interface AgentContext {
  /** What is read. */
  readonly garden: Garden;
  /** What conjectures are written into, where that is not the garden read. */
  readonly present?: Garden;
  readonly ledger: Ledger;
  readonly model: LanguageModel | null;
  readonly clock: () => Date;
  /** Looks for papers outside the garden when a request says `outside`; arXiv when not given. */
  readonly lookUp?: (query: string) => Promise<readonly OutsidePaper[]>;
  readonly signal?: AbortSignal;
  /** Where verdicts about models are kept, a folder that all gardens share; the ledger when not given. */
  readonly probes?: string;
  /** What a query is asked of; the garden's own views when not given. */
  readonly queries?: QueryFace;
  /** Every new event, as it happens; `tokens` events only here. Those of an earlier part of a resumed run are in the ledger. */
  readonly onEvent?: (event: StoredEvent) => void;
}

/** @throws `interrupted` when the context's signal is aborted */
export function throwIfStopped(context: AgentContext): void {
  if (context.signal?.aborted === true) throw new HortusError("interrupted", "Interrupted: go on with resume.", {});
}

/** What a started run has finished with: its status and, when it ended well, its result. */
export interface Ending<Result> {
  readonly result: Result;
  readonly status: "done" | "over-budget";
}

/**
 * Starts (or goes on with) a run, does its work, and closes its books whatever happens: `done`, `over-budget`, `interrupted` when
 * stopped, `failed` otherwise, the error thrown on.
 */
export async function conductRun<Result>(
  context: AgentContext,
  run: Pick<Run, "id" | "request" | "gardenVersion" | "attempt">,
  work: (tell: Teller) => Promise<Ending<Result>>,
): Promise<Result> {
  const { ledger } = context;
  const began = context.clock().getTime();
  const tell = createTeller(context, run.id);
  tell({ kind: "run-started", run: run.id, request: run.request, gardenVersion: run.gardenVersion });
  const { attempt } = run;
  if (attempt > 1) tell({ kind: "run-resumed", run: run.id, attempt });
  const finish = (status: "done" | "over-budget" | "interrupted") => {
    const seconds = (context.clock().getTime() - began) / 1000;
    tell({ kind: "run-finished", run: run.id, attempt, status, tokens: ledger.tokensSpent(run.id), seconds });
    ledger.finishRun(run.id, status);
  };
  try {
    const { result, status } = await work(tell);
    finish(status);
    return result;
  } catch (thrown) {
    const error = asHortusError(thrown);
    if (error.code === "interrupted" || context.signal?.aborted === true) {
      finish("interrupted");
    } else {
      tell({ kind: "run-failed", run: run.id, attempt, code: error.code, message: error.message });
      ledger.finishRun(run.id, "failed");
    }
    throw error;
  }
}

/** Says one thing about a run, to the ledger and to whoever listens. */
export type Teller = (event: RunEvent) => void;

/** Stores an event and passes it on when it is new; `tokens` events are passed on with the number of the event before them. */
export function createTeller(context: AgentContext, run: RunId): Teller {
  let last = context.ledger.events(run).at(-1)?.seq ?? 0;
  return (event) => {
    if (event.kind === "tokens") {
      context.onEvent?.({ seq: last, time: context.clock().toISOString(), event });
      return;
    }
    const stored = context.ledger.appendEvent(run, event);
    if (stored.seq <= last) return;
    last = stored.seq;
    context.onEvent?.(stored);
  };
}
