// Draws one token from logits: penalty, temperature, top-k, top-p. The draw depends on its seed and position only.

import { maximum } from "#kernels/decode/distribution.ts";
import { HortusError } from "#kernels/errors.ts";

export interface SamplingOptions {
  /** 0 is greedy. */
  readonly temperature: number;
  /** Keep the smallest set of best tokens with at least this probability, 0 < topP ≤ 1. Holtzman et al. (2020), arXiv:1904.09751. */
  readonly topP?: number | undefined;
  /** Keep this many best tokens, ≥ 1. */
  readonly topK?: number | undefined;
  /** Divides positive (multiplies negative) logits of tokens already generated; 1 changes nothing. Keskar et al. (2019), arXiv:1909.05858. */
  readonly repetitionPenalty?: number | undefined;
}

interface Candidate {
  readonly id: number;
  /** Relative to the best token, after temperature: exp of it is an unnormalised probability. */
  readonly weight: number;
}

/** @throws `input.invalid` naming the setting that is out of range */
export function checkSampling(options: SamplingOptions & { readonly seed: number }): void {
  const { temperature, topP, topK, repetitionPenalty, seed } = options;
  const refuse = (setting: string, range: string): never => {
    throw new HortusError("input.invalid", `The sampling setting ${setting} must be ${range}.`, { setting });
  };
  if (!Number.isSafeInteger(seed)) refuse("seed", "a whole number");
  if (!(temperature >= 0 && temperature < Number.POSITIVE_INFINITY)) refuse("temperature", "0 or more");
  if (topP !== undefined && !(topP > 0 && topP <= 1)) refuse("topP", "above 0 and at most 1");
  if (topK !== undefined && !(Number.isInteger(topK) && topK >= 1)) refuse("topK", "a whole number of at least 1");
  if (repetitionPenalty !== undefined && !(repetitionPenalty > 0 && repetitionPenalty < Number.POSITIVE_INFINITY))
    refuse("repetitionPenalty", "above 0");
}

/** Lowers the logits of these tokens in place. */
export function penalise(logits: Float32Array, generated: Iterable<number>, penalty: number): void {
  for (const id of new Set(generated)) logits[id] = logits[id]! > 0 ? logits[id]! / penalty : logits[id]! * penalty;
}

/**
 * @param logits   (vocabulary,); −Infinity where a token may not be drawn
 * @param uniform  in [0, 1): which of the remaining tokens, in order of probability (all of them: in order of id)
 * @throws `kernel.value` when no token may be drawn, or a logit is NaN or +Infinity
 */
export function drawToken(logits: Float32Array, options: SamplingOptions, uniform: number): number {
  const max = maximum(logits);
  if (options.temperature === 0 || options.topK === 1) return logits.indexOf(max);
  const candidates = keep(candidatesOf(logits, max, options.temperature), options);
  let total = 0;
  for (const { weight } of candidates) total += weight;
  let left = uniform * total;
  for (const { id, weight } of candidates) {
    left -= weight;
    if (left < 0) return id;
  }
  return candidates.at(-1)!.id;
}

/** A number in [0, 1) that depends on seed and position only: two rounds of MurmurHash3's finaliser (Appleby, public domain). */
export function uniformAt(seed: number, position: number): number {
  const low = finalise(finalise(seed | 0) ^ Math.imul(position + 1, 0x9e3779b9) ^ Math.imul(Math.floor(seed / 2 ** 32) | 0, 0x85ebca6b));
  const high = finalise(low ^ 0x27d4eb2f);
  return ((low >>> 5) * 2 ** 26 + (high >>> 6)) / 2 ** 53;
}

function finalise(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Tokens with any chance worth drawing: at least e⁻³⁰ of the best one's. */
function candidatesOf(logits: Float32Array, max: number, temperature: number): Candidate[] {
  const floor = max - 30 * temperature;
  const candidates: Candidate[] = [];
  for (let id = 0; id < logits.length; id++) {
    if (logits[id]! >= floor) candidates.push({ id, weight: Math.exp((logits[id]! - max) / temperature) });
  }
  return candidates;
}

/** The best `topK`, then the fewest of these that reach `topP` of their sum. */
function keep(candidates: Candidate[], { topK, topP }: SamplingOptions): readonly Candidate[] {
  if (topK === undefined && (topP === undefined || topP === 1)) return candidates;
  candidates.sort((a, b) => b.weight - a.weight || a.id - b.id);
  const best = topK === undefined ? candidates : candidates.slice(0, topK);
  if (topP === undefined || topP === 1) return best;
  const wanted = topP * best.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  const last = best.findIndex(({ weight }) => {
    reached += weight;
    return reached >= wanted;
  });
  return last < 0 ? best : best.slice(0, last + 1);
}
