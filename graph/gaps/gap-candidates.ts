// Pairs with no link that much leads between: found from each concept's two- and three-step neighbourhood, never from all pairs. Numbers only.

import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";

export interface CandidatePair {
  /** a < b */
  readonly a: number;
  readonly b: number;
  /** Resource that reaches b from a in two steps and, damped, in three; see `reached`. */
  readonly indirect: number;
}

export interface CandidateOptions {
  /** Pairs kept, the strongest. */
  readonly keep: number;
  /** Whether a concept may be an end of a gap at all. */
  readonly mayBeEnd: (node: number) => boolean;
  /** (n,) how much a concept in between is worth, 0–1: generic ones carry little. */
  readonly worth: Float64Array;
  /** (slots,) how much a link is worth by its kind, 0–1. */
  readonly slotWorth: Float64Array;
}

/** Three steps count this much of two: a chain of three is weaker than a shared neighbour. */
const THIRD_STEP = 0.35;
/** Nodes of the two-step neighbourhood that are walked on from: the strongest. */
const FRONTIER = 48;
/** A concept in between with more links than this says nothing about any two of them. */
const HUB = 400;

/**
 * The pairs with the largest indirect resource among those without a link, largest first; equal ones by a, then b.
 * Time is Σ over nodes of (neighbours' links), with hubs cut off: near-linear on sparse graphs.
 */
export function gapCandidates(rows: Adjacency, options: CandidateOptions): readonly CandidatePair[] {
  const nodes = rows.offsets.length - 1;
  const pairs: CandidatePair[] = [];
  for (let a = 0; a < nodes; a++) {
    if (!options.mayBeEnd(a) || degree(rows, a) === 0) continue;
    const linked = new Set(rows.targets.subarray(rows.offsets[a]!, rows.offsets[a + 1]!));
    for (const [b, indirect] of reached(rows, a, options)) {
      if (b > a && !linked.has(b) && options.mayBeEnd(b))
        pairs.push({ a, b, indirect: indirect / Math.sqrt(degree(rows, a) * degree(rows, b)) });
    }
    if (pairs.length > options.keep * 4) pairs.splice(0, pairs.length, ...strongest(pairs, options.keep));
  }
  return strongest(pairs, options.keep);
}

/**
 * Resource allocation from `a`: each step hands strength · worth of link and concept, shared out over the links of the concept in between.
 * Two steps: Zhou, Lü & Zhang (2009); the third step as in paths of length three, Kovács et al. (2019), doi:10.1038/s41467-019-09177-y.
 */
function reached(rows: Adjacency, a: number, options: CandidateOptions): ReadonlyMap<number, number> {
  const first = step(rows, new Map([[a, 1]]), a, options, false);
  const second = step(rows, first, a, options, true);
  const frontier = new Map([...second].sort(([x, p], [y, q]) => q - p || x - y).slice(0, FRONTIER));
  for (const [node, resource] of step(rows, frontier, a, options, true)) {
    second.set(node, (second.get(node) ?? 0) + THIRD_STEP * resource);
  }
  return second;
}

function step(
  rows: Adjacency,
  from: ReadonlyMap<number, number>,
  origin: number,
  options: CandidateOptions,
  share: boolean,
): Map<number, number> {
  const next = new Map<number, number>();
  for (const [node, resource] of from) {
    const links = degree(rows, node);
    if (share && links > HUB) continue;
    const handed = share ? (resource * options.worth[node]!) / links : resource;
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      const target = rows.targets[slot]!;
      if (target !== origin) next.set(target, (next.get(target) ?? 0) + handed * rows.strength[slot]! * options.slotWorth[slot]!);
    }
  }
  return next;
}

function strongest(pairs: readonly CandidatePair[], keep: number): CandidatePair[] {
  return pairs.toSorted((x, y) => y.indirect - x.indirect || x.a - y.a || x.b - y.b).slice(0, keep);
}
