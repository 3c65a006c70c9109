// The ONNX writer: wire bytes by hand, and small graphs that the real runtime loads and computes.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GraphBuilder } from "#kernels/onnx/graph-builder.ts";
import { writeModelFile } from "#kernels/onnx/model-file.ts";
import { ProtobufWriter } from "#kernels/onnx/protobuf.ts";
import { disableUsageReporting, floatTensor, openSession } from "#kernels/onnx/runtime.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hortus-onnx-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("wire bytes by hand, from the protobuf encoding guide", () => {
  expect([...new ProtobufWriter().int(1, 150).finish()]).toEqual([0x08, 0x96, 0x01]);
  expect([...new ProtobufWriter().bytes(2, "testing").finish()]).toEqual([0x12, 7, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
  expect([...new ProtobufWriter().bytes(3, new ProtobufWriter().int(1, 150)).finish()]).toEqual([0x1a, 3, 0x08, 0x96, 0x01]);
  expect([...new ProtobufWriter().float(2, 1).finish()]).toEqual([0x15, 0, 0, 0x80, 0x3f]);
  expect([...new ProtobufWriter().int(1, -1).finish()]).toEqual([0x08, ...Array(9).fill(0xff), 1]);
  expect(new ProtobufWriter().bytes(1, new Uint8Array(1000)).finish()).toHaveLength(1003);
});

test("a linear map with external weights computes x·Wᵀ + b: by hand (1,2)·[[3,4],[5,6]]ᵀ + (10,20) = (21,37)", async () => {
  await writeFile(join(folder, "w.bin"), new Uint8Array(Float32Array.of(0, 3, 4, 5, 6).buffer));
  const graph = new GraphBuilder("linear");
  const x = graph.input("x", "float32", ["N", 2]);
  const weight = graph.external("w", "float32", [2, 2], { file: "w.bin", offset: 4, length: 16 });
  graph.node("Gemm", "y", [x, weight, graph.constant("float32", [10, 20])], { transB: 1 });
  graph.output("y", "float32", ["N", 2]);
  const path = join(folder, "linear.onnx");
  await writeModelFile(path, graph.finish());
  const session = await openSession(path, { threads: 1 });
  const { y } = await session.run({ x: floatTensor(Float32Array.of(1, 2), [1, 2]) });
  expect([...(y!.data as Float32Array)]).toEqual([21, 37]);
  await session.release();
});

test("a weight whose length does not fit its shape, and one declared twice, are refused", () => {
  const graph = new GraphBuilder("x");
  const data = { file: "w.bin", offset: 0, length: 16 };
  expect(() => graph.external("w", "float32", [3], data)).toThrow(expect.objectContaining({ code: "kernel.shape" }));
  graph.external("w", "float32", [4], data);
  expect(() => graph.external("w", "float32", [4], data)).toThrow(expect.objectContaining({ code: "kernel.format" }));
});

test("a file that is no model is kernel.format", async () => {
  const path = join(folder, "broken.onnx");
  await writeFile(path, "not a model");
  await expect(openSession(path, { threads: 1 })).rejects.toMatchObject({ code: "kernel.format" });
});

test("usage reporting is off", () => {
  const environment: NodeJS.ProcessEnv = {};
  disableUsageReporting(environment);
  expect(environment.ORT_DISABLE_TELEMETRY).toBe("1");
  expect(process.env.ORT_DISABLE_TELEMETRY).toBe("1");
});
