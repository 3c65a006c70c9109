// The check of statements against the sentences they cite, held against people's verdicts.

import { z } from "zod";
import { isSupported } from "#agents/answering/support.ts";
import { contentWords } from "#agents/novelty/words.ts";
import { accuracy, balancedAccuracy, commonest, type Sorted } from "#apps/evaluation/classification.ts";
import { type Evaluation, type Figures, f1, intervals, precision, recall, toldFigures } from "#apps/evaluation/evaluation.ts";
import { readGoldRows } from "#apps/evaluation/gold-file.ts";

const Row = z.object({ statement: z.string().min(1), evidence: z.array(z.string()), supported: z.boolean() });
export type GroundedStatement = z.infer<typeof Row>;

export function readGrounding(file: string, most?: number): Promise<readonly GroundedStatement[]> {
  return readGoldRows(file, Row, 'a statement with its sentences: {"statement", "evidence": [text, …], "supported": true or false}', most);
}

export function evaluateGrounding(gold: readonly GroundedStatement[], { seed }: { readonly seed: number }): Evaluation {
  const sortedBy = (said: (row: GroundedStatement) => boolean): readonly Sorted[] =>
    gold.map((row) => ({ right: String(row.supported), said: String(said(row)) }));
  const ours = sortedBy(({ statement, evidence }) =>
    isSupported(
      statement,
      evidence.map((text) => ({ text })),
    ),
  );
  const most = commonest(ours) === "true";
  return {
    suite: "grounding",
    n: gold.length,
    of: "statements",
    metrics: figuresOf(ours),
    ci95: intervals(ours, FIGURES, seed),
    baseline: { majority: figuresOf(sortedBy(() => most)), sharesAWord: figuresOf(sortedBy(sharesAWord)) },
    notes: [
      "supported… counts statements said to be supported; majority says the commonest verdict of all; sharesAWord asks for one content word.",
    ],
  };
}

const FIGURES = {
  accuracy,
  balancedAccuracy,
  supportedF1: (sorted: readonly Sorted[]) => f1(supportedCounts(sorted)),
  supportedPrecision: (sorted: readonly Sorted[]) => precision(supportedCounts(sorted)),
  supportedRecall: (sorted: readonly Sorted[]) => recall(supportedCounts(sorted)),
};

function figuresOf(sorted: readonly Sorted[]): Figures {
  return toldFigures(FIGURES, sorted);
}

function supportedCounts(sorted: readonly Sorted[]) {
  const is = (key: keyof Sorted) => sorted.filter((one) => one[key] === "true");
  return { right: is("right").filter(({ said }) => said === "true").length, said: is("said").length, gold: is("right").length };
}

function sharesAWord({ statement, evidence }: GroundedStatement): boolean {
  const said = contentWords(evidence.join(" "));
  return [...contentWords(statement)].some((word) => said.has(word));
}
