// Rotary positions: the row order GGUF stores, and the tables of angles. Su et al. (2021), arXiv:2104.09864, eq. 34.

/**
 * GGUF keeps the rows of attn_q and attn_k in (pair, half) order inside each head; rotation of halves wants (half, pair).
 * @returns (rows,) for each wanted row, the row of the file: out[h, half, pair] = h·d + 2·pair + half
 */
export function rotaryRowOrder(rows: number, headSize: number): Int32Array {
  const order = new Int32Array(rows);
  const pairs = headSize / 2;
  for (let row = 0; row < rows; row++) {
    const head = Math.floor(row / headSize);
    const within = row % headSize;
    order[row] = head * headSize + 2 * (within % pairs) + Math.floor(within / pairs);
  }
  return order;
}

/**
 * cos and sin of position · base^(−2i/headSize), i = 0…headSize/2 − 1; angles in radians, computed in double precision.
 * @returns two tables (positions, headSize/2) row-major
 */
export function rotaryTables(
  positions: number,
  headSize: number,
  base: number,
): { readonly cos: Float32Array; readonly sin: Float32Array } {
  const pairs = headSize / 2;
  const cos = new Float32Array(positions * pairs);
  const sin = new Float32Array(positions * pairs);
  for (let pair = 0; pair < pairs; pair++) {
    const frequency = Math.fround(base ** ((-2 * pair) / headSize));
    for (let position = 0; position < positions; position++) {
      const angle = Math.fround(position * frequency);
      cos[position * pairs + pair] = Math.cos(angle);
      sin[position * pairs + pair] = Math.sin(angle);
    }
  }
  return { cos, sin };
}
