// Exact search: the k rows of a matrix with the largest dot product. No index and no approximation.

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
  const d = query.length;
  if (d === 0 || matrix.length % d !== 0) {
    throw new HortusError("kernel.shape", `A matrix of ${matrix.length} numbers has no rows of length ${d}.`, {
      numbers: matrix.length,
      d,
    });
  }
  if (!Number.isInteger(k) || k < 0) throw new HortusError("kernel.value", `k must be a count, not ${k}.`, { k });
  const best = new BestRows(k);
  for (let row = 0, at = 0; at < matrix.length; row++, at += d) {
    const score = dot(matrix, at, query);
    if (Number.isNaN(score)) throw new HortusError("kernel.value", `Row ${row} or the query holds NaN.`, { row });
    best.offer(row, score);
  }
  return best.sorted();
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

/** The k best so far, worst first in a binary heap. */
class BestRows {
  readonly #k: number;
  readonly #heap: ScoredRow[] = [];

  constructor(k: number) {
    this.#k = k;
  }

  offer(row: number, score: number): void {
    const heap = this.#heap;
    if (heap.length < this.#k) {
      heap.push({ row, score });
      this.#up(heap.length - 1);
    } else if (this.#k > 0 && score > heap[0]!.score) {
      heap[0] = { row, score };
      this.#down(0);
    }
  }

  sorted(): readonly ScoredRow[] {
    return this.#heap.toSorted((x, y) => y.score - x.score || x.row - y.row);
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

  /** Lower score, or the later row among equals. */
  #worse(x: number, y: number): boolean {
    const a = this.#heap[x]!;
    const b = this.#heap[y]!;
    return a.score < b.score || (a.score === b.score && a.row > b.row);
  }

  #swap(x: number, y: number): void {
    [this.#heap[x], this.#heap[y]] = [this.#heap[y]!, this.#heap[x]!];
  }
}
