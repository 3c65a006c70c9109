// Answers a question from the garden, with citations that are checked and the thinking that led there.

import { answerFlow, NO_ANSWER } from "#agents/answering/answer-order.ts";
import { finishedAnswer } from "#agents/answering/finished-answer.ts";
import { type AgentContext, conductRun, type Ending } from "#agents/context.ts";
import type { AskResult, Run, RunRequest } from "#agents/model.ts";
import { inGardenOf, readingNotices, startRun } from "#agents/run-garden.ts";
import { probeForRun } from "#agents/run-probe.ts";
import { forgetFlow, runFlow } from "#agents/swarm/langgraph.ts";
import { offerReflection } from "#agents/swarm/reflection.ts";
import { createSpeaker } from "#agents/swarm/speaker.ts";
import { HortusError } from "#kernels/errors.ts";

/**
 * Answers `request.question` in `request.rounds` rounds of reflection after the first answer.
 * @throws `usage.invalid` without a question; `interrupted` when stopped (resumable)
 */
export async function ask(context: AgentContext, request: RunRequest): Promise<AskResult> {
  if ((request.question ?? "").trim() === "") throw new HortusError("usage.invalid", "Ask something: the question is empty.", {});
  const run = await startRun(context, { ...request, verb: "ask" });
  return continueAsk(context, run);
}

/** Goes on with a run from its last checkpoint. */
export async function continueAsk(context: AgentContext, run: Run): Promise<AskResult> {
  const place = { database: context.ledger.database, thread: run.id, ...(context.signal && { signal: context.signal }) };
  const result = await conductRun(context, run, async (tell): Promise<Ending<AskResult>> => {
    const probe = await probeForRun(context, run, tell);
    const speaker = createSpeaker(context, run, probe.capabilities, tell);
    const state = await inGardenOf(context, run, tell, (reading) => runFlow(answerFlow(reading, run, speaker), NO_ANSWER, place));
    const question = run.request.question ?? "";
    const read = run.request.within === undefined ? "The garden" : "What was read of the garden";
    const notices = [...readingNotices(run.request), ...state.notices, ...probe.notices];
    if (state.overBudget) notices.push(`The token budget of ${run.request.budgetTokens} was spent.`);
    const found = { run: run.id, question, ...finishedAnswer(question, state, read), ...(notices.length > 0 && { notices }) };
    offerReflection(context, run, state);
    context.ledger.putResult(run.id, found);
    tell({ kind: "answer", run: run.id, result: found });
    return { result: found, status: state.overBudget || probe.overBudget ? "over-budget" : "done" };
  });
  await forgetFlow(place);
  return result;
}
