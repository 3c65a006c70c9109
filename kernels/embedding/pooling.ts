// From hidden states to one unit vector for each text, in double precision and in a fixed order, so that the bits do not vary.

/**
 * Mean over a text's tokens, then division by the length: v = Σₜ hₜ / ‖Σₜ hₜ‖ (the 1/tokens cancels).
 * @param hidden  (B·tokens, width) row-major, `tokens` consecutive rows for each text
 * @param row     which text, 0…B−1
 * @returns (width,) of length 1, or zeros when the sum is zero
 */
export function meanPoolUnit(hidden: Float32Array, row: number, tokens: number, width: number): Float32Array {
  const sum = new Float64Array(width);
  const start = row * tokens * width;
  for (let token = 0; token < tokens; token++) {
    const at = start + token * width;
    for (let i = 0; i < width; i++) sum[i]! += hidden[at + i]!;
  }
  let squares = 0;
  for (let i = 0; i < width; i++) squares += sum[i]! * sum[i]!;
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  return Float32Array.from(sum, (value) => value * scale);
}
