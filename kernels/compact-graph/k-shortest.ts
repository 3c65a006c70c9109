// The k least-cost loopless walks between two nodes. Yen (1971), with exact distances to the target as A* heuristic for every detour.

import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { type Costs, costOfWalk, distancesTo, shortestWalk, type Walk } from "#kernels/compact-graph/shortest-path.ts";

/**
 * At most k simple walks, cheapest first; among equal costs fewer nodes, then the smaller node at the first difference. Rows must be
 * symmetric (as `undirected` makes them) and hold no parallel slots, so that a walk is its nodes.
 */
export function kShortestWalks(rows: Adjacency, costs: Costs, source: number, target: number, k: number): readonly Walk[] {
  const heuristic = distancesTo(rows, costs, target);
  const first = k > 0 ? shortestWalk(rows, costs, source, target, { heuristic }) : null;
  if (first === null) return [];
  const found: Walk[] = [first];
  const waiting = new Map<string, Walk>();
  while (found.length < k && source !== target) {
    for (const detour of detoursOf(rows, costs, found, heuristic)) waiting.set(detour.nodes.join(), detour);
    const next = [...waiting.values()].sort(compareWalks)[0];
    if (next === undefined) break;
    waiting.delete(next.nodes.join());
    found.push(next);
  }
  return found;
}

/** Cheaper, then shorter, then smaller by nodes. */
export function compareWalks(a: Walk, b: Walk): number {
  const byCost = a.cost - b.cost || a.nodes.length - b.nodes.length;
  if (byCost !== 0) return byCost;
  const at = a.nodes.findIndex((node, index) => node !== b.nodes[index]);
  return at < 0 ? 0 : a.nodes[at]! - b.nodes[at]!;
}

/** For each node of the latest walk, the best way on that no found walk with the same beginning has taken. */
function detoursOf(rows: Adjacency, costs: Costs, found: readonly Walk[], heuristic: Float64Array): Walk[] {
  const latest = found.at(-1)!;
  const target = latest.nodes.at(-1)!;
  const closed = new Uint8Array(rows.offsets.length - 1);
  const detours: Walk[] = [];
  for (let turn = 0; turn < latest.slots.length; turn++) {
    const root = latest.nodes.slice(0, turn + 1);
    const taken = found.filter((walk) => root.every((node, index) => walk.nodes[index] === node)).map((walk) => walk.slots[turn]!);
    const barriers = { nodes: closed, slots: new Set(taken) };
    const rest = shortestWalk(rows, costs, root[turn]!, target, { heuristic, barriers });
    if (rest !== null) {
      const nodes = [...root, ...rest.nodes.slice(1)];
      const slots = [...latest.slots.slice(0, turn), ...rest.slots];
      detours.push({ nodes, slots, cost: costOfWalk(costs, nodes, slots) });
    }
    closed[root[turn]!] = 1;
  }
  return detours;
}
