// Mask, capacities, cache and rotary order by hand.

import { expect, test } from "vitest";
import { attentionMask } from "#kernels/decode/decoder.ts";
import type { DecoderShape } from "#kernels/decode/decoder-shape.ts";
import { capacityFor, KvCache } from "#kernels/decode/kv-cache.ts";
import { rotaryRowOrder, rotaryTables } from "#kernels/decode/rotary.ts";

test("the mask clears the valid past and the new tokens up to oneself, for each group", () => {
  const mask = attentionMask(1, 2, 3, 2);
  const x = Math.fround(-1e9);
  const once = [0, x, x, 0, x, 0, x, x, 0, 0];
  expect([...mask]).toEqual([...once, ...once]);
});

test("capacities are a function of the length and never too small", () => {
  expect([0, 1, 128, 129, 1024, 1025, 2048, 2049, 4096].map(capacityFor)).toEqual([128, 128, 128, 256, 1024, 1280, 2048, 2560, 4096]);
  for (let length = 0; length < 5000; length++) expect(capacityFor(length)).toBeGreaterThanOrEqual(length);
});

test("the cache keeps each head's rows when its capacity changes, both ways", () => {
  const cache = new KvCache({ layers: 1, kvHeads: 2, headSize: 1 } as DecoderShape);
  cache.write(0, Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8), 2);
  cache.commit(2);
  expect(cache.fit(100)).toBe(false);
  expect(cache.fit(200)).toBe(true);
  expect([cache.keys[0]![0], cache.keys[0]![1], cache.keys[0]![256], cache.keys[0]![257]]).toEqual([1, 2, 3, 4]);
  expect(cache.fit(2)).toBe(true);
  expect([cache.values[0]![0], cache.values[0]![1], cache.values[0]![128], cache.values[0]![129]]).toEqual([5, 6, 7, 8]);
  expect(cache.length).toBe(2);
});

test("rotary rows: heads of four, (pair, half) in the file becomes (half, pair)", () => {
  expect([...rotaryRowOrder(8, 4)]).toEqual([0, 2, 1, 3, 4, 6, 5, 7]);
});

test("rotary angles: position 0 does not turn; pair 0 turns one radian for each position", () => {
  const { cos, sin } = rotaryTables(3, 4, 10_000);
  expect([...cos.subarray(0, 2), ...sin.subarray(0, 2)]).toEqual([1, 1, 0, 0]);
  expect(cos[4]).toBeCloseTo(Math.cos(2), 6);
  expect(sin[5]).toBeCloseTo(Math.sin(2 * 0.01), 6);
});
