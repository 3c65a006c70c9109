// Runs the decode graph over one sequence: feeds tokens, keeps keys and values, answers logits. It draws nothing and knows no text.
//
// Exactly repeatable: 4-bit kernels give slightly different numbers for different chunkings, so a prompt is always cut at the same
// multiples of CHUNK, and only whole chunks that were computed that way are taken over from the prompt before.

import type { DecoderShape } from "#kernels/decode/decoder-shape.ts";
import { KvCache } from "#kernels/decode/kv-cache.ts";
import { type Feeds, floatTensor, intTensor, type Session, type Tensor } from "#kernels/onnx/runtime.ts";

export const CHUNK = 128;
const MASKED = -1e9;

export class Decoder {
  readonly shape: DecoderShape;
  readonly #session: Session;
  readonly #cache: KvCache;
  #past: Feeds = {};
  /** Tokens whose keys and values stand at 0… and were computed in whole prompt chunks. */
  #reusable: readonly number[] = [];

  constructor(session: Session, shape: DecoderShape) {
    this.#session = session;
    this.shape = shape;
    this.#cache = new KvCache(shape);
    this.#wrap();
  }

  get length(): number {
    return this.#cache.length;
  }

  /**
   * Starts a new sequence with this prompt (at least one token).
   * @param between  called before each chunk; what it throws ends the call
   * @returns logits after the last token, (vocabulary,), nats up to a constant
   */
  async prompt(tokens: readonly number[], between: () => Promise<void>): Promise<Float32Array> {
    const shared = commonPrefix(this.#reusable, tokens);
    const kept = Math.min(shared, tokens.length - 1);
    this.rewind(kept - (kept % CHUNK));
    let logits: Float32Array = new Float32Array(0);
    for (let start = this.length; start < tokens.length; start += CHUNK) {
      await between();
      const chunk = tokens.slice(start, start + CHUNK);
      const last = start + chunk.length === tokens.length;
      logits = await this.feed(chunk, last ? [chunk.length - 1] : []);
      if (chunk.length === CHUNK) this.#reusable = tokens.slice(0, start + CHUNK);
    }
    return logits;
  }

  /**
   * Appends tokens to the sequence.
   * @param rows  which of them to answer logits for
   * @returns (rows, vocabulary) row-major
   */
  async feed(tokens: readonly number[], rows: readonly number[]): Promise<Float32Array> {
    const cache = this.#cache;
    const count = tokens.length;
    if (cache.fit(cache.length + count)) this.#wrap();
    const outputs = await this.#session.run(this.#feeds(tokens, rows));
    for (let layer = 0; layer < this.shape.layers; layer++) {
      const keys = outputs[`present_k.${layer}`]?.data as Float32Array;
      cache.write(layer, keys, outputs[`present_v.${layer}`]?.data as Float32Array, count);
    }
    cache.commit(count);
    return outputs.logits?.data as Float32Array;
  }

  /** Forgets everything after the first `length` tokens. */
  rewind(length: number): void {
    this.#cache.length = Math.min(length, this.#cache.length);
    this.#reusable = this.#reusable.slice(0, length - (length % CHUNK));
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  #feeds(tokens: readonly number[], rows: readonly number[]): Feeds {
    const { length, capacity } = this.#cache;
    const count = tokens.length;
    const positions = BigInt64Array.from({ length: count }, (_, i) => BigInt(length + i));
    const groups = this.shape.heads / this.shape.kvHeads;
    return {
      ...this.#past,
      input_ids: intTensor(BigInt64Array.from(tokens, BigInt), [1, count]),
      position_ids: intTensor(positions, [1, count]),
      attn_mask: floatTensor(attentionMask(length, count, capacity, groups), [1, 1, groups * count, capacity + count]),
      seg_split: intTensor(BigInt64Array.of(BigInt(capacity), BigInt(count)), [2]),
      logit_rows: intTensor(BigInt64Array.from(rows, BigInt), [rows.length]),
    };
  }

  /** Tensor objects over the cache's arrays, made again only when those are new. */
  #wrap(): void {
    const { keys, values, capacity } = this.#cache;
    const shape = [1, this.shape.kvHeads, capacity, this.shape.headSize];
    const past: Record<string, Tensor> = {};
    for (let layer = 0; layer < this.shape.layers; layer++) {
      past[`past_k.${layer}`] = floatTensor(keys[layer]!, shape);
      past[`past_v.${layer}`] = floatTensor(values[layer]!, shape);
    }
    this.#past = past;
  }
}

/**
 * Additive mask, (groups·count, capacity + count): new token i sees the first `length` past columns and new columns 0…i.
 */
export function attentionMask(length: number, count: number, capacity: number, groups: number): Float32Array {
  const width = capacity + count;
  const mask = new Float32Array(groups * count * width).fill(MASKED);
  for (let row = 0; row < groups * count; row++) {
    const start = row * width;
    mask.fill(0, start, start + length);
    mask.fill(0, start + capacity, start + capacity + (row % count) + 1);
  }
  return mask;
}

function commonPrefix(a: readonly number[], b: readonly number[]): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return shared;
}
