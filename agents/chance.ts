// Seeded chance. The same seed and the same labels draw the same numbers, whatever else was drawn: nothing here keeps global state.

import { sha256 } from "#agents/canonical.ts";

/** A stream of numbers in [0, 1). */
export type Chance = () => number;

/** The stream for a purpose: (seed, labels) → its own independent sequence (mulberry32 from 32 bits of SHA-256). */
export function chanceFor(seed: number, ...labels: readonly (string | number)[]): Chance {
  let state = Number.parseInt(sha256(JSON.stringify([seed, ...labels])).slice(0, 8), 16);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of several, or a thrown RangeError when there is none. */
export function pick<Item>(chance: Chance, items: readonly Item[]): Item {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

/** A new array in random order (Fisher–Yates). */
export function shuffled<Item>(chance: Chance, items: readonly Item[]): Item[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(chance() * (i + 1));
    [result[i], result[j]] = [result[j] as Item, result[i] as Item];
  }
  return result;
}
