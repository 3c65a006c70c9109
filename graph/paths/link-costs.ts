// What a step costs: the one place where support becomes distance. A better supported link is shorter, a hub in between is longer.

import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import type { Costs } from "#kernels/compact-graph/shortest-path.ts";

/** Each further step halves a path's score: a chain of three is believed less than a chain of two. */
export const STEP_COST = Math.LN2;

/**
 * Damping of the degree of concepts in between, as in degree-weighted path counts: a path through a concept with d links is worth
 * d^−0.4 of one through a concept with a single link. Himmelstein & Baranzini (2015), doi:10.1371/journal.pcbi.1004259.
 */
export const HUB_DAMPING = 0.4;

/** What passing through common ground costs ("temperature", "analysis"): as much as a link a tenth as strong. */
const COMMON_GROUND = Math.LN10;

/** Weight of "unlike the goal" in semantic paths: a concept orthogonal to the goal costs as much as about two more steps. */
const SEMANTIC_WEIGHT = 1.5;

/**
 * cost(link) = −ln(strength) + ln 2; cost(concept in between) = 0.4·ln(degree), and ln 10 more for common ground, dimensionless (nats).
 * So a path's score exp(−cost) = Π strength · 2^−steps · Π degree^−0.4 · 10^−common, in (0, ½].
 */
export function linkCosts(rows: Adjacency, isCommon: (node: number) => boolean = () => false): Costs {
  const slot = new Float64Array(rows.strength.length);
  for (let at = 0; at < slot.length; at++) slot[at] = STEP_COST - Math.log(Math.min(1, rows.strength[at]!));
  const node = new Float64Array(rows.offsets.length - 1);
  for (let at = 0; at < node.length; at++) {
    node[at] = HUB_DAMPING * Math.log(Math.max(1, rows.offsets[at + 1]! - rows.offsets[at]!)) + (isCommon(at) ? COMMON_GROUND : 0);
  }
  return { slot, node };
}

/**
 * The same, and 1.5·(1 − cosine to the goal) for every concept in between; a concept without a vector counts as cosine 0.
 * @param similarity  (n,) cosine of each concept to the goal, NaN where unknown
 */
export function semanticCosts(costs: Costs, similarity: Float32Array): Costs {
  const node = costs.node.map((cost, at) => cost + SEMANTIC_WEIGHT * (1 - Math.max(0, similarity[at] || 0)));
  return { slot: costs.slot, node };
}

/** exp(−cost): 1 is certain, 0 is nothing. */
export function scoreOfCost(cost: number): number {
  return Math.exp(-cost);
}
