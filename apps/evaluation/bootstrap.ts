// How sure a figure is: percentiles of the same figure over items (documents, questions) drawn anew.

import { chanceFor } from "#graph/chance.ts";

const DRAWS = 2000;

export type Interval = readonly [low: number, high: number];

/** 95 % interval of the mean by percentile bootstrap, Efron (1979); the same values and seed give the same interval. */
export function bootstrap(values: readonly number[], seed: number): Interval {
  return bootstrapOf(values, mean, seed);
}

/**
 * 95 % interval of any figure of whole items. Rows that belong together (of one document, of one question) are one item, since
 * they are not independent.
 * @param figure  of the items drawn; one that is not a number (no item of it has any) is left out of the percentiles
 */
export function bootstrapOf<Item>(items: readonly Item[], figure: (drawn: readonly Item[]) => number, seed: number): Interval {
  if (items.length === 0) return [0, 0];
  const draw = chanceFor(seed, "bootstrap");
  const figures: number[] = [];
  for (let round = 0; round < DRAWS; round++) {
    const drawn = items.map(() => items[Math.floor(draw() * items.length)]!);
    const value = figure(drawn);
    if (!Number.isNaN(value)) figures.push(value);
  }
  if (figures.length === 0) return [0, 0];
  figures.sort((a, b) => a - b);
  return [figures[Math.floor(0.025 * figures.length)]!, figures[Math.ceil(0.975 * figures.length) - 1]!];
}

/** 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
