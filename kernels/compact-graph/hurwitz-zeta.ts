// Hurwitz's zeta function: the sum that makes a discrete power law's probabilities add up to one.

/** B₂ⱼ/(2j)! for j = 1 … 6 */
const BERNOULLI = [1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000];
/** Terms summed one by one before the rest is estimated. */
const SUMMED = 12;

/**
 * ζ(s, q) = Σ_{k ≥ 0} (k + q)^−s for s > 1, q ≥ 1, to some 13 digits.
 * Euler–Maclaurin: Olver et al., NIST Handbook (2010), sec. 25.11(iii).
 */
export function hurwitzZeta(s: number, q: number): number {
  let sum = 0;
  for (let k = 0; k < SUMMED; k++) sum += (k + q) ** -s;
  const rest = q + SUMMED;
  sum += rest ** (1 - s) / (s - 1) + rest ** -s / 2;
  let rising = s * rest ** (-s - 1);
  for (const [index, coefficient] of BERNOULLI.entries()) {
    sum += coefficient * rising;
    const j = 2 * index + 1;
    rising *= ((s + j) * (s + j + 1)) / (rest * rest);
  }
  return sum;
}
