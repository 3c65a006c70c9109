// Block layouts of quantised GGUF tensors, and reading them exactly. Rows are `K` weights long, K a multiple of the block.
// Layouts: https://github.com/ggml-org/ggml/blob/master/src/ggml-common.h

import { HortusError } from "#kernels/errors.ts";

/** Weights and bytes in one block, by type; `code` is ggml's number. */
export const BLOCK_LAYOUTS = {
  F32: { code: 0, weights: 1, bytes: 4 },
  Q4_1: { code: 3, weights: 32, bytes: 20 },
  Q8_0: { code: 8, weights: 32, bytes: 34 },
} as const;
export type BlockType = keyof typeof BLOCK_LAYOUTS;

export const BLOCK = 32;

/** @throws `model.unsupported` for a type we have no reader for */
export function blockTypeOf(code: number, tensor: string): BlockType {
  for (const [type, layout] of Object.entries(BLOCK_LAYOUTS)) if (layout.code === code) return type as BlockType;
  throw new HortusError("model.unsupported", `Tensor ${tensor} has quantisation type ${code}; use a Q4_1, Q8_0 or F32 file.`, {
    tensor,
    code,
  });
}

/** Weights as w = d·q + m inside each block of 32. */
export interface Quantised {
  /** (blocks · 32,) in weight order. Q4_1: 0…15. Q8_0: −128…127 stored as q + 128. */
  readonly codes: Uint8Array;
  /** (blocks,) */
  readonly scales: Float32Array;
  /** (blocks,); null for Q8_0, where m = 0. */
  readonly minima: Float32Array | null;
}

/** Q4_1: f16 d, f16 m, 16 bytes; low nibbles are weights 0–15, high nibbles 16–31. w = d·q + m. */
export function unpackQ4_1(bytes: Uint8Array): Quantised {
  const blocks = blockCount(bytes, "Q4_1");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const codes = new Uint8Array(blocks * BLOCK);
  const scales = new Float32Array(blocks);
  const minima = new Float32Array(blocks);
  for (let block = 0; block < blocks; block++) {
    const at = block * BLOCK_LAYOUTS.Q4_1.bytes;
    scales[block] = halfToNumber(view.getUint16(at, true));
    minima[block] = halfToNumber(view.getUint16(at + 2, true));
    for (let i = 0; i < 16; i++) {
      const pair = bytes[at + 4 + i]!;
      codes[block * BLOCK + i] = pair & 15;
      codes[block * BLOCK + 16 + i] = pair >> 4;
    }
  }
  return { codes, scales, minima };
}

/** Q8_0: f16 d, 32 × int8. w = d·q; the code kept is q + 128. */
export function unpackQ8_0(bytes: Uint8Array): Quantised {
  const blocks = blockCount(bytes, "Q8_0");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const codes = new Uint8Array(blocks * BLOCK);
  const scales = new Float32Array(blocks);
  for (let block = 0; block < blocks; block++) {
    const at = block * BLOCK_LAYOUTS.Q8_0.bytes;
    scales[block] = halfToNumber(view.getUint16(at, true));
    for (let i = 0; i < BLOCK; i++) codes[block * BLOCK + i] = bytes[at + 2 + i]! ^ 0x80;
  }
  return { codes, scales, minima: null };
}

/** The stored weights as float32, any type. */
export function dequantise(type: BlockType, bytes: Uint8Array): Float32Array {
  if (type === "F32") return new Float32Array(bytes.slice().buffer);
  const { codes, scales, minima } = type === "Q4_1" ? unpackQ4_1(bytes) : unpackQ8_0(bytes);
  const zero = type === "Q8_0" ? 128 : 0;
  const weights = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const block = i >> 5;
    weights[i] = scales[block]! * (codes[i]! - zero) + (minima?.[block] ?? 0);
  }
  return weights;
}

/** IEEE 754 half precision: 1 sign, 5 exponent, 10 fraction bits. */
export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function blockCount(bytes: Uint8Array, type: BlockType): number {
  const blocks = bytes.length / BLOCK_LAYOUTS[type].bytes;
  if (Number.isInteger(blocks)) return blocks;
  throw new HortusError("kernel.shape", `${bytes.length} bytes are no whole number of ${type} blocks.`, { bytes: bytes.length });
}
