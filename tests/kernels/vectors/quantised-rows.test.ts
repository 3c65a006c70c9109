// Rows as bytes against rows as they are: no row that belongs is ever left out, and few are answered that do not.

import fc from "fast-check";
import { expect, test } from "vitest";
import { int8Scan } from "#kernels/vectors/int8-scan.ts";
import { QuantisedRows } from "#kernels/vectors/quantised-rows.ts";
import { dot } from "#kernels/vectors/top-k.ts";

test("the scan is the obvious sum, on random rows and at the extremes of both kinds of numbers", () => {
  const { memory, scan } = int8Scan();
  memory.grow(4);
  const byte = fc.oneof(fc.constantFrom(-127, 127), fc.integer({ min: -127, max: 127 }));
  const word = fc.oneof(fc.constantFrom(-32767, 32767), fc.integer({ min: -32767, max: 32767 }));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 5 }),
      fc.infiniteStream(byte),
      fc.infiniteStream(word),
      (lanes, count, bytes, words) => {
        const d = 16 * lanes;
        const rows = new Int8Array(memory.buffer, 4096, count * d).map(() => bytes.next().value);
        new Int8Array(memory.buffer, 4096, count * d).set(rows);
        const query = new Int16Array(memory.buffer, 0, d).map(() => words.next().value);
        new Int16Array(memory.buffer, 0, d).set(query);
        scan(4096, 0, 2048, count, d);
        const sums = Array.from({ length: count }, (_, row) => query.reduce((sum, value, i) => sum + value * rows[row * d + i]!, 0));
        expect([...new Int32Array(memory.buffer, 2048, count)]).toEqual(sums);
      },
    ),
  );
});

function rowsOf(vectors: readonly Float32Array[], d: number): QuantisedRows {
  const rows = new QuantisedRows(vectors.length, d);
  for (const [row, vector] of vectors.entries()) rows.put(row, vector);
  return rows;
}

test("by hand: (1,0), (0,1), (0.6,0.8), (−1,0) against (0.6,0.8); what is as near as the last is answered too", () => {
  const vectors = [
    [1, 0],
    [0, 1],
    [0.6, 0.8],
    [-1, 0],
    [0.6, 0.8],
  ].map((row) => Float32Array.from(row));
  const rows = rowsOf(vectors, 2);
  expect(rows.candidates(Float32Array.of(0.6, 0.8), 1)).toEqual([2, 4]);
  expect(rows.candidates(Float32Array.of(0.6, 0.8), 3)).toEqual([1, 2, 4]);
  expect(rows.candidates(Float32Array.of(-1, 0), 1)).toEqual([3]);
});

test("extremes: none wanted, more than there are, no rows, a query of zeros; wrong lengths and NaN are refused", () => {
  const rows = rowsOf([Float32Array.of(1, 2, 3), Float32Array.of(0, 0, 0)], 3);
  expect(rows.candidates(Float32Array.of(1, 1, 1), 0)).toEqual([]);
  expect(rows.candidates(Float32Array.of(1, 1, 1), 9)).toEqual([0, 1]);
  expect(rows.candidates(Float32Array.of(0, 0, 0), 1)).toEqual([0, 1]);
  expect(new QuantisedRows(0, 3).candidates(Float32Array.of(1, 1, 1), 2)).toEqual([]);
  expect(() => rows.candidates(Float32Array.of(1, 1), 1)).toThrow(expect.objectContaining({ code: "kernel.shape" }));
  expect(() => rows.candidates(Float32Array.of(1, Number.NaN, 1), 1)).toThrow(expect.objectContaining({ code: "kernel.value" }));
  expect(() => rows.put(0, Float32Array.of(1, Number.POSITIVE_INFINITY, 1))).toThrow(expect.objectContaining({ code: "kernel.value" }));
});

test("whatever the numbers, the k nearest are among the candidates, ties with the last included", () => {
  const number = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, 1e-35, -1e-20, 3e4, -3e4, 0.5));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 6 }),
      fc.infiniteStream(number),
      (d, count, k, numbers) => {
        const draw = () => Float32Array.from({ length: d }, () => numbers.next().value);
        const vectors = Array.from({ length: count }, draw);
        const query = draw();
        const scores = vectors.map((vector) => dot(vector, 0, query));
        const last = scores.toSorted((a, b) => b - a)[Math.min(k, count) - 1]!;
        const found = rowsOf(vectors, d).candidates(query, k);
        for (const [row, score] of scores.entries()) if (score >= last) expect(found).toContain(row);
      },
    ),
    { numRuns: 300 },
  );
});

test("of many rows few are candidates", () => {
  let state = 7;
  const draw = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x40000000 - 1;
  };
  const vectors = Array.from({ length: 3000 }, () => Float32Array.from({ length: 96 }, draw));
  const found = rowsOf(vectors, 96).candidates(vectors[5]!, 10);
  expect(found).toContain(5);
  expect(found.length).toBeLessThan(100);
});
