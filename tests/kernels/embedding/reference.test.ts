// The embedder against the obvious encoder, and what its vectors mean.

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { createEmbedder } from "#kernels/embedding/embedder.ts";
import { createWordPiece } from "#kernels/embedding/wordpiece.ts";
import { dot } from "#kernels/vectors/top-k.ts";
import { testCacheFolder, weightsOrSkip } from "#tests/weights.ts";
import { referenceEncoder } from "./reference-encoder.ts";

test("vectors are those of the obvious encoder: mean of its last layer at length 1", async (context) => {
  const weights = await weightsOrSkip("all-minilm-l6-v2", context);
  const text = "Spider silk is tough.";
  const ids = createWordPiece(await readFile(weights.tokenizer!, "utf8"))(text);
  const hidden = await referenceEncoder(weights.model, ids);
  const mean = Float64Array.from({ length: 384 }, (_, i) => hidden.reduce((sum, row) => sum + row[i]!, 0) / hidden.length);
  const length = Math.hypot(...mean);
  await using embedder = await createEmbedder({ cacheFolder: testCacheFolder(), threads: 1, weights });
  const [vector] = await embedder.embed([text]);
  const worst = mean.reduce((most, value, i) => Math.max(most, Math.abs(value / length - vector![i]!)), 0);
  expect(worst).toBeLessThan(1e-6);
});

test("near meanings are near: eating and a meal, not a market", async (context) => {
  const weights = await weightsOrSkip("all-minilm-l6-v2", context);
  await using embedder = await createEmbedder({ cacheFolder: testCacheFolder(), threads: 1, weights });
  const [eating, meal, market] = await embedder.embed(["A man is eating food.", "Someone eats a meal.", "The stock market crashed."]);
  expect(dot(eating!, 0, meal!)).toBeGreaterThan(0.6);
  expect(Math.abs(dot(eating!, 0, market!))).toBeLessThan(0.2);
});
