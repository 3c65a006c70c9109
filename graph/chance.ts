// Seeded chance, for all of Hortus above the kernels: the same seed and labels draw the same numbers, whatever else was drawn.

import { createHash } from "node:crypto";

/** A stream of numbers in [0, 1). */
export type Chance = () => number;

/** The stream for a purpose: mulberry32, started from 32 bits of SHA-256 of (seed, labels). */
export function chanceFor(seed: number, ...labels: readonly (string | number)[]): Chance {
  let state = createHash("sha256")
    .update(JSON.stringify([seed, ...labels]))
    .digest()
    .readInt32BE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Index drawn in proportion to the weights, or −1 when none is positive. */
export function drawWeighted(chance: Chance, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return -1;
  let left = chance() * total;
  const drawn = weights.findIndex((weight) => {
    left -= weight;
    return weight > 0 && left < 0;
  });
  return drawn >= 0 ? drawn : weights.findLastIndex((weight) => weight > 0);
}
