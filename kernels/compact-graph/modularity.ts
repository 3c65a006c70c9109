// Modularity: how much more of a graph's strength lies inside groups than its degrees alone would put there.

import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";

/**
 * Q = Σ_c [ inside(c)/2m − γ·(mass(c)/2m)² ], dimensionless, ≤ 1; inside counts every link from both ends, 2m is the strength of all rows.
 * Newman & Girvan (2004), eq. 5; γ: Reichardt & Bornholdt (2006). O(n + m). A graph without links has Q = 0.
 * @param rows        symmetric and simple
 * @param of          (n,) group of each node, < n
 * @param resolution  γ > 0; more makes smaller groups look better
 */
export function modularity(rows: Adjacency, of: Uint32Array, resolution = 1): number {
  const mass = new Float64Array(of.length);
  let [inside, all] = [0, 0];
  for (let node = 0; node < of.length; node++) {
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      const strength = rows.strength[slot]!;
      mass[of[node]!]! += strength;
      all += strength;
      if (of[rows.targets[slot]!] === of[node]) inside += strength;
    }
  }
  if (all === 0) return 0;
  let expected = 0;
  for (const own of mass) expected += (own / all) ** 2;
  return inside / all - resolution * expected;
}
