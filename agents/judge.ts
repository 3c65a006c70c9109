// A person's judgement: which of two is better. It makes a preference pair, outranks every model's, and can be given again on purpose.

import { judgementId } from "#agents/ledger/judgement-book.ts";
import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Judgement } from "#agents/model.ts";
import { duelPair } from "#agents/swarm/close-stages.ts";
import { HortusError } from "#kernels/errors.ts";

export interface PersonJudgementOptions {
  /** Replace this person's earlier judgement of the same comparison. */
  readonly again?: boolean;
}

/**
 * Records a person's verdict on a comparison, with its pair unless it is a tie.
 * @throws `judgement.not_found`, or `judgement.decided` when a person judged it already and `again` is not said
 */
export async function judgeByPerson(
  ledger: Ledger,
  comparisonId: string,
  verdict: "a" | "b" | "tie",
  reason = "",
  options: PersonJudgementOptions = {},
): Promise<Judgement> {
  const comparison = ledger.comparison(comparisonId);
  if (comparison === null) {
    throw new HortusError("judgement.not_found", `There is no comparison ${comparisonId}: list the open ones with "hortus judge".`, {
      comparison: comparisonId,
    });
  }
  const earlier = ledger
    .judgements({ superseded: true })
    .filter((one) => one.by === "person" && one.a === comparison.a && one.b === comparison.b);
  const judgement: Judgement = {
    id: judgementId(comparisonId, "person", earlier.length + 1),
    run: comparison.run,
    a: comparison.a,
    b: comparison.b,
    verdict,
    by: "person",
    orders: [verdict],
    reason,
    confidence: 1,
  };
  ledger.recordJudgement(comparisonId, judgement, duelPair(judgement, comparison.prompt, comparison, "person"), options);
  return judgement;
}
