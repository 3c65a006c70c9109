// Exact search against the obvious one: all scores, sorted.

import fc from "fast-check";
import { expect, test } from "vitest";
import { dot, largest, TopRows, topK } from "#kernels/vectors/top-k.ts";

const matrix = Float32Array.of(1, 0, 0, 1, 0.6, 0.8, -1, 0);

test("by hand: (1,0), (0,1), (0.6,0.8), (−1,0) against (0.6,0.8)", () => {
  const found = topK(matrix, Float32Array.of(0.6, 0.8), 2);
  expect(found.map(({ row }) => row)).toEqual([2, 1]);
  expect(found[0]!.score).toBeCloseTo(1, 6);
  expect(found[1]!.score).toBeCloseTo(0.8, 6);
});

test("extremes: k of none and of more than all, no rows, equal scores in row order", () => {
  const query = Float32Array.of(0, 0);
  expect(topK(matrix, query, 0)).toEqual([]);
  expect(topK(matrix, query, 9).map(({ row }) => row)).toEqual([0, 1, 2, 3]);
  expect(topK(matrix, query, 2).map(({ row }) => row)).toEqual([0, 1]);
  expect(topK(new Float32Array(0), query, 3)).toEqual([]);
});

test("a wrong shape, NaN and a k that is no count are refused", () => {
  expect(() => topK(matrix, new Float32Array(3), 1)).toThrow(expect.objectContaining({ code: "kernel.shape" }));
  expect(() => topK(matrix, new Float32Array(0), 1)).toThrow(expect.objectContaining({ code: "kernel.shape" }));
  expect(() => topK(Float32Array.of(Number.NaN, 0), Float32Array.of(1, 1), 1)).toThrow(expect.objectContaining({ code: "kernel.value" }));
  expect(() => topK(matrix, Float32Array.of(1, 1), 1.5)).toThrow(expect.objectContaining({ code: "kernel.value" }));
});

test("equal to sorting all scores, on random matrices with many ties", () => {
  const small = fc.integer({ min: -2, max: 2 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(small, { maxLength: 300 }), fc.nat(40), (d, numbers, k) => {
      const rows = Math.floor(numbers.length / d);
      const data = Float32Array.from(numbers.slice(0, rows * d));
      const query = Float32Array.from({ length: d }, (_, i) => ((i * 7) % 5) - 2);
      const scores = Array.from({ length: rows }, (_, row) => ({ row, score: dot(data, row * d, query) }));
      expect(topK(data, query, k)).toEqual(scores.sort((x, y) => y.score - x.score || x.row - y.row).slice(0, k));
    }),
  );
});

test("a matrix in parts gives what the whole gives, rows numbered on; the largest of plain values in index order among equals", () => {
  const query = Float32Array.of(0.6, 0.8);
  const parts = new TopRows(query, 3);
  for (const [start, end] of [
    [0, 2],
    [2, 2],
    [2, 8],
  ] as const)
    parts.scan(matrix.subarray(start, end));
  expect(parts.sorted()).toEqual(topK(matrix, query, 3));
  expect(largest([1, 5, 5, -1], 3)).toEqual([1, 2, 0]);
  expect(largest([], 3)).toEqual([]);
});
