// GGUF files: a tiny one written by hand, blocks by hand, and every kind of damage.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decoderShape } from "#kernels/decode/decoder-shape.ts";
import { dequantise, halfToNumber, unpackQ4_1, unpackQ8_0 } from "#kernels/gguf/blocks.ts";
import { readGguf, readTensor } from "#kernels/gguf/gguf-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hortus-gguf-"));
});
afterAll(() => rm(folder, { recursive: true }));

const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
const u64 = (value: number) => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
const text = (value: string) => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
const STRING = 8;

/** A version-3 file with one text entry and one tensor; data aligned to 32 bytes. */
function tinyGguf(type: number, shape: readonly number[], data: Uint8Array): Buffer {
  const head = Buffer.concat([
    Buffer.from("GGUF"),
    u32(3),
    u64(1),
    u64(1),
    text("general.architecture"),
    u32(STRING),
    text("llama"),
    text("w"),
    u32(shape.length),
    ...shape.map(u64),
    u32(type),
    u64(0),
  ]);
  return Buffer.concat([head, Buffer.alloc((32 - (head.length % 32)) % 32), data]);
}

async function written(bytes: Uint8Array): Promise<string> {
  const path = join(folder, "tiny.gguf");
  await writeFile(path, bytes);
  return path;
}

test("a tensor's shape is rows first, and its bytes are where the file says", async () => {
  const data = Float32Array.of(1, 2, 3, 4, 5, 6);
  const file = await readGguf(await written(tinyGguf(0, [3, 2], new Uint8Array(data.buffer))));
  expect(file.metadata["general.architecture"]).toBe("llama");
  const tensor = file.tensors.get("w")!;
  expect(tensor).toMatchObject({ shape: [2, 3], type: "F32", length: 24 });
  expect(dequantise("F32", await readTensor(file, tensor))).toEqual(data);
});

test("damage is kernel.format: not GGUF, cut in the header, data past the end", async () => {
  const whole = tinyGguf(0, [2], new Uint8Array(8));
  for (const bytes of [
    Buffer.from("PK\u0003\u0004 not a model"),
    Buffer.alloc(0),
    whole.subarray(0, 60),
    whole.subarray(0, whole.length - 1),
  ]) {
    await expect(readGguf(await written(bytes))).rejects.toMatchObject({ code: "kernel.format" });
  }
  await expect(readGguf(join(folder, "missing.gguf"))).rejects.toMatchObject({ code: "model.missing" });
});

test("another quantisation and another architecture are model.unsupported, and say which", async () => {
  const q6k = readGguf(await written(tinyGguf(14, [256], new Uint8Array(210))));
  await expect(q6k).rejects.toMatchObject({ code: "model.unsupported", facts: { code: 14 } });
  const file = await readGguf(await written(tinyGguf(0, [2], new Uint8Array(8))));
  expect(() => decoderShape(file)).toThrow(expect.objectContaining({ code: "model.unsupported" }));
  expect(() => decoderShape({ ...file, metadata: { "general.architecture": "qwen2" } })).toThrow("qwen2");
});

test("half precision by hand", () => {
  expect([0x3c00, 0xc000, 0x3800, 0x0001, 0x7bff, 0x8000].map(halfToNumber)).toEqual([1, -2, 0.5, 2 ** -24, 65504, -0]);
  expect(halfToNumber(0x7c00)).toBe(Number.POSITIVE_INFINITY);
  expect(halfToNumber(0x7e00)).toBeNaN();
});

test("Q4_1 by hand: low nibbles are weights 0–15, high nibbles 16–31, w = d·q + m", () => {
  const block = new Uint8Array(20);
  block.set([0x00, 0x38, 0x00, 0xc0]); // d = 0.5, m = −2
  block[4] = 0xf1;
  block[19] = 0x2e;
  const { codes } = unpackQ4_1(block);
  expect([codes[0], codes[16], codes[15], codes[31]]).toEqual([1, 15, 14, 2]);
  const weights = dequantise("Q4_1", block);
  expect([weights[0], weights[16], weights[15], weights[31], weights[1]]).toEqual([-1.5, 5.5, 5, -1, -2]);
});

test("Q8_0 by hand: codes are kept as q + 128, w = d·q", () => {
  const block = new Uint8Array(34);
  block.set([0x00, 0x40, 127, 0x80, 0xff]); // d = 2; q = 127, −128, −1
  expect([...unpackQ8_0(block).codes.subarray(0, 4)]).toEqual([255, 0, 127, 128]);
  expect([...dequantise("Q8_0", block).subarray(0, 4)]).toEqual([254, -256, -2, 0]);
  expect(() => unpackQ8_0(new Uint8Array(33))).toThrow(expect.objectContaining({ code: "kernel.shape" }));
});
