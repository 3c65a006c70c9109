// What every store asks of vectors before it writes them.

import { HortusError } from "#kernels/errors.ts";

export type KeyedVector = { readonly key: string; readonly vector: Float32Array };

/** @throws `kernel.shape` when one is not of so many numbers, or none are asked for */
export function refuseRagged(vectors: readonly KeyedVector[], dimensions: number): void {
  const wrong = vectors.find(({ vector }) => vector.length !== dimensions || dimensions === 0);
  if (wrong === undefined) return;
  const { key, vector } = wrong;
  const message = `The vector of “${key}” has ${vector.length} numbers where ${dimensions} are expected.`;
  throw new HortusError("kernel.shape", message, { key, length: vector.length, expected: dimensions });
}
