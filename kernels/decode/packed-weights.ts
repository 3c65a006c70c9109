// Turns a GGUF file's tensors into the arrays our decode graph reads, exactly: nothing is re-quantised. One part at a time in memory.

import type { DecoderShape } from "#kernels/decode/decoder-shape.ts";
import { rotaryRowOrder, rotaryTables } from "#kernels/decode/rotary.ts";
import { HortusError } from "#kernels/errors.ts";
import { BLOCK, dequantise, unpackQ4_1, unpackQ8_0 } from "#kernels/gguf/blocks.ts";
import { type GgufFile, readTensor } from "#kernels/gguf/gguf-file.ts";
import type { ElementType } from "#kernels/onnx/graph-builder.ts";

/** `exact4`: the stored codes, on quantised kernels. `fp32`: the same weights as floats, for reference. */
export type Precision = "exact4" | "fp32";

export interface PackedArray {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** A linear map: tensors stacked along the output rows; `rotary` ones have their rows reordered. */
interface LinearSource {
  readonly name: string;
  readonly parts: readonly { readonly tensor: string; readonly rotary: boolean }[];
}

/**
 * Every array of the graph, in the order it is written. Names: `L.part.codes|scales|correction|weight`, norms, `rotary.cos|sin`.
 * @throws `kernel.format` when a tensor is missing; `model.unsupported` for a linear that is neither Q4_1 nor Q8_0 under `exact4`
 */
export async function* packWeights(
  file: GgufFile,
  shape: DecoderShape,
  positions: number,
  precision: Precision,
): AsyncGenerator<PackedArray> {
  const { cos, sin } = rotaryTables(positions, shape.headSize, shape.ropeBase);
  yield floats("rotary.cos", [positions, shape.headSize / 2], cos);
  yield floats("rotary.sin", [positions, shape.headSize / 2], sin);
  yield* packLinear(file, { name: "embedding", parts: [{ tensor: "token_embd.weight", rotary: false }] }, shape, precision);
  for (let layer = 0; layer < shape.layers; layer++) {
    for (const source of linearsOf(layer)) yield* packLinear(file, source, shape, precision);
    for (const norm of ["attn_norm", "ffn_norm"]) yield await packNorm(file, `blk.${layer}.${norm}.weight`, `${layer}.${norm}`);
  }
  yield await packNorm(file, "output_norm.weight", "output_norm");
}

function linearsOf(layer: number): readonly LinearSource[] {
  const part = (name: string, rotary = false) => ({ tensor: `blk.${layer}.${name}.weight`, rotary });
  return [
    { name: `${layer}.qkv`, parts: [part("attn_q", true), part("attn_k", true), part("attn_v")] },
    { name: `${layer}.attention_out`, parts: [part("attn_output")] },
    { name: `${layer}.gate_up`, parts: [part("ffn_gate"), part("ffn_up")] },
    { name: `${layer}.down`, parts: [part("ffn_down")] },
  ];
}

async function packNorm(file: GgufFile, tensor: string, name: string): Promise<PackedArray> {
  const entry = tensorOf(file, tensor);
  return floats(name, entry.shape, dequantise(entry.type, await readTensor(file, entry)));
}

async function* packLinear(file: GgufFile, source: LinearSource, shape: DecoderShape, precision: Precision): AsyncGenerator<PackedArray> {
  const entries = source.parts.map(({ tensor }) => tensorOf(file, tensor));
  const [, inputs = 0] = entries[0]!.shape;
  const rows = entries.reduce((sum, entry) => sum + (entry.shape[0] ?? 0), 0);
  const raw = new Uint8Array(entries.reduce((sum, entry) => sum + entry.length, 0));
  let at = 0;
  for (const [i, entry] of entries.entries()) {
    const bytes = await readTensor(file, entry);
    raw.set(source.parts[i]!.rotary ? reorderRows(bytes, rotaryRowOrder(entry.shape[0] ?? 0, shape.headSize)) : bytes, at);
    at += entry.length;
  }
  const type = entries[0]!.type;
  if (precision === "fp32") yield floats(`${source.name}.weight`, [rows, inputs], dequantise(type, raw));
  else if (type === "Q4_1" && entries.every((entry) => entry.type === type)) yield* packQ4_1(source.name, raw, rows, inputs);
  else if (type === "Q8_0" && entries.every((entry) => entry.type === type)) yield* packQ8_0(source.name, raw, rows, inputs);
  else throw new HortusError("model.unsupported", `Tensors of ${source.name} are ${entries.map((entry) => entry.type).join(", ")}.`);
}

/** Rows of blocks are equal stretches of bytes, so a row order applies to codes, scales and minima alike. */
function reorderRows(bytes: Uint8Array, order: Int32Array): Uint8Array {
  const stride = bytes.length / order.length;
  const out = new Uint8Array(bytes.length);
  for (let row = 0; row < order.length; row++) {
    const from = order[row]! * stride;
    out.set(bytes.subarray(from, from + stride), row * stride);
  }
  return out;
}

/**
 * W = d·q + m = d·(q − 8) + (m + 8d): the first term is what MatMulNBits computes, the second is constant in a block.
 * Codes (rows, K/32, 16) two a byte, low nibble first, in weight order; scales (rows, K/32); correction m + 8d (K/32, rows).
 */
function* packQ4_1(name: string, raw: Uint8Array, rows: number, inputs: number): Generator<PackedArray> {
  const { codes, scales, minima } = unpackQ4_1(raw);
  const blocks = inputs / BLOCK;
  const packed = new Uint8Array(codes.length / 2);
  for (let i = 0; i < packed.length; i++) packed[i] = codes[2 * i]! | (codes[2 * i + 1]! << 4);
  const correction = new Float32Array(rows * blocks);
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < blocks; block++) {
      const from = row * blocks + block;
      correction[block * rows + row] = minima![from]! + 8 * scales[from]!;
    }
  }
  yield { name: `${name}.codes4`, type: "uint8", shape: [rows, blocks, BLOCK / 2], data: packed };
  yield floats(`${name}.scales`, [rows, blocks], scales);
  yield floats(`${name}.correction`, [blocks, rows], correction);
}

/** Codes (rows, K/32, 32) as q + 128; scales (rows, K/32). */
function* packQ8_0(name: string, raw: Uint8Array, rows: number, inputs: number): Generator<PackedArray> {
  const { codes, scales } = unpackQ8_0(raw);
  const blocks = inputs / BLOCK;
  yield { name: `${name}.codes8`, type: "uint8", shape: [rows, blocks, BLOCK], data: codes };
  yield floats(`${name}.scales`, [rows, blocks], scales);
}

function tensorOf(file: GgufFile, name: string) {
  const tensor = file.tensors.get(name);
  if (tensor === undefined) throw new HortusError("kernel.format", `${file.path} lacks the tensor ${name}.`, { tensor: name });
  return tensor;
}

function floats(name: string, shape: readonly number[], data: Float32Array): PackedArray {
  return { name, type: "float32", shape, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
