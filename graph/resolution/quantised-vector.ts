// Term vectors as small integers, so that a similarity is exact: no sampling, no training, no order of summation decides.

/** A quantised vector: `values` in −127…127, and the sum of their squares. */
export interface QuantisedVector {
  readonly values: Int8Array;
  readonly squares: number;
}

/** Scaled so that the largest component is ±127. @param vector (n,) not all zero */
export function quantise(vector: Float32Array): QuantisedVector {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const values = Int8Array.from(vector, (value) => (largest === 0 ? 0 : Math.round((value / largest) * 127)));
  let squares = 0;
  for (const value of values) squares += value * value;
  return { values, squares };
}

/** Cosine in thousandths, rounded down: integers throughout but for one correctly rounded root and quotient, so every machine agrees. */
export function similarity(a: QuantisedVector, b: QuantisedVector): number {
  let dot = 0;
  for (let index = 0; index < a.values.length; index++) dot += a.values[index]! * b.values[index]!;
  return dot <= 0 ? 0 : Math.floor((1000 * dot) / Math.sqrt(a.squares * b.squares));
}
