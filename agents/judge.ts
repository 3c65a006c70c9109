// A person's judgement: which of two is better. It outranks every machine's, and can be given again on purpose.

import type { Ledger } from "#agents/ledger/ledger.ts";
import { resolve, unfitness } from "#agents/ledger/resolve.ts";
import type { Judgement, Verdict } from "#agents/model.ts";

export interface PersonJudgementOptions {
  /** Replace this person's earlier judgement of the same comparison. */
  readonly again?: boolean;
  /** Who judges; `person` when no name is given. */
  readonly annotator?: string;
}

/** What a person's judgement came to. */
export interface PersonJudgement {
  readonly judgement: Judgement;
  /** Whether a preference pair follows: not from a tie, not where people contradict each other, nor where a pair would teach nothing. */
  readonly pair: boolean;
}

/**
 * Records a person's verdict on a comparison, about the texts that it holds and no others.
 * @throws `judgement.not_found`, or `judgement.decided` when this person judged it already and `again` is not said
 */
export function judgeByPerson(
  ledger: Ledger,
  comparisonId: string,
  verdict: Verdict,
  reason = "",
  { again = false, annotator = "person" }: PersonJudgementOptions = {},
): PersonJudgement {
  const given = { run: null, kind: "person", by: annotator, verdict, orders: [verdict], reason, confidence: 1 } as const;
  const judgement = ledger.recordJudgement(comparisonId, given, { again });
  const comparison = ledger.comparison(comparisonId)!;
  const { verdict: agreed } = resolve(comparison);
  return { judgement, pair: (agreed === "a" || agreed === "b") && unfitness(comparison) === null };
}
