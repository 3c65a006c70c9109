// Several good paths that differ: Yen's loopless walks, chosen again so that each shows a reader something the others do not.

import { scoreOfCost } from "#graph/paths/link-costs.ts";
import { shortestWalks } from "#kernels/compact-graph/k-shortest.ts";
import type { Walk, WalkFinder } from "#kernels/compact-graph/shortest-path.ts";

/** Walks looked at, at most, for each one wanted. */
const POOL = 4;
/** How much a walk's score is worth against its difference: score^0.5 · novelty. */
const SCORE_POWER = 0.5;

/**
 * At most `count` simple walks: the cheapest first, then each time the one with the largest √score · (1 − overlap), where overlap is the
 * share of its concepts in between that an earlier choice already showed. Equal values go to the cheaper walk. Walks are searched only
 * as long as the next one, were it all new, could still win.
 */
export function diverseWalks(finder: WalkFinder, source: number, target: number, count: number): readonly Walk[] {
  const rest = shortestWalks(finder, source, target, count * POOL);
  const pool: Walk[] = [];
  const chosen: Walk[] = [];
  const shown = new Set<number>();
  let next = rest.next();
  while (chosen.length < count && (pool.length > 0 || !next.done)) {
    let best = bestOf(pool, shown);
    while (!next.done && worth(next.value) > best.value) {
      pool.push(next.value);
      best = bestOf(pool, shown);
      next = rest.next();
    }
    const [walk] = pool.splice(best.place, 1);
    chosen.push(walk!);
    for (const node of walk!.nodes.slice(1, -1)) shown.add(node);
  }
  return chosen;
}

/** The first of the largest value; −1 for an empty pool, which every walk beats. */
function bestOf(pool: readonly Walk[], shown: ReadonlySet<number>): { readonly place: number; readonly value: number } {
  const values = pool.map((walk) => worth(walk) * (1 - overlap(walk, shown)));
  const value = Math.max(-1, ...values);
  return { place: values.indexOf(value), value };
}

function worth(walk: Walk): number {
  return scoreOfCost(walk.cost) ** SCORE_POWER;
}

function overlap(walk: Walk, shown: ReadonlySet<number>): number {
  const between = walk.nodes.slice(1, -1);
  return between.length === 0 ? 0 : between.filter((node) => shown.has(node)).length / between.length;
}
