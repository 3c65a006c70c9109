// Least-cost paths over compact rows: Dijkstra from one node, and A* between two. Costs come in; what they mean is the caller's.

import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { MeetingWalks } from "#kernels/compact-graph/meeting-walks.ts";
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

export interface SearchOptions {
  /** (n,) consistent lower bound of the cost left, such as `distancesTo` of the same costs without barriers */
  readonly heuristic?: Float64Array;
  readonly barriers?: Barriers;
}

/**
 * Walks over one graph with one set of costs. Its scratch space is made once: a search costs what it looks at, not the size of the graph.
 */
export class WalkFinder {
  readonly rows: Adjacency;
  readonly costs: Costs;
  readonly #queue: NodeQueue;
  /** (n,) each; they hold for a node only in the search that stamped it. */
  readonly #cost: Float64Array;
  readonly #via: Int32Array;
  readonly #before: Int32Array;
  readonly #stamp: Uint32Array;
  #search = 0;
  #meeting: MeetingWalks | null = null;

  /** @throws `kernel.shape` when costs are not one for each slot and node */
  constructor(rows: Adjacency, costs: Costs) {
    checkCosts(rows, costs);
    const nodes = rows.offsets.length - 1;
    this.rows = rows;
    this.costs = costs;
    this.#queue = new NodeQueue(nodes);
    this.#cost = new Float64Array(nodes);
    this.#via = new Int32Array(nodes);
    this.#before = new Int32Array(nodes);
    this.#stamp = new Uint32Array(nodes);
  }

  /**
   * The least-cost walk from `source` to `target`, or null. Among equal costs the one met first: smaller estimate, then smaller node.
   * A* (Hart, Nilsson & Raphael 1968); without a heuristic it is Dijkstra.
   */
  shortest(source: number, target: number, options: SearchOptions = {}): Walk | null {
    if (source === target) return { nodes: [source], slots: [], cost: 0 };
    this.#begin();
    this.#reach(source, 0, -1, -1, options.heuristic?.[source] ?? 0);
    for (let node = this.#queue.take(); node >= 0; node = this.#queue.take()) {
      if (node === target) return this.#walkBack(source, target);
      this.#expand(node, node === source, options);
    }
    return null;
  }

  /** As `shortest` without options, looking at far less of a large graph. Rows and slot costs must be the same both ways. */
  fromBothEnds(source: number, target: number): Walk | null {
    this.#meeting ??= new MeetingWalks(this);
    return this.#meeting.shortest(source, target);
  }

  #expand(node: number, isSource: boolean, { heuristic, barriers }: SearchOptions): void {
    const { rows, costs } = this;
    const spent = this.#cost[node]! + (isSource ? 0 : costs.node[node]!);
    const end = rows.offsets[node + 1]!;
    for (let slot = rows.offsets[node]!; slot < end; slot++) {
      const next = rows.targets[slot]!;
      const candidate = spent + costs.slot[slot]!;
      if (this.#stamp[next] === this.#search && candidate >= this.#cost[next]!) continue;
      if (barriers?.nodes?.[next] === 1 || barriers?.slots?.has(slot)) continue;
      const estimate = candidate + (heuristic?.[next] ?? 0);
      if (estimate < Number.POSITIVE_INFINITY) this.#reach(next, candidate, slot, node, estimate);
    }
  }

  #reach(node: number, cost: number, via: number, before: number, estimate: number): void {
    this.#stamp[node] = this.#search;
    this.#cost[node] = cost;
    this.#via[node] = via;
    this.#before[node] = before;
    this.#queue.offer(node, estimate);
  }

  #begin(): void {
    this.#queue.clear();
    this.#search++;
    if (this.#search < 0xffffffff) return;
    this.#stamp.fill(0);
    this.#search = 1;
  }

  #walkBack(source: number, target: number): Walk {
    const nodes = [target];
    const slots: number[] = [];
    for (let node = target; node !== source; node = this.#before[node]!) {
      slots.push(this.#via[node]!);
      nodes.push(this.#before[node]!);
    }
    return { nodes: nodes.reverse(), slots: slots.reverse(), cost: this.#cost[target]! };
  }
}

/** One walk by itself; who asks for several keeps a `WalkFinder`. */
export function shortestWalk(rows: Adjacency, costs: Costs, source: number, target: number, options: SearchOptions = {}): Walk | null {
  return new WalkFinder(rows, costs).shortest(source, target, options);
}

/**
 * Cost from every node to `target` over symmetric rows, Infinity where there is no way; the start's own node cost is not paid, nor the target's.
 * Dijkstra (1959), binary heap, O((n + m) log n).
 * @param enough  stops once this node is reached: nodes that lie farther away then have its cost, which is still a consistent lower bound
 * @returns (n,)
 */
export function distancesTo(rows: Adjacency, costs: Costs, target: number, enough = -1): Float64Array {
  const nodes = rows.offsets.length - 1;
  checkCosts(rows, costs);
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const queue = new NodeQueue(nodes);
  distance[target] = 0;
  queue.offer(target, 0);
  for (let node = queue.take(); node >= 0; node = queue.take()) {
    if (node === enough) return distance.map((known) => Math.min(known, distance[enough]!));
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

/** Cost of a walk by its parts, summed from its start. */
export function costOfWalk(costs: Costs, nodes: readonly number[], slots: readonly number[]): number {
  return slots.reduce((sum, slot, index) => sum + costs.slot[slot]! + (index === 0 ? 0 : costs.node[nodes[index]!]!), 0);
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
