// A GGUF file's header: metadata, and which tensor lies where. Tensor bytes are read by whoever needs them.
// Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md

import { open } from "node:fs/promises";
import { gguf } from "@huggingface/gguf";
import { HortusError } from "#kernels/errors.ts";
import { BLOCK_LAYOUTS, type BlockType, blockTypeOf } from "#kernels/gguf/blocks.ts";

export interface GgufTensor {
  readonly name: string;
  /** Row-major: rows first. A GGUF file lists the row length first. */
  readonly shape: readonly number[];
  readonly type: BlockType;
  /** From the start of the file, bytes. */
  readonly offset: number;
  readonly length: number;
}

export interface GgufFile {
  readonly path: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
}

/** @throws `kernel.format` when the header is damaged or a tensor lies outside the file; `model.unsupported` for other block types */
export async function readGguf(path: string): Promise<GgufFile> {
  const size = await checkMagic(path);
  const header = await gguf(path, { allowLocalFile: true }).catch((error: Error) => {
    throw damaged(path, error.message.slice(0, 200), error);
  });
  const tensors = new Map<string, GgufTensor>();
  for (const info of header.tensorInfos) {
    const type = blockTypeOf(Number(info.dtype), info.name);
    const shape = info.shape.map(Number).toReversed();
    const offset = Number(header.tensorDataOffset + info.offset);
    const { weights, bytes } = BLOCK_LAYOUTS[type];
    const count = shape.reduce((product, length) => product * length, 1);
    const length = (count / weights) * bytes;
    if (!Number.isInteger(length)) throw damaged(path, `tensor ${info.name} is no whole number of blocks`);
    if (offset + length > size) throw damaged(path, `tensor ${info.name} lies outside the file`);
    tensors.set(info.name, { name: info.name, shape, type, offset, length });
  }
  return { path, metadata: header.metadata as unknown as Readonly<Record<string, unknown>>, tensors };
}

/** Reads a tensor's bytes. @throws `kernel.format` when the file ends too early */
export async function readTensor(file: GgufFile, tensor: GgufTensor): Promise<Uint8Array> {
  const handle = await open(file.path, "r");
  try {
    const bytes = new Uint8Array(tensor.length);
    const { bytesRead } = await handle.read(bytes, 0, tensor.length, tensor.offset);
    if (bytesRead < tensor.length) throw damaged(file.path, `tensor ${tensor.name} is cut off`);
    return bytes;
  } finally {
    await handle.close();
  }
}

async function checkMagic(path: string): Promise<number> {
  const handle = await open(path, "r").catch((error: Error) => {
    throw new HortusError("model.missing", `The model file ${path} cannot be opened; is the path right?`, { path }, error);
  });
  try {
    const magic = Buffer.alloc(4);
    await handle.read(magic, 0, 4, 0);
    if (magic.toString("latin1") !== "GGUF") throw damaged(path, "it does not begin with GGUF");
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

function damaged(path: string, why: string, cause?: unknown): HortusError {
  return new HortusError("kernel.format", `${path} is not a whole GGUF file: ${why}.`, { path }, cause);
}
