// What the model believes about the next token: log-probability and entropy of the whole distribution, before any change to it.

import { HortusError } from "#kernels/errors.ts";

/** Terms below max − 30 are left out: together less than 49,152·e⁻³⁰ ≈ 5·10⁻⁹ of the sum. */
const NEGLIGIBLE = -30;

export interface Distribution {
  /** log Σᵢ exp(logitᵢ), nats. */
  readonly logSum: number;
  /** −Σᵢ pᵢ·log pᵢ, nats. */
  readonly entropy: number;
}

/**
 * H = log Z − Σᵢ pᵢ·(xᵢ − max), with Z relative to the maximum.
 * @param logits  (vocabulary,), nats up to a constant; −Infinity is a token that cannot be
 * @throws `kernel.value` when a logit is NaN or +Infinity, or all are −Infinity
 */
export function distributionOf(logits: Float32Array): Distribution {
  const max = maximum(logits);
  let sum = 0;
  let weighted = 0;
  for (let i = 0; i < logits.length; i++) {
    const relative = logits[i]! - max;
    if (relative < NEGLIGIBLE) continue;
    const term = Math.exp(relative);
    sum += term;
    weighted += term * relative;
  }
  const logZ = Math.log(sum);
  return { logSum: max + logZ, entropy: Math.max(0, logZ - weighted / sum) };
}

/**
 * The largest logit, which is finite: a NaN among numbers would else hide in comparisons, which it never wins.
 * @throws `kernel.value` when a logit is NaN or +Infinity, or all are −Infinity
 */
export function maximum(logits: Float32Array): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logits.length; i++) {
    const value = logits[i]!;
    if (value > max) max = value;
    else if (Number.isNaN(value)) throw new HortusError("kernel.value", `The logit of token ${i} is not a number.`, { id: i });
  }
  if (Number.isFinite(max)) return max;
  throw new HortusError("kernel.value", `No token can be drawn from these logits: the largest is ${max}.`);
}
