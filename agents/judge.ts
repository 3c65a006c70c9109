// A person's judgement: which of two is better. It outranks every machine's, and can be given again on purpose.

import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Judgement, Verdict } from "#agents/model.ts";
import { pairOf } from "#agents/preference-pairs.ts";
import { HortusError } from "#kernels/errors.ts";

export interface PersonJudgementOptions {
  /** Replace this person's earlier judgement of the same comparison. */
  readonly again?: boolean;
  /** Who judges; `person` when no name is given. */
  readonly annotator?: string;
  /** See `comparisonsTakenBack`: nobody's to judge. */
  readonly takenBack?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** What a person's judgement came to. */
export interface PersonJudgement {
  readonly judgement: Judgement;
  /** Whether a preference pair follows: not from a tie, not where people contradict each other, nor where a pair would teach nothing. */
  readonly pair: boolean;
}

/**
 * Records a person's verdict on a comparison, about the texts that it holds and no others.
 * @throws `judgement.not_found`, also for what was taken back; `judgement.decided` when this person judged it otherwise and `again` is not said
 */
export function judgeByPerson(
  ledger: Ledger,
  comparisonId: string,
  verdict: Verdict,
  reason = "",
  { again = false, annotator = "person", takenBack = NONE }: PersonJudgementOptions = {},
): PersonJudgement {
  if (takenBack.has(comparisonId)) {
    throw new HortusError(
      "judgement.not_found",
      `${comparisonId} compares a hypothesis that was taken back: redo brings it back to be judged.`,
      {
        comparison: comparisonId,
      },
    );
  }
  const given = { run: null, kind: "person", by: annotator, verdict, orders: [verdict], reason, confidence: 1 } as const;
  const judgement = ledger.recordJudgement(comparisonId, given, { again });
  return { judgement, pair: typeof pairOf(ledger.comparison(comparisonId)!) !== "string" };
}
