// How far along a chain of steps an answer comes: PuzzleWorld's score (MIT-MI/PuzzleWorld, src/scorers.py), which forgives what was missed
// before the last step reached, always beside the share of steps that were.

import { z } from "zod";
import { mean } from "#apps/evaluation/bootstrap.ts";
import { type Evaluation, type Figures, intervals, toldFigures } from "#apps/evaluation/evaluation.ts";
import { readGoldRows } from "#apps/evaluation/gold-file.ts";

const Step = z.object({ answer: z.string().min(1) });
const Row = z
  .object({
    question: z.string().min(1),
    answer: z.string().min(1),
    answer_aliases: z.array(z.string()).default([]),
    steps: z.array(Step).optional(),
    decomposition: z.array(Step).optional(),
    candidate: z.string().optional(),
  })
  .transform(({ question, answer, answer_aliases, steps, decomposition, candidate }) => ({
    question,
    answers: [answer, ...answer_aliases],
    steps: (steps ?? decomposition ?? []).map((step) => step.answer),
    candidate,
  }))
  .refine(({ steps }) => steps.length > 0);

/** A question with what each step towards its answer finds out. */
export interface Chain {
  readonly question: string;
  /** The last step's answer and other ways to say it. */
  readonly answers: readonly string[];
  readonly steps: readonly string[];
  /** An answer to be scored, where the gold brings one. */
  readonly candidate?: string | undefined;
}

export function readChains(file: string, most?: number): Promise<readonly Chain[]> {
  return readGoldRows<Chain>(file, Row, 'a question with its steps: {"question", "answer", "steps": [{"answer"}, …], "candidate"?}', most);
}

/** Whether each step was reached: its finding stands in the candidate, in whole words; for the last step the answer or an alias. */
export function stepsReached({ steps, answers }: Chain, candidate: string): readonly boolean[] {
  const text = ` ${normalised(candidate)} `;
  const says = (finding: string): boolean => normalised(finding) !== "" && text.includes(` ${normalised(finding)} `);
  return steps.map((finding, at) => (at === steps.length - 1 ? answers.some(says) : says(finding)));
}

/** Position of the last step reached ÷ number of steps. */
export function lastStepScore(reached: readonly boolean[]): number {
  return reached.length === 0 ? 0 : (reached.lastIndexOf(true) + 1) / reached.length;
}

/** Share of the steps reached. */
export function strictFraction(reached: readonly boolean[]): number {
  return reached.length === 0 ? 0 : reached.filter(Boolean).length / reached.length;
}

function normalised(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\b(?:a|an|the)\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * @param candidates  one for each chain
 * @param baselines   by name, one candidate for each chain
 */
export function evaluateStepwise(
  chains: readonly Chain[],
  candidates: readonly string[],
  baselines: Readonly<Record<string, readonly string[]>>,
  { seed }: { readonly seed: number },
): Evaluation {
  const reachedBy = (texts: readonly string[]) => chains.map((chain, at) => stepsReached(chain, texts[at]!));
  const ours = reachedBy(candidates);
  return {
    suite: "stepwise",
    n: chains.length,
    of: "questions",
    metrics: toldFigures(FIGURES, ours),
    ci95: intervals(ours, FIGURES, seed),
    baseline: Object.fromEntries(
      Object.entries(baselines).map(([name, texts]): [string, Figures] => [name, toldFigures(FIGURES, reachedBy(texts))]),
    ),
    notes: [
      "lastStep forgives what was missed on the way, strict does not; finalAnswer is the last step alone. A step is reached when its finding is said.",
    ],
  };
}

const FIGURES = {
  lastStep: (reached: readonly (readonly boolean[])[]) => mean(reached.map(lastStepScore)),
  strict: (reached: readonly (readonly boolean[])[]) => mean(reached.map(strictFraction)),
  finalAnswer: (reached: readonly (readonly boolean[])[]) => mean(reached.map((steps) => Number(steps.at(-1) === true))),
};
