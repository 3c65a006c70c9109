// Least-cost paths over compact rows: Dijkstra from one node, and A* between two. Costs come in; what they mean is the caller's.

import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";
import { NodeQueue } from "#kernels/compact-graph/node-queue.ts";
import { HortusError } from "#kernels/errors.ts";

export interface Costs {
  /** (slots,) cost of walking a slot, ≥ 0; Infinity closes it */
  readonly slot: Float64Array;
  /** (n,) cost of passing through a node on the way; the two ends of a path do not pay it, ≥ 0 */
  readonly node: Float64Array;
}

/** A walk: nodes.length = slots.length + 1; slots index the rows it was found in. */
export interface Walk {
  readonly nodes: readonly number[];
  readonly slots: readonly number[];
  readonly cost: number;
}

export interface Barriers {
  /** (n,) 1 closes a node */
  readonly nodes?: Uint8Array;
  /** slots that may not be walked */
  readonly slots?: ReadonlySet<number>;
}

/**
 * Cost from every node to `target` over symmetric rows, Infinity where there is no way; the start's own node cost is not paid, nor the target's.
 * Dijkstra (1959), binary heap, O((n + m) log n).
 * @returns (n,)
 */
export function distancesTo(rows: Adjacency, costs: Costs, target: number): Float64Array {
  const nodes = rows.offsets.length - 1;
  checkCosts(rows, costs);
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const queue = new NodeQueue(nodes);
  distance[target] = 0;
  queue.offer(target, 0);
  for (let node = queue.take(); node >= 0; node = queue.take()) {
    const through = node === target ? 0 : costs.node[node]!;
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      const next = rows.targets[slot]!;
      const candidate = distance[node]! + through + costs.slot[slot]!;
      if (candidate < distance[next]!) {
        distance[next] = candidate;
        queue.offer(next, candidate);
      }
    }
  }
  return distance;
}

/**
 * The least-cost walk from `source` to `target`, or null. Among equal costs the one met first: smaller estimate, then smaller node.
 * A* (Hart, Nilsson & Raphael 1968); without a heuristic it is Dijkstra.
 * @param heuristic  (n,) consistent lower bound of the cost left, such as `distancesTo` of the same costs without barriers
 */
export function shortestWalk(
  rows: Adjacency,
  costs: Costs,
  source: number,
  target: number,
  options: { readonly heuristic?: Float64Array; readonly barriers?: Barriers } = {},
): Walk | null {
  checkCosts(rows, costs);
  if (source === target) return { nodes: [source], slots: [], cost: 0 };
  const { heuristic, barriers } = options;
  const nodes = rows.offsets.length - 1;
  const cost = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  /** The slot by which each node was reached last. */
  const via = new Int32Array(nodes);
  const before = new Int32Array(nodes);
  const queue = new NodeQueue(nodes);
  cost[source] = 0;
  queue.offer(source, heuristic?.[source] ?? 0);
  for (let node = queue.take(); node >= 0 && node !== target; node = queue.take()) {
    const spent = cost[node]! + (node === source ? 0 : costs.node[node]!);
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      const next = rows.targets[slot]!;
      const candidate = spent + costs.slot[slot]!;
      if (!(candidate < cost[next]!) || barriers?.nodes?.[next] === 1 || barriers?.slots?.has(slot)) continue;
      const estimate = candidate + (heuristic?.[next] ?? 0);
      if (estimate === Number.POSITIVE_INFINITY) continue;
      cost[next] = candidate;
      via[next] = slot;
      before[next] = node;
      queue.offer(next, estimate);
    }
  }
  return cost[target] === Number.POSITIVE_INFINITY ? null : walkBack(via, before, source, target, cost[target]!);
}

/** Cost of a walk by its parts, summed from its start. */
export function costOfWalk(costs: Costs, nodes: readonly number[], slots: readonly number[]): number {
  return slots.reduce((sum, slot, index) => sum + costs.slot[slot]! + (index === 0 ? 0 : costs.node[nodes[index]!]!), 0);
}

/** The slot from one node to another, or −1: binary search in the row. */
export function slotBetween(rows: Adjacency, from: number, to: number): number {
  let low = rows.offsets[from]!;
  let high = low + degree(rows, from) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const target = rows.targets[middle]!;
    if (target === to) return middle;
    if (target < to) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function walkBack(via: Int32Array, before: Int32Array, source: number, target: number, cost: number): Walk {
  const nodes = [target];
  const slots: number[] = [];
  for (let node = target; node !== source; node = before[node]!) {
    slots.push(via[node]!);
    nodes.push(before[node]!);
  }
  return { nodes: nodes.reverse(), slots: slots.reverse(), cost };
}

function checkCosts(rows: Adjacency, costs: Costs): void {
  if (costs.slot.length !== rows.targets.length || costs.node.length !== rows.offsets.length - 1) {
    throw new HortusError("kernel.shape", "Costs must be one for each slot and one for each node.", {
      slots: rows.targets.length,
      slotCosts: costs.slot.length,
      nodes: rows.offsets.length - 1,
      nodeCosts: costs.node.length,
    });
  }
}
