// The k least-cost loopless walks between two nodes. Yen (1971), with distances to the target as A* heuristic for every detour.

import { costOfWalk, distancesTo, type Walk, type WalkFinder } from "#kernels/compact-graph/shortest-path.ts";

/**
 * At most `most` simple walks one after the other, cheapest first; among equal costs fewer nodes, then the smaller node at the first
 * difference. Rows must be symmetric (as `undirected` makes them) and hold no parallel slots, so that a walk is its nodes. What is not asked
 * for is not searched.
 */
export function* shortestWalks(finder: WalkFinder, source: number, target: number, most: number): Generator<Walk, void> {
  if (most <= 0) return;
  if (most === 1) {
    const only = finder.fromBothEnds(source, target);
    if (only !== null) yield only;
    return;
  }
  const heuristic = distancesTo(finder.rows, finder.costs, target, source);
  const first = finder.shortest(source, target, { heuristic });
  if (first === null) return;
  const found: Walk[] = [];
  const waiting: Walk[] = [first];
  const known = new Set<string>([first.nodes.join()]);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    yield next;
    if (found.length >= most) return;
    for (const detour of detoursOf(finder, found, heuristic)) {
      const key = detour.nodes.join();
      if (!known.has(key)) insert(waiting, detour);
      known.add(key);
    }
  }
}

/** Cheaper, then shorter, then smaller by nodes. */
export function compareWalks(a: Walk, b: Walk): number {
  const byCost = a.cost - b.cost || a.nodes.length - b.nodes.length;
  if (byCost !== 0) return byCost;
  const at = a.nodes.findIndex((node, index) => node !== b.nodes[index]);
  return at < 0 ? 0 : a.nodes[at]! - b.nodes[at]!;
}

/** Into a list with the best last, by binary search. */
function insert(waiting: Walk[], walk: Walk): void {
  let [low, high] = [0, waiting.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareWalks(waiting[middle]!, walk) > 0) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, walk);
}

/** For each node of the latest walk, the best way on that no found walk with the same beginning has taken. */
function detoursOf(finder: WalkFinder, found: readonly Walk[], heuristic: Float64Array): Walk[] {
  const latest = found.at(-1)!;
  const target = latest.nodes.at(-1)!;
  const closed = new Uint8Array(heuristic.length);
  const detours: Walk[] = [];
  /** Found walks that begin as the latest one does, up to the turn. */
  let alike = found;
  for (let turn = 0; turn < latest.slots.length; turn++) {
    const here = latest.nodes[turn]!;
    alike = alike.filter((walk) => walk.nodes[turn] === here);
    const barriers = { nodes: closed, slots: new Set(alike.map((walk) => walk.slots[turn]!)) };
    const rest = finder.shortest(here, target, { heuristic, barriers });
    if (rest !== null) {
      const nodes = [...latest.nodes.slice(0, turn + 1), ...rest.nodes.slice(1)];
      const slots = [...latest.slots.slice(0, turn), ...rest.slots];
      detours.push({ nodes, slots, cost: costOfWalk(finder.costs, nodes, slots) });
    }
    closed[here] = 1;
  }
  return detours;
}
