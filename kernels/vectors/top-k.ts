// Exact search: the k rows of a matrix with the largest dot product, the matrix whole or in parts. No index and no approximation.

import { HortusError } from "#kernels/errors.ts";

export interface ScoredRow {
  readonly row: number;
  /** Dot product; the cosine when rows and query have length 1. */
  readonly score: number;
}

/**
 * The k largest of matrix · query, best first; equal scores in row order.
 * @param matrix  (rows, d) row-major, d = query.length
 * @param query   (d,)
 * @param k       whole number ≥ 0; more than there are rows gives all rows
 * @throws `kernel.shape` when the matrix is no whole number of rows; `kernel.value` when a score is NaN or k is not a count
 */
export function topK(matrix: Float32Array, query: Float32Array, k: number): readonly ScoredRow[] {
  const best = new TopRows(query, k);
  best.scan(matrix);
  return best.sorted();
}

/**
 * `topK` over a matrix that comes in parts: rows are numbered on from part to part. Rows that `accept` refuses are passed over; it is asked
 * only of rows that would come in, so that a dear question is put seldom.
 */
export class TopRows {
  readonly #query: Float32Array;
  readonly #best: LargestValues;
  #rows = 0;

  constructor(query: Float32Array, k: number) {
    this.#query = query;
    this.#best = new LargestValues(k);
  }

  scan(part: Float32Array, accept?: (row: number) => boolean): void {
    const d = this.#query.length;
    if (d === 0 || part.length % d !== 0) {
      throw new HortusError("kernel.shape", `A matrix of ${part.length} numbers has no rows of length ${d}.`, { numbers: part.length, d });
    }
    for (let at = 0; at < part.length; at += d) this.#best.offer(this.#rows++, dot(part, at, this.#query), accept);
  }

  sorted(): readonly ScoredRow[] {
    return this.#best.sorted().map(([row, score]) => ({ row, score }));
  }
}

/** The indexes of the k largest of these values, largest first; equal ones in index order. @throws `kernel.value` on NaN */
export function largest(values: ArrayLike<number>, k: number): readonly number[] {
  const best = new LargestValues(k);
  let bar = k > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  // NaN is not below the bar: it is offered, and refused.
  for (let index = 0; index < values.length; index++) if (!(values[index]! < bar)) bar = best.offer(index, values[index]!);
  return best.sorted().map(([index]) => index);
}

/** Σᵢ matrix[at+i]·query[i]; four sums, so that the additions do not wait for each other. */
export function dot(matrix: Float32Array, at: number, query: Float32Array): number {
  const d = query.length;
  const whole = d - (d % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let e = 0;
  for (let i = 0; i < whole; i += 4) {
    a += matrix[at + i]! * query[i]!;
    b += matrix[at + i + 1]! * query[i + 1]!;
    c += matrix[at + i + 2]! * query[i + 2]!;
    e += matrix[at + i + 3]! * query[i + 3]!;
  }
  for (let i = whole; i < d; i++) a += matrix[at + i]! * query[i]!;
  return a + b + (c + e);
}

/** The k largest so far as (index, value), worst first in a binary heap. Indexes are offered in ascending order. */
export class LargestValues {
  readonly #k: number;
  readonly #heap: (readonly [index: number, value: number])[] = [];

  constructor(k: number) {
    if (!Number.isInteger(k) || k < 0) throw new HortusError("kernel.value", `k must be a count, not ${k}.`, { k });
    this.#k = k;
  }

  /** Answers what a value must exceed to come in. `accept` is asked last, and only of a value that would. */
  offer(index: number, value: number, accept?: (index: number) => boolean): number {
    if (Number.isNaN(value)) throw new HortusError("kernel.value", `Row ${index} or the query holds NaN.`, { row: index });
    const heap = this.#heap;
    const room = heap.length < this.#k;
    if (!room && (this.#k === 0 || value <= heap[0]![1])) return this.#bar();
    if (accept !== undefined && !accept(index)) return this.#bar();
    if (room) {
      heap.push([index, value]);
      this.#up(heap.length - 1);
    } else {
      heap[0] = [index, value];
      this.#down(0);
    }
    return this.#bar();
  }

  #bar(): number {
    return this.#heap.length < this.#k ? Number.NEGATIVE_INFINITY : (this.#heap[0]?.[1] ?? Number.POSITIVE_INFINITY);
  }

  sorted(): readonly (readonly [index: number, value: number])[] {
    return this.#heap.toSorted((x, y) => y[1] - x[1] || x[0] - y[0]);
  }

  #up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#worse(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #down(from: number): void {
    for (let at = from; ; ) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < this.#heap.length && this.#worse(child, worst)) worst = child;
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }

  /** Lower value, or the later index among equals. */
  #worse(x: number, y: number): boolean {
    const a = this.#heap[x]!;
    const b = this.#heap[y]!;
    return a[1] < b[1] || (a[1] === b[1] && a[0] > b[0]);
  }

  #swap(x: number, y: number): void {
    [this.#heap[x], this.#heap[y]] = [this.#heap[y]!, this.#heap[x]!];
  }
}
