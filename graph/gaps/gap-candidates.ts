// Pairs with no link that much leads between: found from each concept's two- and three-step neighbourhood, never from all pairs. Numbers only.

import { setImmediate } from "node:timers/promises";
import { ResourceSpread } from "#graph/gaps/resource-spread.ts";
import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";

export interface CandidatePair {
  /** a < b */
  readonly a: number;
  readonly b: number;
  /** Resource that reaches b from a (see `ResourceSpread`), over √(links of a · links of b), times the worth of both. */
  readonly indirect: number;
}

export interface CandidateOptions {
  /** Pairs kept, the strongest. */
  readonly keep: number;
  /** Whether a concept may be an end of a gap at all. */
  readonly mayBeEnd: (node: number) => boolean;
  /** (n,) how much a concept is worth, at an end and in between, 0–1: generic ones carry little. */
  readonly worth: Float64Array;
  /** (slots,) how much a link is worth by its kind, 0–1. */
  readonly slotWorth: Float64Array;
  /** Links looked at in all, default 20 million (some seconds): in a larger garden the worthiest, best linked concepts are searched from. */
  readonly budget?: number;
}

const BUDGET = 20_000_000;
/** Links looked at between which other work gets its turn: some hundredths of a second. */
const TURN = 100_000;

/**
 * The pairs with the largest indirect resource among those without a link, largest first; equal ones by a, then b.
 * Time is Σ over nodes of (neighbours' links), with hubs cut off and the budget as its bound.
 */
export async function gapCandidates(rows: Adjacency, options: CandidateOptions): Promise<readonly CandidatePair[]> {
  const { worth } = options;
  const spread = new ResourceSpread(rows, options);
  let pairs: CandidatePair[] = [];
  let least = 0;
  /** A pair hands the same resource both ways, so it is kept from the end that is searched first. */
  const searched = new Uint8Array(rows.offsets.length - 1);
  let turn = TURN;
  for (const a of sources(rows, options)) {
    if (spread.looked >= (options.budget ?? BUDGET)) break;
    if (spread.looked >= turn) {
      turn = spread.looked + TURN;
      await setImmediate();
    }
    const linked = new Set(rows.targets.subarray(rows.offsets[a]!, rows.offsets[a + 1]!));
    searched[a] = 1;
    spread.from(a, (b, resource) => {
      const indirect = (resource * worth[a]! * worth[b]!) / Math.sqrt(degree(rows, a) * degree(rows, b));
      if (indirect < least || searched[b] === 1 || linked.has(b) || !options.mayBeEnd(b)) return;
      pairs.push({ a: Math.min(a, b), b: Math.max(a, b), indirect });
    });
    if (pairs.length <= options.keep * 4) continue;
    pairs = strongest(pairs, options.keep);
    least = pairs.at(-1)!.indirect;
  }
  return strongest(pairs, options.keep);
}

/** Possible ends, those worth most and linked best first: where the budget does not suffice, it goes to them. */
function sources(rows: Adjacency, { mayBeEnd, worth }: CandidateOptions): readonly number[] {
  const nodes: number[] = [];
  for (let node = 0; node < worth.length; node++) if (degree(rows, node) > 0 && mayBeEnd(node)) nodes.push(node);
  const value = worth.map((own, node) => own * Math.log1p(degree(rows, node)));
  return nodes.sort((x, y) => value[y]! - value[x]! || x - y);
}

function strongest(pairs: readonly CandidatePair[], keep: number): CandidatePair[] {
  return pairs.toSorted((x, y) => y.indirect - x.indirect || x.a - y.a || x.b - y.b).slice(0, keep);
}
