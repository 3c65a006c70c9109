// The BERT encoder of all-MiniLM-L6-v2 as an ONNX graph over its own safetensors file: one copy of the weights, none rewritten.
// No padding and no attention mask: every row of a batch has the same number of tokens.

import { HortusError } from "#kernels/errors.ts";
import { GraphBuilder } from "#kernels/onnx/graph-builder.ts";
import type { SafetensorsEntry } from "#kernels/safetensors/header.ts";

/** Shape of the encoder, from config.json. */
export interface EncoderShape {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly inner: number;
  readonly vocabulary: number;
  readonly positions: number;
  readonly epsilon: number;
}

/** @throws `model.unsupported` for anything but a BERT encoder with exact GELU and absolute positions */
export function encoderShape(config: Readonly<Record<string, unknown>>): EncoderShape {
  if (config.model_type !== "bert" || config.hidden_act !== "gelu") {
    throw new HortusError("model.unsupported", "The embedding model is not a BERT encoder with GELU.", { type: String(config.model_type) });
  }
  return {
    layers: Number(config.num_hidden_layers),
    width: Number(config.hidden_size),
    heads: Number(config.num_attention_heads),
    inner: Number(config.intermediate_size),
    vocabulary: Number(config.vocab_size),
    positions: Number(config.max_position_embeddings),
    epsilon: Number(config.layer_norm_eps),
  };
}

/**
 * Inputs: `ids` int64 [B, S] tokens; `positions` int64 [S] = 0…S−1. Output: `hidden` float32 [B·S, width], the last layer, row-major.
 * Devlin et al. (2019), arXiv:1810.04805; post-layer-norm, biases everywhere.
 * @param weights  entries of the safetensors file `file`, which lies beside the model
 * @throws `kernel.format` when a weight is missing, `kernel.shape` when one has another size
 */
export function buildEncoder(shape: EncoderShape, weights: ReadonlyMap<string, SafetensorsEntry>, file: string): Uint8Array {
  const graph = new GraphBuilder("minilm");
  const encoder = new EncoderWriter(graph, shape, weights, file);
  const ids = graph.input("ids", "int64", ["B", "S"]);
  const positions = graph.input("positions", "int64", ["S"]);
  let rows = encoder.embeddings(ids, positions);
  const batchShape = graph.node("Concat", "batch_shape", [graph.node("Shape", "ids_shape", [ids]), encoder.splitHeads], { axis: 0 });
  for (let layer = 0; layer < shape.layers; layer++) rows = encoder.layer(`encoder.layer.${layer}`, rows, batchShape);
  graph.node("Identity", "hidden", [rows]);
  graph.output("hidden", "float32", ["N", shape.width]);
  return graph.finish();
}

class EncoderWriter {
  readonly splitHeads: string;
  readonly #graph: GraphBuilder;
  readonly #shape: EncoderShape;
  readonly #weights: ReadonlyMap<string, SafetensorsEntry>;
  readonly #file: string;
  readonly #flat: string;

  constructor(graph: GraphBuilder, shape: EncoderShape, weights: ReadonlyMap<string, SafetensorsEntry>, file: string) {
    this.#graph = graph;
    this.#shape = shape;
    this.#weights = weights;
    this.#file = file;
    this.splitHeads = graph.constant("int64", [shape.heads, shape.width / shape.heads]);
    this.#flat = graph.constant("int64", [-1, shape.width]);
  }

  /** Word + type 0 + position, normalised: [B·S, width]. */
  embeddings(ids: string, positions: string): string {
    const { width, vocabulary, positions: limit } = this.#shape;
    const graph = this.#graph;
    const table = (name: string, rows: number) => this.#weight(`embeddings.${name}_embeddings.weight`, [rows, width]);
    const words = graph.node("Gather", "words", [table("word", vocabulary), ids]);
    const type = graph.node("Gather", "type", [table("token_type", 2), graph.constant("int64", [0])]);
    const typed = graph.node("Add", "words_typed", [words, type]);
    const placed = graph.node("Add", "words_placed", [typed, graph.node("Gather", "places", [table("position", limit), positions])]);
    const normal = graph.node("LayerNormalization", "embedded", [placed, ...this.#norm("embeddings.LayerNorm")], this.#epsilon());
    return graph.node("Reshape", "embedded_rows", [normal, this.#flat]);
  }

  /** One layer: [B·S, width] → the same. `batchShape` is int64 [4]: B, S, heads, head size. */
  layer(name: string, rows: string, batchShape: string): string {
    const { width, inner } = this.#shape;
    const graph = this.#graph;
    const context = this.#attention(`${name}.attention.self`, rows, batchShape);
    const attended = this.#linear(`${name}.attention.output.dense`, context, width, width);
    const middle = this.#addNorm(`${name}.attention.output.LayerNorm`, attended, rows);
    const wide = graph.node("Gelu", `${name}.gelu`, [this.#linear(`${name}.intermediate.dense`, middle, inner, width)]);
    return this.#addNorm(`${name}.output.LayerNorm`, this.#linear(`${name}.output.dense`, wide, width, inner), middle);
  }

  /** softmax(QKᵀ/√d)·V over the tokens of each text: [B·S, width] → the same. */
  #attention(name: string, rows: string, batchShape: string): string {
    const { width, heads } = this.#shape;
    const graph = this.#graph;
    const perHead = (part: "query" | "key" | "value"): string => {
      const split = graph.node("Reshape", `${name}.${part}.heads`, [this.#linear(`${name}.${part}`, rows, width, width), batchShape]);
      return graph.node("Transpose", `${name}.${part}.by_head`, [split], { perm: [0, 2, 1, 3] });
    };
    const alpha = { float: 1 / Math.sqrt(width / heads) };
    const scores = graph.node("FusedMatMul", `${name}.scores`, [perHead("query"), perHead("key")], { transB: 1, alpha });
    const mixed = graph.node("MatMul", `${name}.mixed`, [graph.node("Softmax", `${name}.p`, [scores], { axis: -1 }), perHead("value")]);
    const joined = graph.node("Transpose", `${name}.by_token`, [mixed], { perm: [0, 2, 1, 3] });
    return graph.node("Reshape", `${name}.rows`, [joined, this.#flat]);
  }

  /** x·Wᵀ + b with W [out, in] as stored. */
  #linear(name: string, x: string, out: number, into: number): string {
    const inputs = [x, this.#weight(`${name}.weight`, [out, into]), this.#weight(`${name}.bias`, [out])];
    return this.#graph.node("Gemm", `${name}.out`, inputs, { transB: 1 });
  }

  #addNorm(name: string, x: string, skip: string): string {
    return this.#graph.node("SkipLayerNormalization", `${name}.out`, [x, skip, ...this.#norm(name)], this.#epsilon());
  }

  #norm(name: string): readonly [string, string] {
    const { width } = this.#shape;
    return [this.#weight(`${name}.weight`, [width]), this.#weight(`${name}.bias`, [width])];
  }

  #epsilon(): { readonly epsilon: { readonly float: number } } {
    return { epsilon: { float: this.#shape.epsilon } };
  }

  #weight(name: string, shape: readonly number[]): string {
    const entry = this.#weights.get(name);
    if (entry?.dtype !== "F32") throw new HortusError("kernel.format", `The embedding weights lack ${name} in float32.`, { name });
    return this.#graph.external(name, "float32", shape, { file: this.#file, offset: entry.offset, length: entry.length });
  }
}
