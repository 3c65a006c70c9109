// Paths that make a detour: from → waypoints drawn near the best path → to. SciAgents' idea with its defects mended: strength shortens a
// step, the best path sets the order of the waypoints, no concept comes twice, and the same seed draws the same path.

import { setImmediate } from "node:timers/promises";
import { type Chance, drawWeighted } from "#graph/chance.ts";
import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { type Costs, costOfWalk, distancesTo, type Walk, type WalkFinder } from "#kernels/compact-graph/shortest-path.ts";

interface Waypoint {
  readonly node: number;
  /** Place on the best path next to which it lies. */
  readonly place: number;
  readonly weight: number;
}

/** Steps a detour may add to the best path: beyond that a reader is led astray. */
const DETOUR = 3;
/** Draws tried for each path wanted, before giving up on finding another one. */
const TRIES = 12;

/**
 * At most `count` different simple walks through one to three waypoints each, at most three steps longer than the
 * best; fewer when the neighbourhood holds no more. The best walk
 * itself is among them only when there is nothing to detour to.
 * @param best    the least-cost walk between the two ends
 * @param chance  source of all randomness here
 */
export async function waypointWalks(finder: WalkFinder, best: Walk, count: number, chance: Chance): Promise<readonly Walk[]> {
  const candidates = waypointsNear(finder.rows, finder.costs, best);
  const heuristic = distancesTo(finder.rows, finder.costs, best.nodes.at(-1)!, best.nodes[0]);
  const found = new Map<string, Walk>();
  for (let attempt = 0; attempt < count * TRIES && found.size < count; attempt++) {
    const wanted = 1 + Math.floor(chance() * 3);
    const walk = await walkThrough(finder, heuristic, best, draw(candidates, wanted, chance));
    if (walk === null || walk.slots.length > best.slots.length + DETOUR || walk.nodes.join() === best.nodes.join()) continue;
    found.set(walk.nodes.join(), walk);
  }
  return found.size === 0 && count > 0 ? [best] : [...found.values()];
}

/** Neighbours of the best path that lead on: more than one link, drawn by strength and against their degree. */
function waypointsNear(rows: Adjacency, costs: Costs, best: Walk): Waypoint[] {
  const onPath = new Set(best.nodes);
  const near = new Map<number, Waypoint>();
  best.nodes.forEach((anchor, place) => {
    for (let slot = rows.offsets[anchor]!; slot < rows.offsets[anchor + 1]!; slot++) {
      const node = rows.targets[slot]!;
      const links = rows.offsets[node + 1]! - rows.offsets[node]!;
      if (onPath.has(node) || links < 2) continue;
      const weight = rows.strength[slot]! * Math.exp(-costs.node[node]!);
      if (weight > (near.get(node)?.weight ?? 0)) near.set(node, { node, place, weight });
    }
  });
  return [...near.values()].sort((a, b) => a.node - b.node);
}

/** Up to `wanted` waypoints without repetition, in the order of the best path. */
function draw(candidates: readonly Waypoint[], wanted: number, chance: Chance): readonly Waypoint[] {
  const weights = candidates.map(({ weight }) => weight);
  const drawn: Waypoint[] = [];
  while (drawn.length < wanted) {
    const at = drawWeighted(chance, weights);
    if (at < 0) break;
    weights[at] = 0;
    drawn.push(candidates[at]!);
  }
  return drawn.sort((a, b) => a.place - b.place || a.node - b.node);
}

/** Least-cost legs through the waypoints that visit nothing twice; a waypoint that cannot be fitted in is passed over. Others get their turn between legs. */
async function walkThrough(finder: WalkFinder, heuristic: Float64Array, best: Walk, waypoints: readonly Waypoint[]): Promise<Walk | null> {
  const [source, target] = [best.nodes[0]!, best.nodes.at(-1)!];
  const closed = new Uint8Array(heuristic.length);
  let nodes = [source];
  let slots: number[] = [];
  for (const goal of [...waypoints.map(({ node }) => node), target]) {
    if (goal !== target && closed[goal] === 1) continue;
    const here = nodes.at(-1)!;
    closed[here] = 1;
    closed[target] = goal === target ? 0 : 1;
    const leg = finder.shortest(here, goal, { barriers: { nodes: closed }, ...(goal === target && { heuristic }) });
    await setImmediate();
    if (leg === null) continue;
    if (goal !== target && !canReach(finder, heuristic, leg, closed, target)) continue;
    await setImmediate();
    for (const node of leg.nodes) closed[node] = 1;
    nodes = [...nodes, ...leg.nodes.slice(1)];
    slots = [...slots, ...leg.slots];
  }
  return nodes.at(-1) === target ? { nodes, slots, cost: costOfWalk(finder.costs, nodes, slots) } : null;
}

/** Whether the target can still be reached after a leg without crossing it. */
function canReach(finder: WalkFinder, heuristic: Float64Array, leg: Walk, closed: Uint8Array, target: number): boolean {
  const after = closed.slice();
  for (const node of leg.nodes) after[node] = 1;
  after[target] = 0;
  return finder.shortest(leg.nodes.at(-1)!, target, { heuristic, barriers: { nodes: after } }) !== null;
}
