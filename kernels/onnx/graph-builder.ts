// Writes ONNX models from TypeScript: nodes, initialisers and where external weights lie. It knows no architecture and runs nothing.
// Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (IR version 9).

import { HortusError } from "#kernels/errors.ts";
import { ProtobufWriter } from "#kernels/onnx/protobuf.ts";

/** ONNX element types we use, by their number in TensorProto.DataType, and bytes for each element. */
const ELEMENT = {
  float32: { code: 1, bytes: 4 },
  uint8: { code: 2, bytes: 1 },
  int32: { code: 6, bytes: 4 },
  int64: { code: 7, bytes: 8 },
} as const;
export type ElementType = keyof typeof ELEMENT;

/** Integers become INT (or INTS), `{ float }` FLOAT, text STRING. */
export type Attribute = number | readonly number[] | string | { readonly float: number };

/** Where an initialiser's bytes lie: a file beside the model, byte offset and length. */
export interface ExternalData {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

const OPSET = 17;
const IR_VERSION = 9;
const CONTRIB = "com.microsoft";
/** Operators of ONNX Runtime's own domain that our graphs use. */
const CONTRIB_OPERATORS = new Set([
  "FusedMatMul",
  "Gelu",
  "MatMulNBits",
  "QuickGelu",
  "RotaryEmbedding",
  "SkipLayerNormalization",
  "SkipSimplifiedLayerNormalization",
]);

export class GraphBuilder {
  readonly #name: string;
  readonly #nodes: ProtobufWriter[] = [];
  readonly #initializers = new Map<string, ProtobufWriter>();
  readonly #inputs: ProtobufWriter[] = [];
  readonly #outputs: ProtobufWriter[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  /** Declares an input; a dimension is a size or the name of a free one. */
  input(name: string, type: ElementType, shape: readonly (number | string)[]): string {
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  output(name: string, type: ElementType, shape: readonly (number | string)[]): void {
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** A weight whose bytes stay in their file. @throws `kernel.shape` when the length does not fit the shape */
  external(name: string, type: ElementType, shape: readonly number[], data: ExternalData): string {
    const expected = shape.reduce((product, size) => product * size, 1) * ELEMENT[type].bytes;
    if (expected !== data.length) {
      throw new HortusError("kernel.shape", `Weight ${name} [${shape}] needs ${expected} bytes, the file gives ${data.length}.`, { name });
    }
    const tensor = tensorHeader(name, type, shape);
    for (const [key, value] of [
      ["location", data.file],
      ["offset", String(data.offset)],
      ["length", String(data.length)],
    ] as const) {
      tensor.bytes(13, new ProtobufWriter().bytes(1, key).bytes(2, value));
    }
    return this.#initializer(name, tensor.int(14, 1));
  }

  /** A small constant inside the model file. Calling it again with the same content gives the same name. */
  constant(type: "int64" | "float32", values: readonly number[], shape: readonly number[] = [values.length]): string {
    const name = `const:${type}:${shape.join("x")}:${values.join(",")}`;
    if (this.#initializers.has(name)) return name;
    const raw = type === "int64" ? BigInt64Array.from(values, BigInt) : Float32Array.from(values);
    return this.#initializer(name, tensorHeader(name, type, shape).bytes(9, new Uint8Array(raw.buffer)));
  }

  /** Adds a node with one output, which has the node's name. Empty input names are absent optional inputs. */
  node(operator: string, name: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    this.nodes(operator, name, inputs, [name], attributes);
    return name;
  }

  /** Adds a node with several outputs. */
  nodes(
    operator: string,
    name: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): void {
    const node = new ProtobufWriter();
    for (const input of inputs) node.bytes(1, input);
    for (const output of outputs) node.bytes(2, output);
    node.bytes(3, `${name}/${operator}`).bytes(4, operator);
    for (const [key, value] of Object.entries(attributes)) node.bytes(5, attributeProto(key, value));
    if (CONTRIB_OPERATORS.has(operator)) node.bytes(7, CONTRIB);
    this.#nodes.push(node);
  }

  /** The whole ModelProto. */
  finish(): Uint8Array {
    const graph = new ProtobufWriter();
    for (const node of this.#nodes) graph.bytes(1, node);
    graph.bytes(2, this.#name);
    for (const initializer of this.#initializers.values()) graph.bytes(5, initializer);
    for (const input of this.#inputs) graph.bytes(11, input);
    for (const output of this.#outputs) graph.bytes(12, output);
    return new ProtobufWriter()
      .int(1, IR_VERSION)
      .bytes(2, "hortus")
      .bytes(7, graph)
      .bytes(8, new ProtobufWriter().bytes(1, "").int(2, OPSET))
      .bytes(8, new ProtobufWriter().bytes(1, CONTRIB).int(2, 1))
      .finish();
  }

  #initializer(name: string, tensor: ProtobufWriter): string {
    if (this.#initializers.has(name)) throw new HortusError("kernel.format", `Weight ${name} is declared twice.`, { name });
    this.#initializers.set(name, tensor);
    return name;
  }
}

function tensorHeader(name: string, type: ElementType, shape: readonly number[]): ProtobufWriter {
  const tensor = new ProtobufWriter();
  for (const size of shape) tensor.int(1, size);
  return tensor.int(2, ELEMENT[type].code).bytes(8, name);
}

function valueInfo(name: string, type: ElementType, shape: readonly (number | string)[]): ProtobufWriter {
  const dimensions = new ProtobufWriter();
  for (const size of shape) {
    dimensions.bytes(1, typeof size === "number" ? new ProtobufWriter().int(1, size) : new ProtobufWriter().bytes(2, size));
  }
  const tensorType = new ProtobufWriter().int(1, ELEMENT[type].code).bytes(2, dimensions);
  return new ProtobufWriter().bytes(1, name).bytes(2, new ProtobufWriter().bytes(1, tensorType));
}

function attributeProto(name: string, value: Attribute): ProtobufWriter {
  const attribute = new ProtobufWriter().bytes(1, name);
  if (typeof value === "number") return attribute.int(3, value).int(20, 2);
  if (typeof value === "string") return attribute.bytes(4, value).int(20, 3);
  if ("float" in value) return attribute.float(2, value.float).int(20, 1);
  for (const item of value) attribute.int(8, item);
  return attribute.int(20, 7);
}
