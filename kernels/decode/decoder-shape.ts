// The sizes of a Llama-architecture decoder, read from GGUF metadata. It refuses what our graph would compute wrongly.

import { HortusError } from "#kernels/errors.ts";
import type { GgufFile } from "#kernels/gguf/gguf-file.ts";

export interface DecoderShape {
  readonly layers: number;
  readonly width: number;
  readonly inner: number;
  /** Query heads, key-value heads, and their size: width = heads · headSize. */
  readonly heads: number;
  readonly kvHeads: number;
  readonly headSize: number;
  readonly vocabulary: number;
  /** Positions the model was trained for. */
  readonly positions: number;
  readonly ropeBase: number;
  readonly epsilon: number;
}

/** @throws `model.unsupported` with what is different about this model */
export function decoderShape(file: GgufFile): DecoderShape {
  const { metadata, tensors } = file;
  const refuse = (why: string): never => {
    throw new HortusError("model.unsupported", `This model is not supported: ${why}. Use a Llama-architecture GGUF with tied embeddings.`, {
      path: file.path,
    });
  };
  if (metadata["general.architecture"] !== "llama") refuse(`its architecture is ${String(metadata["general.architecture"])}`);
  if (tensors.has("output.weight")) refuse("it has a separate output matrix");
  if (tensors.has("rope_freqs.weight") || metadata["llama.rope.scaling.type"] !== undefined) refuse("it scales rotary positions");
  if (tensors.has("blk.0.attn_q.bias")) refuse("it has attention biases");
  const count = (key: string): number => {
    const value = Number(metadata[`llama.${key}`]);
    return Number.isFinite(value) && value > 0 ? value : refuse(`llama.${key} is missing`);
  };
  const embedding = tensors.get("token_embd.weight") ?? refuse("it has no token_embd.weight");
  const width = count("embedding_length");
  const heads = count("attention.head_count");
  const headSize = width / heads;
  if (Number(metadata["llama.rope.dimension_count"] ?? headSize) !== headSize) refuse("it rotates only a part of each head");
  return {
    layers: count("block_count"),
    width,
    inner: count("feed_forward_length"),
    heads,
    kvHeads: count("attention.head_count_kv"),
    headSize,
    vocabulary: embedding.shape[0] ?? 0,
    positions: count("context_length"),
    ropeBase: Number(metadata["llama.rope.freq_base"] ?? 10_000),
    epsilon: count("attention.layer_norm_rms_epsilon"),
  };
}
