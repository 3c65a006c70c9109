// How whole numbers fall off: the discrete power law that fits their tail best, and whether an exponential would fit it better.

import { hurwitzZeta } from "#kernels/compact-graph/hurwitz-zeta.ts";

export interface PowerLawFit {
  /** p(x) = x^−α / ζ(α, xmin) for x ≥ xmin */
  readonly alpha: number;
  /** Standard error of α: (α − 1)/√tail. The same paper, eq. 3.2. */
  readonly error: number;
  readonly xmin: number;
  /** Kolmogorov–Smirnov distance: largest difference of the two cumulative distributions over the tail, 0 … 1. */
  readonly distance: number;
  /** Number of values ≥ xmin. */
  readonly tail: number;
  /** Against an exponential on the same tail. */
  readonly overExponential: LikelihoodRatio;
}

export interface LikelihoodRatio {
  /** Sum of log-likelihood differences / (σ·√tail), dimensionless: positive for the power law. Vuong (1989). */
  readonly ratio: number;
  /** Chance of a ratio this far from 0 if both were equally good. */
  readonly p: number;
}

/** Fewer values than this say nothing about a tail. */
const LEAST_TAIL = 10;
const ALPHA_RANGE = [1.0001, 20] as const;

/**
 * α by maximum likelihood for each xmin, and the xmin whose fit has the smallest distance (the smaller among equals).
 * Clauset, Shalizi & Newman (2009), SIAM Review 51:661, sec. 3.1–3.3; the discrete form throughout.
 * O(n log n + v²) for v distinct values.
 * @param values  whole numbers; those below 1 are passed over
 * @returns null when no xmin leaves 10 values of two kinds at least
 */
export function fitPowerLaw(values: Uint32Array): PowerLawFit | null {
  const sorted = values.filter((value) => value >= 1).sort();
  let best: Omit<PowerLawFit, "overExponential" | "error"> | null = null;
  for (let start = 0; sorted.length - start >= LEAST_TAIL; start = nextKind(sorted, start)) {
    if (sorted[start] === sorted.at(-1)) break;
    const tail = sorted.subarray(start);
    const alpha = likeliestAlpha(tail);
    const distance = distanceTo(tail, alpha);
    if (best === null || distance < best.distance) best = { alpha, xmin: tail[0]!, distance, tail: tail.length };
  }
  if (best === null) return null;
  const overExponential = againstExponential(sorted.subarray(sorted.length - best.tail), best.alpha);
  return { ...best, error: (best.alpha - 1) / Math.sqrt(best.tail), overExponential };
}

/** Place of the first value larger than the one at `start`. */
function nextKind(sorted: Uint32Array, start: number): number {
  let place = start;
  while (place < sorted.length && sorted[place] === sorted[start]) place++;
  return place;
}

function meanOf(tail: Uint32Array, term: (value: number) => number): number {
  let sum = 0;
  for (const value of tail) sum += term(value);
  return sum / tail.length;
}

/** Maximum of −ln ζ(α, xmin) − α·⟨ln x⟩, which is concave in α: golden section. The same, eq. 3.5. */
function likeliestAlpha(tail: Uint32Array): number {
  const meanLog = meanOf(tail, Math.log);
  const cost = (alpha: number): number => Math.log(hurwitzZeta(alpha, tail[0]!)) + alpha * meanLog;
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = ALPHA_RANGE as readonly [number, number];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [leftCost, rightCost] = [cost(left), cost(right)];
  while (high - low > 1e-9) {
    if (leftCost < rightCost) {
      [high, right, rightCost] = [right, left, leftCost];
      left = high - golden * (high - low);
      leftCost = cost(left);
    } else {
      [low, left, leftCost] = [left, right, rightCost];
      right = low + golden * (high - low);
      rightCost = cost(right);
    }
  }
  return (low + high) / 2;
}

/** max |S(x) − P(x)| over every whole x from xmin on: between values seen it is largest at the ends, so those are looked at. */
function distanceTo(tail: Uint32Array, alpha: number): number {
  const whole = hurwitzZeta(alpha, tail[0]!);
  let distance = 0;
  for (let start = 0; start < tail.length; ) {
    const end = nextKind(tail, start);
    const upTo = 1 - hurwitzZeta(alpha, tail[start]! + 1) / whole;
    const before = 1 - hurwitzZeta(alpha, tail[start]!) / whole;
    distance = Math.max(distance, Math.abs(end / tail.length - upTo), Math.abs(start / tail.length - before));
    start = end;
  }
  return distance;
}

/** The exponential p(x) = (1 − e^−λ)·e^−λ(x − xmin) has its likeliest λ = ln(1 + 1/(⟨x⟩ − xmin)). The same, appendix C. */
function againstExponential(tail: Uint32Array, alpha: number): LikelihoodRatio {
  const xmin = tail[0]!;
  const rate = Math.log1p(1 / (meanOf(tail, (value) => value) - xmin));
  const logZeta = Math.log(hurwitzZeta(alpha, xmin));
  const difference = (value: number): number => -alpha * Math.log(value) - logZeta - (Math.log(-Math.expm1(-rate)) - rate * (value - xmin));
  const mean = meanOf(tail, difference);
  const variance = meanOf(tail, (value) => (difference(value) - mean) ** 2);
  const ratio = variance === 0 ? 0 : (mean * Math.sqrt(tail.length)) / Math.sqrt(variance);
  return { ratio, p: complementaryError(Math.abs(ratio) / Math.SQRT2) };
}

/** erfc(x) for x ≥ 0, relative error below 1.2·10⁻⁷. Press et al., Numerical Recipes in C, 2nd ed. (1992), sec. 6.2, erfcc. */
function complementaryError(x: number): number {
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
  ];
  return t * Math.exp(-x * x + terms.reduceRight((sum, term) => sum * t + term, 0));
}
