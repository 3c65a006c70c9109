// A query that was verified by running it, against those that failed on the way, as answers to one task: what preference pairs are made of.

import type { AgentContext } from "#agents/context.ts";
import { unfitness } from "#agents/ledger/resolve.ts";
import type { ComparisonSide, Run } from "#agents/model.ts";
import { marked } from "#agents/query/marks.ts";
import type { TriedQuery } from "#agents/query/query-answer.ts";
import { MOST_QUERIES } from "#agents/query/try-query.ts";
import { type QueryTask, querier } from "#agents/roles/querier.ts";
import { renderRole } from "#agents/roles/role.ts";
import { offer, stepsBehind } from "#agents/swarm/comparisons.ts";
import { COMPOSER } from "#agents/swarm/speaker.ts";

/** More of one question would weigh it more than others. */
const MOST_PAIRS = 3;
/** The database's word is certain about the failure, not about the answer being the right one. */
const VERIFIED = 0.7;

export function offerFailedQueries(
  { ledger }: AgentContext,
  run: Run,
  task: QueryTask,
  tried: readonly TriedQuery[],
  verified: TriedQuery,
): void {
  if (verified.outcome !== "rows" || verified.by === COMPOSER) return;
  const failed = tried.filter(
    ({ outcome, kind, by }) => by === verified.by && (outcome === "error" || (kind === "final" && outcome === "empty")),
  );
  const prompt = renderRole(querier, { ...task, transcript: "", left: MOST_QUERIES });
  const steps = ledger.steps(run.id);
  const side = (title: string, { n, query, by }: TriedQuery): ComparisonSide => {
    const text = marked({ think: "", kind: "final", query });
    return { about: `${run.id}#query/${n}`, title, text, by: [by], steps: stepsBehind(steps, "", [text]) };
  };
  for (const one of failed.slice(0, MOST_PAIRS)) {
    const offered = {
      kind: "queries" as const,
      prompt,
      evidence: [],
      question: run.request.question ?? null,
      subjects: [],
      onQuestion: true,
    };
    const comparison = offer(ledger, run, offered, side("verified query", verified), side("failed query", one));
    if (unfitness(comparison) !== null) continue;
    const verdict = comparison.a.about.endsWith(`/${verified.n}`) ? "a" : "b";
    const reason = `one ran and brought ${verified.count} rows, the other ${one.outcome === "error" ? `failed: ${one.error}` : "brought none"}`;
    const given = { run: run.id, kind: "rule" as const, by: COMPOSER, verdict, orders: null, confidence: VERIFIED, reason } as const;
    ledger.recordJudgement(comparison.id, given, { again: true });
  }
}
