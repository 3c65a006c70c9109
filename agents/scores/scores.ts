// The numbers on a hypothesis and their formulas. Each is 0–1; none of them is a model's opinion.

import { testability } from "#agents/composer/measurements.ts";
import type { Material, PriorReading } from "#agents/evidence/material.ts";
import type { HypothesisScores } from "#agents/model.ts";
import { noveltyScore } from "#agents/novelty/inside.ts";

/**
 * support      share of observed steps × geometric mean of their confidence (hedged steps count 0.7, a step that a single document
 *              says counts 0.9)
 * novelty      see `noveltyScore`; null when unknown
 * plausibility coherence of the relation types, to the power 1 / steps, so that length alone does not decide; × 0.85 for each step over three
 * testability  see `testability` in agents/composer/measurements.ts
 * rank         mean of those that are known, until there are duels
 */
export function scoreHypothesis(material: Material, prior: PriorReading): HypothesisScores {
  const support = supportOf(material);
  const novelty = noveltyScore(prior);
  const steps = material.steps.length;
  const plausibility = material.coherence ** (1 / Math.max(1, steps)) * 0.85 ** Math.max(0, steps - 3);
  const testable = testability(material.concepts[0]!, material.concepts.at(-1)!);
  const known = [support, plausibility, testable, ...(novelty === null ? [] : [novelty])];
  const rank = known.reduce((sum, value) => sum + value, 0) / known.length;
  return {
    support: round(support),
    novelty: novelty === null ? null : round(novelty),
    plausibility: round(plausibility),
    testability: round(testable),
    rank: round(rank),
    interval: [0, 1],
  };
}

function supportOf(material: Material): number {
  const observed = material.steps.filter((step) => !step.conjecture && step.evidence.length > 0);
  if (observed.length === 0) return 0;
  let log = 0;
  for (const step of observed) log += Math.log(step.confidence * (step.hedged ? 0.7 : 1) * (step.documents < 2 ? 0.9 : 1));
  return (observed.length / material.steps.length) * Math.exp(log / observed.length);
}

/** Four decimals, so that a canonical record does not depend on the last bits. */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
