// The decode graph: past keys and values come in, only new ones go out ("segment attention"). It holds no state and reads no file.
//
// B batch rows, S new tokens in each, M capacity of the past, R requested logit rows, G query heads for each KV head, D head size:
//   input_ids int64 [B,S]      position_ids int64 [B,S]    attn_mask float32 [B,1,G·S,M+S], additive: 0 or −1e9
//   seg_split int64 [2] = M,S  logit_rows int64 [R], into the flattened B·S rows
//   past_k.l, past_v.l float32 [B,kvHeads,M,D]   →   present_k.l, present_v.l float32 [B,kvHeads,S,D];  logits float32 [R,vocabulary]

import type { DecoderShape } from "#kernels/decode/decoder-shape.ts";
import { BLOCK } from "#kernels/gguf/blocks.ts";
import { type ElementType, type ExternalData, GraphBuilder } from "#kernels/onnx/graph-builder.ts";

export interface PlacedArray extends ExternalData {
  readonly type: ElementType;
  readonly shape: readonly number[];
}

/** @param arrays  where each packed array lies, by the names of packed-weights.ts */
export function buildDecoder(shape: DecoderShape, arrays: ReadonlyMap<string, PlacedArray>): Uint8Array {
  const graph = new GraphBuilder("decoder");
  for (const [name, { type, shape: size, ...data }] of arrays) graph.external(name, type, size, data);
  const writer = new DecoderWriter(graph, shape, arrays);
  graph.input("input_ids", "int64", ["B", "S"]);
  graph.input("position_ids", "int64", ["B", "S"]);
  graph.input("attn_mask", "float32", ["B", 1, "GS", "T"]);
  graph.input("seg_split", "int64", [2]);
  graph.input("logit_rows", "int64", ["R"]);
  let residual = writer.embedding();
  let normal = graph.node("SimplifiedLayerNormalization", "0.attn_normal", [residual, "0.attn_norm"], writer.norm);
  for (let layer = 0; layer < shape.layers; layer++) {
    const attended = writer.attention(layer, normal);
    [normal, residual] = writer.skipNorm(`${layer}.ffn_normal`, attended, residual, `${layer}.ffn_norm`);
    const next = layer + 1 < shape.layers ? `${layer + 1}.attn_norm` : "output_norm";
    [normal, residual] = writer.skipNorm(`${layer}.out_normal`, writer.feedForward(layer, normal), residual, next);
  }
  writer.head(normal);
  return graph.finish();
}

class DecoderWriter {
  readonly norm: { readonly epsilon: { readonly float: number }; readonly axis: number };
  readonly #graph: GraphBuilder;
  readonly #shape: DecoderShape;
  readonly #arrays: ReadonlyMap<string, PlacedArray>;

  constructor(graph: GraphBuilder, shape: DecoderShape, arrays: ReadonlyMap<string, PlacedArray>) {
    this.#graph = graph;
    this.#shape = shape;
    this.#arrays = arrays;
    this.norm = { epsilon: { float: shape.epsilon }, axis: -1 };
  }

  /** Rows of the tied matrix: [B,S,width]. */
  embedding(): string {
    const graph = this.#graph;
    if (this.#arrays.has("embedding.weight")) return graph.node("Gather", "embedded", ["embedding.weight", "input_ids"]);
    const codes = graph.node("Cast", "embedding.q", [graph.node("Gather", "embedding.u8", ["embedding.codes8", "input_ids"])], { to: 1 });
    const centred = graph.node("Sub", "embedding.centred", [codes, graph.constant("float32", [128], [])]);
    const scales = graph.node("Gather", "embedding.d", ["embedding.scales", "input_ids"]);
    const wide = graph.node("Unsqueeze", "embedding.dw", [scales, graph.constant("int64", [-1])]);
    const weights = graph.node("Mul", "embedding.w", [centred, wide]);
    return graph.node("Reshape", "embedded", [weights, graph.constant("int64", [0, 0, this.#shape.width])]);
  }

  /** y = x + skip, and its norm: [normal, y]. */
  skipNorm(name: string, x: string, skip: string, weight: string): [string, string] {
    const { epsilon } = this.norm;
    this.#graph.nodes("SkipSimplifiedLayerNormalization", name, [x, skip, weight], [name, "", "", `${name}.sum`], { epsilon });
    return [name, `${name}.sum`];
  }

  /** [B,S,width] → the same. New keys and values become outputs. */
  attention(layer: number, x: string): string {
    const { heads, kvHeads, headSize, width } = this.#shape;
    const graph = this.#graph;
    const rotated = (heads + kvHeads) * headSize;
    const sizes = graph.constant("int64", [rotated, kvHeads * headSize]);
    const at = (name: string) => `${layer}.${name}`;
    graph.nodes("Split", at("qkv_split"), [this.#linear(at("qkv"), x, this.#blockSums(at("qkv"), x)), sizes], [at("qk"), at("v")], {
      axis: -1,
    });
    const rope = graph.node("RotaryEmbedding", at("qk_rotated"), [at("qk"), "position_ids", "rotary.cos", "rotary.sin"], {
      num_heads: heads + kvHeads,
      interleaved: 0,
    });
    const byHead = this.#byHead(at("qk_heads"), rope, heads + kvHeads);
    const pastK = this.#cache(`past_k.${layer}`, `present_k.${layer}`);
    const pastV = this.#cache(`past_v.${layer}`, `present_v.${layer}`);
    graph.nodes("Split", at("q_k"), [byHead, graph.constant("int64", [heads, kvHeads])], [at("q"), `present_k.${layer}`], { axis: 1 });
    graph.node("Identity", `present_v.${layer}`, [this.#byHead(at("v_heads"), at("v"), kvHeads)]);
    const query = graph.node("Reshape", at("q_rows"), [at("q"), graph.constant("int64", [0, kvHeads, -1, headSize])]);
    const mixed = this.#mix(layer, query, [pastK, `present_k.${layer}`], [pastV, `present_v.${layer}`]);
    const split = graph.node("Reshape", at("o_heads"), [mixed, this.#headShape(layer, rope)]);
    const joined = graph.node("Transpose", at("o_tokens"), [split], { perm: [0, 2, 1, 3] });
    const rows = graph.node("Reshape", at("o_rows"), [joined, graph.constant("int64", [0, 0, width])]);
    return this.#linear(at("attention_out"), rows, this.#blockSums(at("attention_out"), rows));
  }

  /** down(silu(gate)·up): [B,S,width] → the same. */
  feedForward(layer: number, x: string): string {
    const { inner } = this.#shape;
    const graph = this.#graph;
    const at = (name: string) => `${layer}.${name}`;
    const both = this.#linear(at("gate_up"), x, this.#blockSums(at("gate_up"), x));
    graph.nodes("Split", at("gate_up_split"), [both, graph.constant("int64", [inner, inner])], [at("gate"), at("up")], { axis: -1 });
    const active = graph.node("QuickGelu", at("silu"), [at("gate")], { alpha: { float: 1 } });
    const product = graph.node("Mul", at("gated"), [active, at("up")]);
    return this.#linear(at("down"), product, this.#blockSums(at("down"), product));
  }

  /** Logits of the requested rows only. */
  head(x: string): void {
    const { width, vocabulary } = this.#shape;
    const graph = this.#graph;
    const flat = graph.node("Reshape", "head.rows", [x, graph.constant("int64", [-1, width])]);
    const asked = graph.node("Gather", "head.asked", [flat, "logit_rows"]);
    graph.node("Identity", "logits", [this.#linear("embedding", asked, null)]);
    graph.output("logits", "float32", ["R", vocabulary]);
  }

  /** softmax((q·[past,new]ᵀ)/√D + mask)·[past,new], without joining past and new: [B,kvHeads,G·S,D]. */
  #mix(layer: number, query: string, keys: readonly [string, string], values: readonly [string, string]): string {
    const graph = this.#graph;
    const at = (name: string) => `${layer}.${name}`;
    const alpha = { float: 1 / Math.sqrt(this.#shape.headSize) };
    const past = graph.node("FusedMatMul", at("s_past"), [query, keys[0]], { transB: 1, alpha });
    const fresh = graph.node("FusedMatMul", at("s_new"), [query, keys[1]], { transB: 1, alpha });
    const scores = graph.node("Concat", at("s"), [past, fresh], { axis: -1 });
    const p = graph.node("Softmax", at("p"), [graph.node("Add", at("s_masked"), [scores, "attn_mask"])], { axis: -1 });
    graph.nodes("Split", at("p_split"), [p, "seg_split"], [at("p_past"), at("p_new")], { axis: -1 });
    const fromPast = graph.node("MatMul", at("o_past"), [at("p_past"), values[0]]);
    return graph.node("Add", at("o"), [fromPast, graph.node("MatMul", at("o_new"), [at("p_new"), values[1]])]);
  }

  /** int64 [4]: B, heads, S, D. */
  #headShape(layer: number, rows: string): string {
    const { heads, headSize } = this.#shape;
    const graph = this.#graph;
    const batch = graph.node("Shape", `${layer}.batch_size`, [rows], { start: 0, end: 1 });
    const tokens = graph.node("Shape", `${layer}.token_count`, [rows], { start: 1, end: 2 });
    const parts = [batch, graph.constant("int64", [heads]), tokens, graph.constant("int64", [headSize])];
    return graph.node("Concat", `${layer}.bhsd`, parts, { axis: 0 });
  }

  /** [B,S,heads·D] → [B,heads,S,D]. */
  #byHead(name: string, x: string, heads: number): string {
    const graph = this.#graph;
    const split = graph.node("Reshape", `${name}.split`, [x, graph.constant("int64", [0, 0, heads, this.#shape.headSize])]);
    return graph.node("Transpose", name, [split], { perm: [0, 2, 1, 3] });
  }

  #cache(past: string, present: string): string {
    const { kvHeads, headSize } = this.#shape;
    this.#graph.output(present, "float32", ["B", kvHeads, "S", headSize]);
    return this.#graph.input(past, "float32", ["B", kvHeads, "M", headSize]);
  }

  /** Σ of each 32 neighbouring inputs, what the Q4_1 correction multiplies: [B,S,K/32]; null where no correction is needed. */
  #blockSums(linear: string, x: string): string | null {
    const correction = this.#arrays.get(`${linear}.correction`);
    if (correction === undefined) return null;
    const graph = this.#graph;
    const blocks = graph.node("Reshape", `${linear}.x_blocks`, [x, graph.constant("int64", [0, 0, correction.shape[0] ?? 0, BLOCK])]);
    return graph.node("ReduceSum", `${linear}.x_sums`, [blocks, graph.constant("int64", [3])], { keepdims: 0 });
  }

  /** x·Wᵀ for whatever form the packed weights have. */
  #linear(name: string, x: string, blockSums: string | null): string {
    const graph = this.#graph;
    if (this.#arrays.has(`${name}.weight`)) return graph.node("FusedMatMul", `${name}.y`, [x, `${name}.weight`], { transB: 1 });
    const bits = this.#arrays.has(`${name}.codes4`) ? 4 : 8;
    const [rows = 0, blocks = 0] = this.#arrays.get(`${name}.codes${bits}`)?.shape ?? [];
    const attributes = { K: blocks * BLOCK, N: rows, bits, block_size: BLOCK, accuracy_level: 4 };
    const y = graph.node("MatMulNBits", `${name}.y`, [x, `${name}.codes${bits}`, `${name}.scales`], attributes);
    if (blockSums === null) return y;
    return graph.node("Add", `${name}.exact`, [y, graph.node("MatMul", `${name}.m`, [blockSums, `${name}.correction`])]);
  }
}
