// Which concepts a drawing shows when it cannot show all: the best connected, or those around one. Numbers only.

import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";
import { largest } from "#kernels/vectors/top-k.ts";

/** The `most` concepts with links of the largest summed strength, in node order; equal ones the smaller node first. */
export function bestConnected(rows: Adjacency, most: number): readonly number[] {
  const weight = new Float64Array(rows.offsets.length - 1);
  for (let node = 0; node < weight.length; node++) weight[node] = support(rows, node);
  return largest(weight, most)
    .filter((node) => degree(rows, node) > 0)
    .sort((a, b) => a - b);
}

/** One concept and what lies within `hops` of it, nearest first until `most` are found, in node order. */
export function neighbourhood(rows: Adjacency, centre: number, hops: number, most: number): readonly number[] {
  const found = new Set([centre]);
  let ring = [centre];
  for (let hop = 0; hop < hops && found.size < most; hop++) {
    const next = new Map<number, number>();
    for (const node of ring) {
      for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
        const target = rows.targets[slot]!;
        if (!found.has(target)) next.set(target, Math.max(next.get(target) ?? 0, rows.strength[slot]!));
      }
    }
    ring = [...next]
      .sort(([a, x], [b, y]) => y - x || a - b)
      .slice(0, most - found.size)
      .map(([node]) => node);
    for (const node of ring) found.add(node);
  }
  return [...found].sort((a, b) => a - b);
}

function support(rows: Adjacency, node: number): number {
  let sum = 0;
  for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) sum += rows.strength[slot]!;
  return sum;
}
