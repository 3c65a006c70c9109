// Answers a question from the garden, with citations that are checked and the thinking that led there.

import { type AnswerRound, type AnswerState, answerFlow, claimsOf, NO_ANSWER, numbered } from "#agents/answering/answer-order.ts";
import { finishedAnswer } from "#agents/answering/finished-answer.ts";
import { type AgentContext, conductRun, type Ending } from "#agents/context.ts";
import type { AskResult, Run, RunRequest } from "#agents/model.ts";
import { answerer } from "#agents/roles/answerer.ts";
import { renderRole } from "#agents/roles/role.ts";
import { probeForRun } from "#agents/run-probe.ts";
import { forgetFlow, runFlow } from "#agents/swarm/langgraph.ts";
import { makePair } from "#agents/swarm/pairs.ts";
import { createSpeaker } from "#agents/swarm/speaker.ts";
import { HortusError } from "#kernels/errors.ts";

/**
 * Answers `request.question` in `request.rounds` rounds of reflection after the first answer.
 * @throws `usage.invalid` without a question; `interrupted` when stopped (resumable)
 */
export async function ask(context: AgentContext, request: RunRequest): Promise<AskResult> {
  if ((request.question ?? "").trim() === "") throw new HortusError("usage.invalid", "Ask something: the question is empty.", {});
  const run = context.ledger.startRun({ ...request, verb: "ask" }, await context.garden.store.version());
  return continueAsk(context, run);
}

/** Goes on with a run from its last checkpoint. */
export async function continueAsk(context: AgentContext, run: Run): Promise<AskResult> {
  const place = { database: context.ledger.database, thread: run.id, ...(context.signal && { signal: context.signal }) };
  const result = await conductRun(context, run, async (tell): Promise<Ending<AskResult>> => {
    const probe = await probeForRun(context, run, tell);
    const speaker = createSpeaker(context, run, probe.capabilities, tell);
    const state = await runFlow(answerFlow(context, run, speaker), NO_ANSWER, place);
    const question = run.request.question ?? "";
    const notices = [...state.notices, ...probe.notices];
    if (state.overBudget) notices.push(`The token budget of ${run.request.budgetTokens} was spent.`);
    const found = { run: run.id, question, ...finishedAnswer(question, state), ...(notices.length > 0 && { notices }) };
    keepReflection(context, run, state);
    context.ledger.putResult(run.id, found);
    tell({ kind: "answer", run: run.id, result: found });
    return { result: found, status: state.overBudget || probe.overBudget ? "over-budget" : "done" };
  });
  await forgetFlow(place);
  return result;
}

/**
 * The first and the last answer of a reflection: a pair when the last is mechanically better (more statements borne out, no more that
 * are not), otherwise a comparison for a person. Never a guess.
 */
function keepReflection(context: AgentContext, run: Run, { rounds, evidence }: AnswerState): void {
  const [first, last] = [rounds[0], rounds.at(-1)];
  const question = run.request.question ?? "";
  if (first === undefined || last === undefined || first === last || first.answer === last.answer) return;
  const tally = (round: AnswerRound) => {
    const claims = claimsOf(round, evidence);
    const borne = claims.filter(({ supported }) => supported).length;
    return { borne, loose: claims.length - borne };
  };
  const [before, after] = [tally(first), tally(last)];
  const prompt = renderRole(answerer, { question, evidence: numbered(evidence), thinking: "" });
  const improved = after.borne > before.borne && after.loose <= before.loose && first.by !== "composer";
  if (improved) {
    const reason = `${after.borne} statements borne out instead of ${before.borne}; answered: ${first.critique}`;
    const pair = makePair({
      ...{ prompt, chosen: last.answer, rejected: first.answer, source: "reflection", run: run.id, judgement: null },
      ...{ by: last.by, chosenBy: last.by, rejectedBy: first.by, confidence: 0.6, reason },
    });
    if (pair !== null) context.ledger.putPair(pair);
    return;
  }
  const texts = {
    aTitle: "first answer",
    bTitle: "after reflection",
    aText: first.answer,
    bText: last.answer,
    aBy: first.by,
    bBy: last.by,
  };
  const why = "reflection changed the answer, and no check can tell whether for the better";
  context.ledger.offerComparison({
    kind: "answers",
    run: run.id,
    prompt,
    a: `${run.id}#1`,
    b: `${run.id}#${rounds.length}`,
    ...texts,
    why,
  });
}
