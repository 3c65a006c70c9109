// How much resource reaches others from one concept in two and three steps. Dense scratch arrays, used again for every concept; numbers only.

import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";

export interface SpreadOptions {
  /** (n,) how much a concept in between is worth, 0–1 */
  readonly worth: Float64Array;
  /** (slots,) how much a link is worth, 0–1 */
  readonly slotWorth: Float64Array;
}

/** Three steps count this much of two: a chain of three is weaker than a shared neighbour. */
const THIRD_STEP = 0.35;
/** Nodes of the two-step neighbourhood that are walked on from: the strongest. */
const FRONTIER = 48;
/** A concept in between with more links than this says nothing about any two of them. */
const HUB = 400;

/**
 * Resource allocation: each step hands strength · worth of link and concept, shared out over the links of the concept in between.
 * Two steps: Zhou, Lü & Zhang (2009), with strengths; the third as in paths of length three, Kovács et al. (2019),
 * doi:10.1038/s41467-019-09177-y. The way there and the way back hand the same, as long as the frontier is not cut off.
 */
export class ResourceSpread {
  readonly #rows: Adjacency;
  readonly #options: SpreadOptions;
  /** (n,) each, all zero between uses */
  readonly #second: Float64Array;
  readonly #total: Float64Array;
  /** Links looked at so far. */
  looked = 0;

  constructor(rows: Adjacency, options: SpreadOptions) {
    this.#rows = rows;
    this.#options = options;
    this.#second = new Float64Array(rows.offsets.length - 1);
    this.#total = new Float64Array(rows.offsets.length - 1);
  }

  /** Visits every node that a walk of two or three steps reaches, other than the origin, with what reaches it; in the order met. */
  from(origin: number, visit: (node: number, resource: number) => void): void {
    const rows = this.#rows;
    const second: number[] = [];
    for (let slot = rows.offsets[origin]!; slot < rows.offsets[origin + 1]!; slot++) {
      this.#hand(rows.targets[slot]!, rows.strength[slot]! * this.#options.slotWorth[slot]!, origin, this.#second, second);
    }
    const reached: number[] = [];
    for (const node of second) this.#give(node, this.#second[node]!, this.#total, reached);
    for (const node of this.#frontier(second)) this.#hand(node, THIRD_STEP * this.#second[node]!, origin, this.#total, reached);
    for (const node of reached) visit(node, this.#total[node]!);
    for (const node of second) this.#second[node] = 0;
    for (const node of reached) this.#total[node] = 0;
  }

  /** Shares out what a node holds over its links. */
  #hand(node: number, resource: number, origin: number, into: Float64Array, met: number[]): void {
    const rows = this.#rows;
    const links = degree(rows, node);
    const handed = (resource * this.#options.worth[node]!) / links;
    if (links > HUB || handed === 0) return;
    this.looked += links;
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      const target = rows.targets[slot]!;
      if (target !== origin) this.#give(target, handed * rows.strength[slot]! * this.#options.slotWorth[slot]!, into, met);
    }
  }

  #give(node: number, resource: number, into: Float64Array, met: number[]): void {
    if (resource === 0) return;
    if (into[node] === 0) met.push(node);
    into[node]! += resource;
  }

  #frontier(nodes: readonly number[]): readonly number[] {
    if (nodes.length <= FRONTIER) return nodes;
    return nodes.toSorted((a, b) => this.#second[b]! - this.#second[a]! || a - b).slice(0, FRONTIER);
  }
}
