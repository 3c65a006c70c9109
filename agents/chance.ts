// Drawing with seeded chance: the stream itself is graph/chance.ts, one for the whole of Hortus.

import type { Chance } from "#graph/chance.ts";

/** One of several; there must be one. */
export function pick<Item>(chance: Chance, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(chance() * items.length)] ?? items[0];
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
