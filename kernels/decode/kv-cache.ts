// Keys and values of one sequence, in arrays that JavaScript owns. The native side only reads them.

import type { DecoderShape } from "#kernels/decode/decoder-shape.ts";

const SMALLEST = 128;

/**
 * The capacity used for a sequence of this length: a function of the length alone, so that equal sequences run equal shapes.
 * Steps of 128 up to 1024 tokens, then an eighth of the last power of two: every step costs time for the whole capacity.
 */
export function capacityFor(length: number): number {
  let step = SMALLEST;
  while (length > 8 * step) step *= 2;
  return Math.max(SMALLEST, Math.ceil(length / step) * step);
}

/** For each layer, keys and values [kvHeads, capacity, headSize]; rows past `length` are stale and must be masked. */
export class KvCache {
  length = 0;
  capacity = 0;
  keys: readonly Float32Array[] = [];
  values: readonly Float32Array[] = [];
  readonly #shape: DecoderShape;

  constructor(shape: DecoderShape) {
    this.#shape = shape;
    this.#layOut(SMALLEST);
  }

  /** Makes the capacity what a sequence of `length` uses; true when the arrays are new ones. */
  fit(length: number): boolean {
    const capacity = capacityFor(length);
    if (capacity === this.capacity) return false;
    this.#layOut(capacity);
    return true;
  }

  /** Copies the new rows [kvHeads, count, headSize] of one layer behind the valid ones; `commit` makes them valid. */
  write(layer: number, keys: Float32Array, values: Float32Array, count: number): void {
    this.#writeRows(this.keys[layer]!, keys, count);
    this.#writeRows(this.values[layer]!, values, count);
  }

  commit(count: number): void {
    this.length += count;
  }

  #writeRows(target: Float32Array, fresh: Float32Array, count: number): void {
    const { kvHeads, headSize } = this.#shape;
    for (let head = 0; head < kvHeads; head++) {
      const rows = fresh.subarray(head * count * headSize, (head + 1) * count * headSize);
      target.set(rows, (head * this.capacity + this.length) * headSize);
    }
  }

  #layOut(capacity: number): void {
    const from = this.capacity;
    const keep = Math.min(this.length, capacity);
    const move = (old: Float32Array | undefined): Float32Array => {
      const { kvHeads, headSize } = this.#shape;
      const fresh = new Float32Array(kvHeads * capacity * headSize);
      if (old === undefined) return fresh;
      for (let head = 0; head < kvHeads; head++) {
        const start = head * from * headSize;
        fresh.set(old.subarray(start, start + keep * headSize), head * capacity * headSize);
      }
      return fresh;
    };
    const layers = Array.from({ length: this.#shape.layers }, (_, layer) => layer);
    this.keys = layers.map((layer) => move(this.keys[layer]));
    this.values = layers.map((layer) => move(this.values[layer]));
    this.capacity = capacity;
    this.length = keep;
  }
}
