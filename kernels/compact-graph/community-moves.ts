// The two steps of Leiden on one level: nodes move to the group they gain most from, and every group is built anew from connected parts.

import { identity } from "#kernels/compact-graph/compact-graph.ts";
import type { WeightedRows } from "#kernels/compact-graph/weighted-rows.ts";

/** Share of a node's mass that a move must gain at least, so that rounding alone moves nothing for ever. */
const LEAST_GAIN = 1e-10;

/** Strength from one node to each group near it: (n,) by group, and the groups it reached. Empty between uses. */
interface Reach {
  readonly strength: Float64Array;
  readonly groups: Uint32Array;
}

/**
 * Moves nodes, in place, until none gains or so many were looked at: gain(v → c) = w(v, c) − γ·k_v·K_c/2m, K_c without v; an empty group gains 0.
 * Neighbours left outside are looked at again (queue). Among equal gains a node stays, else takes the smaller group number.
 * Traag, Waltman & van Eck (2019), Scientific Reports 9:5233, MoveNodesFast. Some O(m) for each time a node is looked at.
 * @param of     (n,) group of each node, < n
 * @param price  γ/2m, 1/strength
 * @param order  (n,) the order in which nodes are first looked at
 * @param looks  at most; each node is looked at once at least
 */
export function moveNodes(rows: WeightedRows, of: Uint32Array, price: number, order: Uint32Array, looks = Number.POSITIVE_INFINITY): void {
  const { nodes, offsets, targets } = rows;
  const [mass, sizes] = groupTotals(rows, of);
  const free: number[] = [];
  for (let group = nodes - 1; group >= 0; group--) if (sizes[group] === 0) free.push(group);
  const reach = emptyReach(nodes);
  const waiting = new Uint8Array(nodes).fill(1);
  const queue = order.slice();
  for (let head = 0, left = nodes, seen = 0; left > 0 && (seen < looks || seen < nodes); left--, seen++) {
    const node = queue[head]!;
    head = head + 1 === nodes ? 0 : head + 1;
    waiting[node] = 0;
    const from = of[node]!;
    const to = bestGroup(rows, of, node, price, mass, reach) ?? (sizes[from] === 1 ? from : free.pop()!);
    if (to === from) continue;
    mass[from]! -= rows.mass[node]!;
    mass[to]! += rows.mass[node]!;
    sizes[to]!++;
    if (--sizes[from]! === 0) free.push(from);
    of[node] = to;
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      const next = targets[slot]!;
      if (waiting[next] === 1 || of[next] === to) continue;
      waiting[next] = 1;
      queue[(head + left++ - 1) % nodes] = next;
    }
  }
}

/** The group a node gains most from, or null when it gains most alone. */
function bestGroup(rows: WeightedRows, of: Uint32Array, node: number, price: number, mass: Float64Array, reach: Reach): number | null {
  const own = rows.mass[node]!;
  const from = of[node]!;
  const count = reachOf(rows, of, node, reach);
  let best: number | null = from;
  let gain = reach.strength[from]! - price * own * (mass[from]! - own) + LEAST_GAIN * own;
  for (let index = 0; index < count; index++) {
    const group = reach.groups[index]!;
    const candidate = reach.strength[group]! - price * own * mass[group]!;
    reach.strength[group] = 0;
    if (group === from || candidate < gain || (candidate === gain && (best === from || group > best))) continue;
    [best, gain] = [group, candidate];
  }
  return gain < 0 ? null : best;
}

/** Sums the node's row by group; answers how many groups it reaches. */
function reachOf(rows: WeightedRows, of: Uint32Array, node: number, reach: Reach): number {
  const { offsets, targets, weight } = rows;
  let count = 0;
  const end = offsets[node + 1]!;
  for (let slot = offsets[node]!; slot < end; slot++) {
    const group = of[targets[slot]!]!;
    if (weight[slot] === 0) continue;
    if (reach.strength[group] === 0) reach.groups[count++] = group;
    reach.strength[group]! += weight[slot]!;
  }
  return count;
}

/**
 * Groups inside the groups: from single nodes, each that is well connected to its group joins the part it gains most from, along a link,
 * so that every part is connected. A set S is well connected in C when w(S, C−S) ≥ γ·K_S·(K_C − K_S)/2m.
 * Traag et al. (2019), RefinePartition, with θ → 0: the best part instead of a drawn one; among equals the smaller number.
 * @returns (n,) part of each node, < n
 */
export function refineGroups(rows: WeightedRows, of: Uint32Array, price: number, order: Uint32Array): Uint32Array {
  const [groupMass] = groupTotals(rows, of);
  const part = identity(rows.nodes);
  const mass = rows.mass.slice();
  const outward = outwardStrength(rows, of);
  const joined = new Uint8Array(rows.nodes);
  const reach = emptyReach(rows.nodes);
  const isWell = (set: number, whole: number): boolean => outward[set]! >= price * mass[set]! * (whole - mass[set]!);
  for (const node of order) {
    const whole = groupMass[of[node]!]!;
    if (joined[node] === 1 || !isWell(node, whole)) continue;
    const count = reachOf(rows, part, node, reach);
    let best = node;
    let [gain, strength] = [LEAST_GAIN * mass[node]!, 0];
    for (let index = 0; index < count; index++) {
      const other = reach.groups[index]!;
      const candidate = reach.strength[other]! - price * mass[node]! * mass[other]!;
      const isBetter = candidate > gain || (candidate === gain && best !== node && other < best);
      if (of[other] === of[node] && isBetter && isWell(other, whole)) [best, gain, strength] = [other, candidate, reach.strength[other]!];
      reach.strength[other] = 0;
    }
    if (best === node) continue;
    part[node] = best;
    joined[node] = joined[best] = 1;
    mass[best]! += mass[node]!;
    outward[best]! += outward[node]! - 2 * strength;
  }
  return part;
}

/** (n,) strength from each node to others of its group */
function outwardStrength(rows: WeightedRows, of: Uint32Array): Float64Array {
  const outward = new Float64Array(rows.nodes);
  for (let node = 0; node < rows.nodes; node++) {
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      if (of[rows.targets[slot]!] === of[node]) outward[node]! += rows.weight[slot]!;
    }
  }
  return outward;
}

function groupTotals(rows: WeightedRows, of: Uint32Array): [mass: Float64Array, sizes: Uint32Array] {
  const mass = new Float64Array(rows.nodes);
  const sizes = new Uint32Array(rows.nodes);
  for (let node = 0; node < rows.nodes; node++) {
    mass[of[node]!]! += rows.mass[node]!;
    sizes[of[node]!]!++;
  }
  return [mass, sizes];
}

function emptyReach(nodes: number): Reach {
  return { strength: new Float64Array(nodes), groups: new Uint32Array(nodes) };
}
