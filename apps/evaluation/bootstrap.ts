// How sure a mean is: percentiles of means of questions drawn anew.

import { chanceFor } from "#graph/chance.ts";

const DRAWS = 2000;

/** 95 % interval of the mean by percentile bootstrap, Efron (1979); the same values and seed give the same interval. */
export function bootstrap(values: readonly number[], seed: number): readonly [low: number, high: number] {
  if (values.length === 0) return [0, 0];
  const draw = chanceFor(seed, "bootstrap");
  const means = Array.from({ length: DRAWS }, () => {
    let sum = 0;
    for (let at = 0; at < values.length; at++) sum += values[Math.floor(draw() * values.length)]!;
    return sum / values.length;
  }).sort((a, b) => a - b);
  return [means[Math.floor(0.025 * DRAWS)]!, means[Math.ceil(0.975 * DRAWS) - 1]!];
}
