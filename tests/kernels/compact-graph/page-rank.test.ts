// Power iteration against the solution of the dense linear system.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { nearPageRank, personalisedPageRank } from "#kernels/compact-graph/page-rank.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { edgeLists, graphOf, rowOf } from "#tests/kernels/compact-graph/random-graph.ts";

/** Solves (I − d·(Pᵀ + s·danglingᵀ)) p = (1−d)·s by Gaussian elimination. */
function dense(rows: Adjacency, start: readonly number[], damping: number): number[] {
  const n = start.length;
  const total = start.reduce((a, b) => a + b, 0);
  const s = start.map((weight) => weight / total);
  const matrix = s.map((weight, i) => [...s.map((_, j) => (i === j ? 1 : 0)), (1 - damping) * weight]);
  for (let j = 0; j < n; j++) {
    const row = rowOf(rows, j);
    const sum = row.reduce((a, b) => a + b.strength, 0);
    if (sum === 0)
      s.forEach((weight, i) => {
        matrix[i]![j]! -= damping * weight;
      });
    for (const { target, strength } of row) matrix[target]![j]! -= (damping * strength) / sum;
  }
  for (let i = 0; i < n; i++) {
    const pivot = matrix.slice(i).reduce((best, row, at) => (Math.abs(row[i]!) > Math.abs(matrix[best]![i]!) ? at + i : best), i);
    [matrix[i], matrix[pivot]] = [matrix[pivot]!, matrix[i]!];
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = matrix[k]![i]! / matrix[i]![i]!;
      for (let j = i; j <= n; j++) matrix[k]![j]! -= factor * matrix[i]![j]!;
    }
  }
  return matrix.map((row, i) => row[n]! / row[i]!);
}

test("two linked nodes, damping ½, start at the first: p = (2/3, 1/3)", () => {
  const rows = undirected(graphOf({ nodes: 2, edges: [[0, 1, 0.3]] }));
  const rank = personalisedPageRank(rows, Float64Array.of(7, 0), { damping: 0.5 });
  expect(rank[0]).toBeCloseTo(2 / 3, 7);
  expect(rank[1]).toBeCloseTo(1 / 3, 7);
});

test("random graphs: equal to the dense solution, and sums to one", () => {
  fc.assert(
    fc.property(edgeLists(), fc.integer({ min: 0, max: 9 }), fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (list, tenths, stream) => {
      const rows = undirected(graphOf(list));
      const start = Array.from({ length: list.nodes }, () => stream.next().value as number);
      start[0] = 1;
      const rank = personalisedPageRank(rows, Float64Array.from(start), { damping: tenths / 10, tolerance: 1e-12, maxIterations: 2000 });
      const exact = dense(rows, start, tenths / 10);
      for (const [node, value] of exact.entries()) expect(rank[node]).toBeCloseTo(value, 8);
      expect(rank.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    }),
  );
});

test("random graphs: what lies near is never more than the exact value, short of it by what was left, and as exact as asked", () => {
  fc.assert(
    fc.property(edgeLists(), fc.integer({ min: 0, max: 9 }), fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (list, tenths, stream) => {
      const rows = undirected(graphOf(list));
      const start = Array.from({ length: list.nodes }, () => stream.next().value as number);
      start[0] = 1;
      const exact = dense(rows, start, tenths / 10);
      for (const least of [1e-2, 1e-5, 1e-12]) {
        const near = nearPageRank(rows, Float64Array.from(start), { damping: tenths / 10, least });
        const short = exact.reduce((sum, value, node) => sum + value - near[node]!, 0);
        const links = exact.reduce((sum, _, node) => sum + Math.max(1, rowOf(rows, node).length), 0);
        expect(short).toBeLessThanOrEqual(least * links + 1e-9);
        for (const [node, value] of exact.entries()) expect(near[node]).toBeLessThanOrEqual(value + 1e-9);
      }
    }),
  );
});

test("near the start nodes, by hand: (2/3, 1/3); nothing is looked at where nothing may be left, and none for no start", () => {
  const rows = undirected(graphOf({ nodes: 4, edges: [[0, 1, 0.3], [2, 3, 1]] })); // biome-ignore format: a picture
  const rank = nearPageRank(rows, Float64Array.of(7, 0, 0, 0), { damping: 0.5, least: 1e-12 });
  expect(rank[0]).toBeCloseTo(2 / 3, 9);
  expect([...rank.slice(1)].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([0.333333333, 0, 0]);
  expect([...nearPageRank(rows, new Float64Array(4), { damping: 0.5, least: 1e-6 })]).toEqual([0, 0, 0, 0]);
});

test("extremes: no nodes, no start, a start outside every link", () => {
  const none = undirected(graphOf({ nodes: 1, edges: [] }));
  expect([...personalisedPageRank(none, Float64Array.of(1), { damping: 0.85 })]).toEqual([1]);
  expect([...personalisedPageRank(none, Float64Array.of(0), { damping: 0.85 })]).toEqual([0]);
  const pair = undirected(graphOf({ nodes: 3, edges: [[0, 1, 1]] }));
  expect([...personalisedPageRank(pair, Float64Array.of(0, 0, 4), { damping: 0.85 })]).toEqual([0, 0, 1]);
});

test("bad starts and damping are refused", () => {
  const rows = undirected(graphOf({ nodes: 2, edges: [[0, 1, 1]] }));
  expect(() => personalisedPageRank(rows, Float64Array.of(1), { damping: 0.5 })).toThrow(expect.objectContaining({ code: "kernel.shape" }));
  for (const start of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
    expect(() => personalisedPageRank(rows, Float64Array.of(start, 1), { damping: 0.5 })).toThrow(
      expect.objectContaining({ code: "kernel.value" }),
    );
  }
  expect(() => personalisedPageRank(rows, Float64Array.of(1, 1), { damping: 1 })).toThrow(
    expect.objectContaining({ code: "kernel.value" }),
  );
});
