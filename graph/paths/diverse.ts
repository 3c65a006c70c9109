// Several good paths that differ: Yen's loopless walks, chosen again so that each shows a reader something the others do not.

import { scoreOfCost } from "#graph/paths/link-costs.ts";
import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { kShortestWalks } from "#kernels/compact-graph/k-shortest.ts";
import type { Costs, Walk } from "#kernels/compact-graph/shortest-path.ts";

/** Walks looked at for each one wanted. */
const POOL = 8;
/** How much a walk's score is worth against its difference: score^0.5 · novelty. */
const SCORE_POWER = 0.5;

/**
 * At most `count` simple walks: the cheapest first, then each time the one with the largest √score · (1 − overlap), where overlap is the
 * share of its concepts in between that an earlier choice already showed. Equal values go to the cheaper walk.
 */
export function diverseWalks(rows: Adjacency, costs: Costs, source: number, target: number, count: number): readonly Walk[] {
  const pool = [...kShortestWalks(rows, costs, source, target, count * POOL)];
  const chosen: Walk[] = [];
  const shown = new Set<number>();
  while (chosen.length < count && pool.length > 0) {
    const values = pool.map((walk) => scoreOfCost(walk.cost) ** SCORE_POWER * (1 - overlap(walk, shown)));
    const best = values.indexOf(Math.max(...values));
    const [walk] = pool.splice(best, 1);
    chosen.push(walk!);
    for (const node of walk!.nodes.slice(1, -1)) shown.add(node);
  }
  return chosen;
}

function overlap(walk: Walk, shown: ReadonlySet<number>): number {
  const between = walk.nodes.slice(1, -1);
  return between.length === 0 ? 0 : between.filter((node) => shown.has(node)).length / between.length;
}
