// The safetensors header: a small file by hand, and every way it can be broken.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSafetensorsHeader } from "#kernels/safetensors/header.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hortus-safetensors-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(header: string, dataBytes: number, declared = Buffer.byteLength(header)): Promise<string> {
  const path = join(folder, "x.safetensors");
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(declared));
  await writeFile(path, Buffer.concat([prefix, Buffer.from(header), Buffer.alloc(dataBytes)]));
  return path;
}

test("a tensor's place counts from the start of the file", async () => {
  const header = '{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,3],"data_offsets":[4,28]}}';
  const entries = await readSafetensorsHeader(await file(header, 28));
  expect([...entries]).toEqual([["w", { dtype: "F32", shape: [2, 3], offset: 8 + header.length + 4, length: 24 }]]);
});

test.each([
  ["a header that is not JSON", "{nope", 0, 5],
  ["a header longer than the file", "{}", 0, 1000],
  ["a tensor past the end", '{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 4, undefined],
  ["a tensor without a place", '{"w":{"dtype":"F32","shape":[2]}}', 4, undefined],
  ["a list", "[]", 0, undefined],
])("%s is kernel.format", async (_, header, dataBytes, declared) => {
  await expect(readSafetensorsHeader(await file(header, dataBytes, declared))).rejects.toMatchObject({ code: "kernel.format" });
});

test("an empty file is kernel.format", async () => {
  const path = join(folder, "empty.safetensors");
  await writeFile(path, "");
  await expect(readSafetensorsHeader(path)).rejects.toMatchObject({ code: "kernel.format" });
});
