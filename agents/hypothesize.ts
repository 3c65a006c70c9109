// Hypotheses out of a garden: a run that plans, writes, criticises, revises, compares and publishes, and goes on after a crash.

import { type AgentContext, conductRun, type Ending } from "#agents/context.ts";
import type { HypothesizeResult, Run, RunRequest } from "#agents/model.ts";
import { inGardenOf, readingNotices, startRun } from "#agents/run-garden.ts";
import { probeForRun } from "#agents/run-probe.ts";
import { hypothesisFlow, START_STATE } from "#agents/swarm/hypothesis-order.ts";
import { forgetFlow, runFlow } from "#agents/swarm/langgraph.ts";
import { createSpeaker } from "#agents/swarm/speaker.ts";
import { HortusError } from "#kernels/errors.ts";

export type { AgentContext } from "#agents/context.ts";

/**
 * Proposes `request.count` hypotheses, or as many as the garden has gaps for. A new run each time; `resume` goes on with an old one.
 * @throws `concept.not_found` for an unknown name, `usage.invalid` for a bad request, `interrupted` when stopped (resumable)
 */
export async function hypothesize(context: AgentContext, request: RunRequest): Promise<HypothesizeResult> {
  if (!Number.isInteger(request.count) || request.count < 1) {
    throw new HortusError("usage.invalid", `The number of hypotheses must be a whole number from 1, not ${request.count}.`, {
      count: request.count,
    });
  }
  const run = await startRun(context, request);
  return continueHypothesize(context, run);
}

/** Goes on with a run from its last checkpoint; a new run has none and starts at the beginning. */
export async function continueHypothesize(context: AgentContext, run: Run): Promise<HypothesizeResult> {
  const place = { database: context.ledger.database, thread: run.id, ...(context.signal && { signal: context.signal }) };
  const result = await conductRun(context, run, async (tell): Promise<Ending<HypothesizeResult>> => {
    const probe = await probeForRun(context, run, tell);
    const speaker = createSpeaker(context, run, probe.capabilities, tell);
    const state = await inGardenOf(context, run, tell, (reading) =>
      runFlow(hypothesisFlow(reading, run, speaker, tell), START_STATE, place),
    );
    const notices = [...readingNotices(run.request), ...state.notices, ...probe.notices];
    if (state.overBudget)
      notices.push(
        `The token budget of ${run.request.budgetTokens} was spent: ${state.finished.length} of ${state.paths.length} hypotheses are finished.`,
      );
    const hypotheses = context.ledger.hypotheses(run.id).filter(({ id }) => state.finished.includes(id));
    const found = { run: run.id, hypotheses, ...(notices.length > 0 && { notices }) };
    context.ledger.putResult(run.id, found);
    return { result: found, status: state.overBudget || probe.overBudget ? "over-budget" : "done" };
  });
  await forgetFlow(place);
  return result;
}
