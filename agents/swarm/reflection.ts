// The first and the last answer of a reflection, compared by what their sentences bear out. A rule that measures; never a guess.

import type { AnswerState } from "#agents/answering/answer-order.ts";
import { numbered } from "#agents/answering/answer-order.ts";
import type { AgentContext } from "#agents/context.ts";
import { unfitness } from "#agents/ledger/resolve.ts";
import type { ComparisonSide, Run } from "#agents/model.ts";
import { answerer } from "#agents/roles/answerer.ts";
import { renderRole } from "#agents/roles/role.ts";
import { offer, stepsBehind } from "#agents/swarm/comparisons.ts";
import { borneOutVerdict } from "#agents/swarm/verdicts.ts";

/** Offers both answers for judging, and records what the rule says of them; what it cannot tell is left to people. */
export function offerReflection({ ledger }: AgentContext, run: Run, { rounds, evidence }: AnswerState): void {
  const [first, last] = [rounds[0], rounds.at(-1)];
  const question = run.request.question ?? "";
  if (first === undefined || last === undefined || first === last || first.answer === last.answer) return;
  const steps = ledger.steps(run.id);
  const side = (title: string, about: string, { answer, by }: typeof first): ComparisonSide => ({
    ...{ title, about, text: answer, by: [by] },
    steps: stepsBehind(steps, "", [answer]),
  });
  const prompt = renderRole(answerer, { question, evidence: numbered(evidence), thinking: "" });
  const comparison = offer(
    ledger,
    run,
    { kind: "answers", prompt, evidence, question, subjects: [], onQuestion: true },
    side("first answer", `${run.id}#1`, first),
    side("after reflection", `${run.id}#${rounds.length}`, last),
  );
  if (unfitness(comparison) === null) ledger.recordJudgement(comparison.id, borneOutVerdict(run, comparison), { again: true });
}
