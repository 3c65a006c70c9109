// The embedder's parts by hand: batches by length, pooling, truncation.

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { batchesByLength } from "#kernels/embedding/batches.ts";
import { encoderShape } from "#kernels/embedding/minilm-graph.ts";
import { meanPoolUnit } from "#kernels/embedding/pooling.ts";
import { createWordPiece } from "#kernels/embedding/wordpiece.ts";
import { weightsOrSkip } from "#tests/weights.ts";

test("batches hold one length each, shortest first, never more than the limit, and every text once", () => {
  expect(batchesByLength([3, 5, 3, 3, 9], 6)).toEqual([
    { tokens: 3, rows: [0, 2] },
    { tokens: 3, rows: [3] },
    { tokens: 5, rows: [1] },
    { tokens: 9, rows: [4] },
  ]);
  expect(batchesByLength([])).toEqual([]);
});

test("pooling by hand: rows (1,2) and (2,2) have mean (1.5,2), which is (0.6,0.8) at length 1", () => {
  const hidden = Float32Array.of(9, 9, 9, 9, 1, 2, 2, 2);
  const pooled = meanPoolUnit(hidden, 1, 2, 2);
  expect(pooled[0]).toBeCloseTo(0.6, 7);
  expect(pooled[1]).toBeCloseTo(0.8, 7);
  expect(meanPoolUnit(new Float32Array(4), 0, 2, 2)).toEqual(new Float32Array(2));
});

test("an unknown architecture is refused", () => {
  expect(() => encoderShape({ model_type: "mpnet", hidden_act: "gelu" })).toThrow(expect.objectContaining({ code: "model.unsupported" }));
});

test("text is lower-cased, framed by [CLS] and [SEP], cut at 256 with [SEP] kept, and never padded", async (context) => {
  const { tokenizer } = await weightsOrSkip("all-minilm-l6-v2", context);
  const encode = createWordPiece(await readFile(tokenizer!, "utf8"));
  expect(encode("Hello world")).toEqual([101, 7592, 2088, 102]);
  expect(encode("")).toEqual([101, 102]);
  const long = encode("silk ".repeat(1000));
  expect(long).toHaveLength(256);
  expect([long[0], long[255]]).toEqual([101, 102]);
});
