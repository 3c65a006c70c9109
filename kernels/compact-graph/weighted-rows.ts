// Rows with strengths in double precision and loops kept aside: what communities are moved about on, and pooled into.

import { type Adjacency, identity, stableOrder } from "#kernels/compact-graph/compact-graph.ts";

export interface WeightedRows {
  readonly nodes: number;
  /** (n+1,) */
  readonly offsets: Uint32Array;
  /** (slots,) */
  readonly targets: Uint32Array;
  /** (slots,) strength of the link, ≥ 0 */
  readonly weight: Float64Array;
  /** (n,) strength of all that ends at the node: its row, and twice every link inside it */
  readonly mass: Float64Array;
}

/** @param rows  symmetric and simple, as `undirected` makes them */
export function weightedRows(rows: Adjacency): WeightedRows {
  const nodes = rows.offsets.length - 1;
  const weight = Float64Array.from(rows.strength);
  const mass = new Float64Array(nodes);
  for (let node = 0; node < nodes; node++) {
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) mass[node]! += weight[slot]!;
  }
  return { nodes, offsets: rows.offsets, targets: rows.targets, weight, mass };
}

/**
 * Every group as one node: links between two groups are summed, those inside one only stay in its mass. O(n + m).
 * @param of  (n,) group of each node, 0 … groups−1
 */
export function pooledRows(rows: WeightedRows, of: Uint32Array, groups: number): WeightedRows {
  const members = stableOrder(groups, of, identity(rows.nodes));
  const offsets = new Uint32Array(groups + 1);
  const targets = new Uint32Array(rows.targets.length);
  const weight = new Float64Array(rows.targets.length);
  const mass = new Float64Array(groups);
  /** (groups,) slot that already leads to a group from the present one */
  const slotTo = new Int32Array(groups).fill(-1);
  let slots = 0;
  for (let place = 0, group = 0; group < groups; group++) {
    const first = slots;
    for (; place < members.length && of[members[place]!] === group; place++) {
      const node = members[place]!;
      mass[group]! += rows.mass[node]!;
      for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
        const other = of[rows.targets[slot]!]!;
        if (other === group) continue;
        if (slotTo[other]! < first) {
          slotTo[other] = slots;
          targets[slots++] = other;
        }
        weight[slotTo[other]!]! += rows.weight[slot]!;
      }
    }
    offsets[group + 1] = slots;
  }
  return { nodes: groups, offsets, targets: targets.slice(0, slots), weight: weight.slice(0, slots), mass };
}

/** Groups numbered anew from 0 by their smallest node, in place; answers how many there are. */
export function renumber(of: Uint32Array): number {
  const name = new Int32Array(of.length).fill(-1);
  let count = 0;
  for (let node = 0; node < of.length; node++) {
    const group = of[node]!;
    if (name[group] === -1) name[group] = count++;
    of[node] = name[group]!;
  }
  return count;
}
