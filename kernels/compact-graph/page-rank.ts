// Personalised PageRank by power iteration over compact rows: where a walker is found who keeps coming back to given nodes.

import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";
import { HortusError } from "#kernels/errors.ts";

export interface PageRankOptions {
  /** Probability of walking on instead of coming back, 0 ≤ damping < 1. */
  readonly damping: number;
  /** Stops when the sum of absolute changes is below it; the result is then within tolerance·damping/(1−damping) in that norm. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/**
 * p = (1 − d)·s + d·(Pᵀp + dangling(p)·s), with P the strengths normalised by row; a node without links returns to the start nodes.
 * Page, Brin, Motwani & Winograd (1999), sec. 6; Haveliwala (2002).
 * @param start  (n,) weight of coming back to each node, ≥ 0; normalised here; all zero gives all zero
 * @returns (n,) probabilities that sum to 1
 * @throws `kernel.shape` when start is not one number for each node; `kernel.value` for a negative or NaN weight or damping outside [0, 1)
 */
export function personalisedPageRank(rows: Adjacency, start: Float64Array, options: PageRankOptions): Float64Array {
  const nodes = rows.offsets.length - 1;
  const { damping, tolerance = 1e-8, maxIterations = 200 } = options;
  const restart = normalised(nodes, start, damping);
  if (restart === null) return new Float64Array(nodes);
  const rowSum = rowSums(rows);
  let rank = restart.slice();
  let next = new Float64Array(nodes);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const dangling = spread(rows, rowSum, rank, next);
    let change = 0;
    for (let node = 0; node < nodes; node++) {
      const value = (1 - damping) * restart[node]! + damping * (next[node]! + dangling * restart[node]!);
      change += Math.abs(value - rank[node]!);
      next[node] = value;
    }
    [rank, next] = [next, rank];
    if (change < tolerance) break;
  }
  return rank;
}

export interface NearPageRankOptions {
  readonly damping: number;
  /** What may be left lying at a node for each link it has, > 0. */
  readonly least: number;
}

/**
 * The same, looking only at what lies near the start nodes: what a node holds is handed on as long as it is at least `least` times its links.
 * At most 1/((1 − d)·least) links are looked at, however large the graph. Andersen, Chung & Lang (2006), FOCS, ApproximatePageRank.
 * @param rows  symmetric
 * @returns (n,) probabilities, none larger than the exact one; their sum is short of 1 by what was left lying
 * @throws as `personalisedPageRank`
 */
export function nearPageRank(rows: Adjacency, start: Float64Array, { damping, least }: NearPageRankOptions): Float64Array {
  const nodes = rows.offsets.length - 1;
  const left = normalised(nodes, start, damping);
  const rank = new Float64Array(nodes);
  if (left === null) return rank;
  const restart: (readonly [node: number, weight: number])[] = [];
  for (let node = 0; node < nodes; node++) if (left[node]! > 0) restart.push([node, left[node]!]);
  const waiting = new Uint8Array(nodes);
  const queue: number[] = [];
  const offer = (node: number): void => {
    if (waiting[node] === 1 || left[node]! < least * Math.max(1, degree(rows, node))) return;
    waiting[node] = 1;
    queue.push(node);
  };
  for (const [node] of restart) offer(node);
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]!;
    waiting[node] = 0;
    const held = left[node]!;
    left[node] = 0;
    rank[node]! += (1 - damping) * held;
    handOn(rows, node, damping * held, restart, (target, share) => {
      left[target]! += share;
      offer(target);
    });
  }
  return rank;
}

/** Over a node's links by their strength; back to the start from one that has none. */
function handOn(
  { offsets, targets, strength }: Adjacency,
  node: number,
  held: number,
  restart: readonly (readonly [node: number, weight: number])[],
  give: (target: number, share: number) => void,
): void {
  const [first, end] = [offsets[node]!, offsets[node + 1]!];
  let sum = 0;
  for (let slot = first; slot < end; slot++) sum += strength[slot]!;
  if (sum === 0) for (const [target, weight] of restart) give(target, held * weight);
  else for (let slot = first; slot < end; slot++) give(targets[slot]!, (held * strength[slot]!) / sum);
}

/** next = Pᵀ·rank; answers the mass on nodes without links. */
function spread(rows: Adjacency, rowSum: Float64Array, rank: Float64Array, next: Float64Array): number {
  next.fill(0);
  const { offsets, targets, strength } = rows;
  let dangling = 0;
  for (let node = 0; node < rank.length; node++) {
    const mass = rank[node]!;
    if (mass === 0) continue;
    if (rowSum[node] === 0) {
      dangling += mass;
      continue;
    }
    const share = mass / rowSum[node]!;
    const end = offsets[node + 1]!;
    for (let slot = offsets[node]!; slot < end; slot++) next[targets[slot]!]! += share * strength[slot]!;
  }
  return dangling;
}

function rowSums(rows: Adjacency): Float64Array {
  const sums = new Float64Array(rows.offsets.length - 1);
  for (let node = 0; node < sums.length; node++) {
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) sums[node]! += rows.strength[slot]!;
  }
  return sums;
}

function normalised(nodes: number, start: Float64Array, damping: number): Float64Array | null {
  if (start.length !== nodes) throw new HortusError("kernel.shape", `${start.length} start weights for ${nodes} nodes.`, { nodes });
  if (!(damping >= 0 && damping < 1)) throw new HortusError("kernel.value", `Damping must be in [0, 1), not ${damping}.`, { damping });
  let total = 0;
  for (let node = 0; node < nodes; node++) {
    const weight = start[node]!;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new HortusError("kernel.value", `A start weight is ${weight}; it must be finite and ≥ 0.`, {});
    }
    total += weight;
  }
  if (total === 0) return null;
  const shares = start.slice();
  for (let node = 0; node < nodes; node++) shares[node]! /= total;
  return shares;
}
