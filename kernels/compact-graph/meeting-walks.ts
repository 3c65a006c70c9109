// The least-cost walk searched from both its ends at once: what is looked at is two small circles instead of a large one.

import { slotBetween } from "#kernels/compact-graph/compact-graph.ts";
import { NodeQueue } from "#kernels/compact-graph/node-queue.ts";
import type { Walk, WalkFinder } from "#kernels/compact-graph/shortest-path.ts";

/** What is known from one end; it holds for a node only in the search that stamped it. */
interface Side {
  readonly queue: NodeQueue;
  /** (n,) each: cost between the end and the node, the slot that leads there and the node it leads from */
  readonly cost: Float64Array;
  readonly via: Int32Array;
  readonly before: Int32Array;
  readonly stamp: Uint32Array;
}

/** Scratch for walks over one graph with one set of costs. Rows and costs of slots must be the same both ways, as those of `undirected` are. */
export class MeetingWalks {
  readonly #finder: Pick<WalkFinder, "rows" | "costs">;
  readonly #forward: Side;
  readonly #backward: Side;
  #search = 0;

  constructor(finder: Pick<WalkFinder, "rows" | "costs">) {
    this.#finder = finder;
    const nodes = finder.rows.offsets.length - 1;
    this.#forward = emptySide(nodes);
    this.#backward = emptySide(nodes);
  }

  /**
   * Dijkstra from both ends, the nearer front first, until no walk left can be cheaper than the best that met. Pohl (1971), Machine
   * Intelligence 6:127. A node's own cost is paid on leaving it forwards and on reaching it backwards, so that two halves add up.
   * @returns null when nothing leads there
   */
  shortest(source: number, target: number): Walk | null {
    if (source === target) return { nodes: [source], slots: [], cost: 0 };
    this.#begin();
    const [forward, backward] = [this.#forward, this.#backward];
    this.#reach(forward, source, 0, -1, -1);
    this.#reach(backward, target, 0, -1, -1);
    let [best, meeting] = [Number.POSITIVE_INFINITY, -1];
    let [near, far] = [0, 0];
    while (near + far < best) {
      const isForward = near <= far;
      const [side, other] = isForward ? [forward, backward] : [backward, forward];
      const node = side.queue.take();
      if (node < 0) break;
      if (isForward) near = side.cost[node]!;
      else far = side.cost[node]!;
      if (near + far >= best) break;
      this.#expand(side, node, isForward, source, (next) => {
        if (other.stamp[next] !== this.#search) return;
        const cost = side.cost[next]! + other.cost[next]!;
        if (cost < best) [best, meeting] = [cost, next];
      });
    }
    return meeting < 0 ? null : this.#joined(meeting, best);
  }

  #expand(side: Side, node: number, isForward: boolean, source: number, visit: (next: number) => void): void {
    const { rows, costs } = this.#finder;
    const spent = side.cost[node]! + (isForward && node !== source ? costs.node[node]! : 0);
    const end = rows.offsets[node + 1]!;
    for (let slot = rows.offsets[node]!; slot < end; slot++) {
      const next = rows.targets[slot]!;
      const candidate = spent + costs.slot[slot]! + (isForward || next === source ? 0 : costs.node[next]!);
      if (candidate === Number.POSITIVE_INFINITY || (side.stamp[next] === this.#search && candidate >= side.cost[next]!)) continue;
      this.#reach(side, next, candidate, slot, node);
      visit(next);
    }
  }

  #reach(side: Side, node: number, cost: number, via: number, before: number): void {
    side.stamp[node] = this.#search;
    side.cost[node] = cost;
    side.via[node] = via;
    side.before[node] = before;
    side.queue.offer(node, cost);
  }

  #begin(): void {
    for (const side of [this.#forward, this.#backward]) {
      side.queue.clear();
      if (this.#search === 0xfffffffe) side.stamp.fill(0);
    }
    this.#search = this.#search === 0xfffffffe ? 1 : this.#search + 1;
  }

  #joined(meeting: number, cost: number): Walk {
    const nodes: number[] = [meeting];
    const slots: number[] = [];
    for (let node = meeting; this.#forward.before[node] !== -1; node = this.#forward.before[node]!) {
      slots.push(this.#forward.via[node]!);
      nodes.push(this.#forward.before[node]!);
    }
    nodes.reverse();
    slots.reverse();
    for (let node = meeting; this.#backward.before[node] !== -1; node = this.#backward.before[node]!) {
      const next = this.#backward.before[node]!;
      slots.push(slotBetween(this.#finder.rows, node, next));
      nodes.push(next);
    }
    return { nodes, slots, cost };
  }
}

function emptySide(nodes: number): Side {
  return {
    queue: new NodeQueue(nodes),
    cost: new Float64Array(nodes),
    via: new Int32Array(nodes),
    before: new Int32Array(nodes),
    stamp: new Uint32Array(nodes),
  };
}
