// The way with the fewest steps between two nodes, whatever the steps are worth: how far apart two things are.

import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";

/** Scratch for ways through one graph, made once. Rows must be symmetric. */
export class FewestSteps {
  readonly #rows: Adjacency;
  /** (n,) the node before each one reached, and by which search and from which end: 2·search and 2·search + 1 */
  readonly #before: Int32Array;
  readonly #reached: Float64Array;
  #search = 0;

  constructor(rows: Adjacency) {
    this.#rows = rows;
    this.#before = new Int32Array(rows.offsets.length - 1);
    this.#reached = new Float64Array(rows.offsets.length - 1);
  }

  /**
   * Nodes of one of the ways with fewest steps, both ends included; null when there is none. Breadth first from both ends, a whole circle
   * at a time, that of fewer nodes first: some √n nodes of a small world.
   */
  between(source: number, target: number): readonly number[] | null {
    if (source === target) return [source];
    const mark = 2 * ++this.#search;
    this.#reach(source, mark, -1);
    this.#reach(target, mark + 1, -1);
    const fronts: [number[], number[]] = [[source], [target]];
    while (fronts[0].length > 0 && fronts[1].length > 0) {
      const side = fronts[0].length <= fronts[1].length ? 0 : 1;
      const next: number[] = [];
      const met = this.#widen(fronts[side], mark + side, mark + 1 - side, next);
      if (met !== null) return side === 0 ? this.#joined(...met) : this.#joined(met[1], met[0]);
      fronts[side] = next;
    }
    return null;
  }

  /** One step on from every node of a front: the two nodes between which the ends meet, or null with the next front filled. */
  #widen(front: readonly number[], own: number, other: number, next: number[]): [near: number, far: number] | null {
    const { offsets, targets } = this.#rows;
    for (const node of front) {
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        const reached = targets[slot]!;
        if (this.#reached[reached] === own) continue;
        if (this.#reached[reached] === other) return [node, reached];
        this.#reach(reached, own, node);
        next.push(reached);
      }
    }
    return null;
  }

  #reach(node: number, mark: number, before: number): void {
    this.#reached[node] = mark;
    this.#before[node] = before;
  }

  #joined(near: number, far: number): number[] {
    return [...this.#back(near).reverse(), ...this.#back(far)];
  }

  /** From a node to the end it was reached from. */
  #back(from: number): number[] {
    const nodes: number[] = [];
    for (let node = from; node !== -1; node = this.#before[node]!) nodes.push(node);
    return nodes;
  }
}
