// Goes on with a run that was cut short, from its last finished step. Nothing that was answered is asked again.

import { continueAsk } from "#agents/ask.ts";
import type { AgentContext } from "#agents/context.ts";
import { continueHypothesize } from "#agents/hypothesize.ts";
import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Run, RunId, RunResult, RunVerb } from "#agents/model.ts";
import { continueQuery } from "#agents/query/query-garden.ts";
import { MAIN } from "#graph/garden-folder.ts";
import { HortusError } from "#kernels/errors.ts";

/**
 * The run to go on with: the one named, else the newest interrupted one.
 * @throws `run.not_found`
 */
export function runToResume(ledger: Ledger, id?: RunId): Run {
  const found = id === undefined ? ledger.runs().find(({ status }) => status === "interrupted") : ledger.run(id);
  if (found) return found;
  const busy = id === undefined ? ledger.runs().find(({ status }) => status === "running") : undefined;
  if (busy !== undefined) {
    const message = `No run was interrupted, but ${busy.id} is still at work in another process: wait for it, or stop it with Ctrl-C there.`;
    throw new HortusError("run.not_resumable", message, { run: busy.id });
  }
  if (id === undefined)
    throw new HortusError("run.not_found", "No interrupted run: start a new one, or name one of hortus resume --list.", {});
  throw new HortusError("run.not_found", `There is no run ${id}: "hortus resume --list" lists them.`, { run: id });
}

/** All branches share one ledger, but a run rests on the garden it was asked of. */
function refuseElsewhere({ id, branch = MAIN }: Run, here: string): void {
  if (branch === here) return;
  const message = `Run ${id} was asked on the branch “${branch}”, and the garden stands on “${here}”: go there with “hortus branch --switch ${branch}” first.`;
  throw new HortusError("run.not_resumable", message, { run: id, branch, here });
}

/** Whether a run has its result: it is answered again without a model. */
export function isFinished({ status }: Pick<Run, "status">): boolean {
  return status === "done" || status === "over-budget";
}

const CONTINUE: Readonly<Record<RunVerb, (context: AgentContext, run: Run) => Promise<RunResult>>> = {
  hypothesize: continueHypothesize,
  ask: continueAsk,
  query: continueQuery,
};

/**
 * Goes on with a run; without one, with the newest interrupted run. A finished run's result is answered again, unchanged. The context's
 * model must be the run's own.
 * @throws `run.not_found` when there is none, `run.not_resumable` when it is still at work elsewhere, or was asked on another branch
 */
export async function resume(context: AgentContext, id?: RunId): Promise<RunResult> {
  const run = runToResume(context.ledger, id);
  const finished = context.ledger.result(run.id);
  if (finished !== null && isFinished(run)) return finished;
  refuseElsewhere(run, context.garden.branch);
  const reopened = context.ledger.reopenRun(run.id);
  return CONTINUE[reopened.request.verb](context, reopened);
}
