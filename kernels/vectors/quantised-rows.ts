// Rows kept as bytes, a quarter of their size, to find the few that can be among the nearest: those are then compared as they are.
// It answers candidates, never scores: what is left out is proven not to belong.

import { HortusError } from "#kernels/errors.ts";
import { type Int8Scan, int8Scan, LANES } from "#kernels/vectors/int8-scan.ts";
import { LargestValues } from "#kernels/vectors/top-k.ts";

const MOST = 127;
const MOST_INT16 = 32767;
const MOST_INT32 = 2147483647;
const PAGE_BYTES = 65536;
/** Sums of d products in double precision are off by less than this share of ‖v‖·‖x‖. */
const ROUNDING = 1e-12;

/**
 * v ≈ s·q with q in −127 … 127 and s = max|v| / 127 for each row, and likewise x ≈ t·p in 16 bits for the query. Then
 * |v·x − s·t·(q·p)| ≤ ‖v − s·q‖·‖x‖ + ‖s·q‖·‖x − t·p‖: the first factor is kept for each row, so that every score has a lower and an upper
 * bound (Cauchy and Schwarz). A row whose upper bound lies below the k-th largest lower bound is not among the k nearest.
 */
export class QuantisedRows {
  readonly #scan: Int8Scan["scan"];
  readonly #rows: number;
  readonly #d: number;
  /** d, padded with zeros to whole lanes */
  readonly #width: number;
  /** (width,), (rows,), (rows, width): all in the module's memory */
  readonly #query: Int16Array;
  readonly #products: Int32Array;
  readonly #bytes: Int8Array;
  /** (rows,) each: s, and ‖v − s·q‖ rounded up */
  readonly #scale: Float32Array;
  readonly #error: Float32Array;
  /** The largest ‖s·q‖. */
  #norm = 0;

  /** Rows are zero until they are put. @param d  at least 1 */
  constructor(rows: number, d: number) {
    const { memory, scan } = int8Scan();
    this.#scan = scan;
    this.#rows = rows;
    this.#d = d;
    this.#width = Math.ceil(d / LANES) * LANES;
    const products = 2 * this.#width;
    const bytes = Math.ceil((products + 4 * rows) / LANES) * LANES;
    memory.grow(Math.ceil((bytes + rows * this.#width) / PAGE_BYTES));
    this.#query = new Int16Array(memory.buffer, 0, this.#width);
    this.#products = new Int32Array(memory.buffer, products, rows);
    this.#bytes = new Int8Array(memory.buffer, bytes, rows * this.#width);
    this.#scale = new Float32Array(rows);
    this.#error = new Float32Array(rows);
  }

  /** Bytes that rows of this width take, about. */
  static bytesFor(rows: number, d: number): number {
    return rows * (Math.ceil(d / LANES) * LANES + 12);
  }

  /** @param vector  (d,) finite. @throws `kernel.value` when a number is not finite */
  put(row: number, vector: Float32Array): void {
    const first = row * this.#width;
    const { scale, error, norm } = quantise(vector, this.#bytes.subarray(first, first + this.#d), MOST);
    if (!Number.isFinite(norm)) throw new HortusError("kernel.value", `Row ${row} holds a number that is not finite.`, { row });
    this.#scale[row] = scale;
    this.#error[row] = error * (1 + 1e-6);
    this.#norm = Math.max(this.#norm, norm);
  }

  /**
   * Rows that hold all of the k nearest to the query by dot product, and of those that are as near as the last, in row order.
   * @param query   (d,)
   * @param accept  which rows there are for this query; asked only of rows that may belong
   * @throws `kernel.shape` for a query of another length; `kernel.value` when a number of it is not finite
   */
  candidates(query: Float32Array, k: number, accept?: (row: number) => boolean): readonly number[] {
    if (query.length !== this.#d) {
      throw new HortusError("kernel.shape", `A query of ${query.length} numbers for rows of ${this.#d}.`, {
        query: query.length,
        d: this.#d,
      });
    }
    if (k <= 0 || this.#rows === 0) return [];
    const most = Math.min(MOST_INT16, Math.floor(MOST_INT32 / (MOST * this.#width)));
    const asked = quantise(query, this.#query.subarray(0, this.#d), most);
    if (!Number.isFinite(asked.norm)) throw new HortusError("kernel.value", "The query holds a number that is not finite.", {});
    this.#scan(this.#bytes.byteOffset, this.#query.byteOffset, this.#products.byteOffset, this.#rows, this.#width);
    return this.#within(asked, k, accept);
  }

  /** Two passes over plain arrays: the k-th largest of what rows are worth at least, then which rows can be worth as much. */
  #within(asked: Quantised, k: number, accept: (row: number) => boolean = () => true): readonly number[] {
    const [rows, products, scales, errors] = [this.#rows, this.#products, this.#scale, this.#error];
    const length = asked.norm + asked.error;
    const everywhere = this.#norm * (asked.error + ROUNDING * length);
    const best = new LargestValues(Math.min(k, rows));
    let bar = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < rows; row++) {
      const least = products[row]! * scales[row]! * asked.scale - errors[row]! * length;
      if (least > bar) bar = best.offer(row, least, accept);
    }
    const enough = bar - 2 * everywhere;
    const found: number[] = [];
    for (let row = 0; row < rows; row++) {
      if (products[row]! * scales[row]! * asked.scale + errors[row]! * length >= enough && accept(row)) found.push(row);
    }
    return found;
  }
}

interface Quantised {
  readonly scale: number;
  /** ‖v − s·q‖ */
  readonly error: number;
  /** ‖s·q‖; NaN or infinite when a number is not finite */
  readonly norm: number;
}

/** Writes the nearest whole multiples of the scale, which is a float32. */
function quantise(vector: Float32Array, into: Int8Array | Int16Array, most: number): Quantised {
  let peak = 0;
  for (let i = 0; i < vector.length; i++) peak = Math.max(peak, Math.abs(vector[i]!));
  // Too small a peak for a float32 to divide by counts as nothing: the error has all of it.
  const scale = Math.fround(peak / most);
  const by = scale > 1e-30 ? 1 / scale : 0;
  let error = 0;
  let norm = 0;
  for (let i = 0; i < vector.length; i++) {
    const whole = Math.max(-most, Math.min(most, Math.round(vector[i]! * by)));
    into[i] = whole;
    const kept = whole * scale;
    error += (vector[i]! - kept) ** 2;
    norm += kept ** 2;
  }
  return { scale, error: Math.sqrt(error), norm: Math.sqrt(norm) };
}
