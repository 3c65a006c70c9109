// Goes on with a run that was cut short, from its last finished step. Nothing that was answered is asked again.

import { continueAsk } from "#agents/ask.ts";
import type { AgentContext } from "#agents/context.ts";
import { continueHypothesize } from "#agents/hypothesize.ts";
import type { AskResult, HypothesizeResult, RunId } from "#agents/model.ts";
import { HortusError } from "#kernels/errors.ts";

/**
 * Goes on with a run; without one, with the newest interrupted run. A finished run's result is answered again, unchanged.
 * @throws `run.not_found` when there is none, `run.not_resumable` when it is still at work elsewhere
 */
export async function resume(context: AgentContext, run?: RunId): Promise<HypothesizeResult | AskResult> {
  const id = run ?? context.ledger.runs().find(({ status }) => status === "interrupted")?.id;
  if (id === undefined) throw new HortusError("run.not_found", "No interrupted run: start a new one.", {});
  const finished = context.ledger.result(id);
  const status = context.ledger.run(id)?.status;
  if (finished !== null && (status === "done" || status === "over-budget")) return finished;
  const reopened = context.ledger.reopenRun(id);
  return reopened.request.verb === "ask" ? continueAsk(context, reopened) : continueHypothesize(context, reopened);
}
