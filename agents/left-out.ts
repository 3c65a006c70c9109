// Why a comparison has no row among the pairs, in words, and what an export reports. Values only: the page reads it too.

import type { Unfit } from "#agents/ledger/resolve.ts";
import type { PairSource } from "#agents/model.ts";

/** Why a comparison has no row. */
export type LeftOut =
  | Unfit
  | "taken_back"
  | "no_model_side"
  | "composer_change"
  | "undecided"
  | "contradicted"
  | "tie"
  | "other_source"
  | "below_confidence"
  | "other_split";

export const LEFT_OUT_BECAUSE: Readonly<Record<LeftOut, string>> = {
  off_question: "a side has nothing to do with the question",
  contains: "one side contains the other word for word",
  unresolved_citation: "a side cites a sentence that the prompt does not have",
  taken_back: "a hypothesis in it was taken back",
  no_model_side: "no side was written by a model, and no person judged them",
  composer_change: "the change was composed, not written by a model, and no person judged it",
  undecided: "nobody decided yet",
  contradicted: "judges contradict each other",
  tie: "judged equally good",
  other_source: "of a source that was not asked for",
  below_confidence: "below the confidence asked for",
  other_split: "on the other side of the split",
};

export interface PairReport {
  readonly comparisons: number;
  readonly pairs: number;
  /** Comparisons without a pair, by reason; only reasons that occur. */
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly sources: Readonly<Partial<Record<PairSource, number>>>;
  readonly prompts: number;
  readonly groups: number;
  /** Share of pairs whose chosen side is the longer one, null without pairs: near 1 (or 0), a reader of lengths does as well. */
  readonly longerChosen: number | null;
  /** Pairs of an earlier version, whose prompts lack the sentences they cite. */
  readonly earlierPairs: number;
}
