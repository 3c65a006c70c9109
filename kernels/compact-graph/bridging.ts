// Bridging: which nodes join dense regions, by how many ways lead over them and how few links they have for it.

import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";

/**
 * Bridging coefficient Ψ(v) = (1/deg v) / Σ_{i ∈ N(v)} 1/deg i, dimensionless: high where a node of few links lies among nodes of many.
 * 0 without links. Hwang, Cho, Zhang & Ramanathan (2006), eq. 2. O(n + m).
 * @param rows  symmetric and simple
 * @returns (n,)
 */
export function bridgingCoefficients(rows: Adjacency): Float64Array {
  const coefficients = new Float64Array(rows.offsets.length - 1);
  for (let node = 0; node < coefficients.length; node++) {
    let sum = 0;
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) sum += 1 / degree(rows, rows.targets[slot]!);
    if (sum > 0) coefficients[node] = 1 / degree(rows, node) / sum;
  }
  return coefficients;
}

/** Bridging centrality: betweenness (n,) × bridging coefficient, in the unit of the betweenness. The same, eq. 3. */
export function bridgingCentrality(rows: Adjacency, between: Float64Array): Float64Array {
  return bridgingCoefficients(rows).map((coefficient, node) => coefficient * between[node]!);
}
