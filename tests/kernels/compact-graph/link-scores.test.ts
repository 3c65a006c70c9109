// The table of link scores against sets and powers of the matrix, and against NetworkX.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { linkScores } from "#kernels/compact-graph/link-scores.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { bioGraphIsHere, readBioGraph } from "#tests/kernels/compact-graph/bio-graph.ts";
import { karateClub } from "#tests/kernels/compact-graph/karate-club.ts";
import { edgeLists, graphOf, rowOf } from "#tests/kernels/compact-graph/random-graph.ts";

/** Σ β^l·A^l by multiplying matrices. */
function obviousKatz(rows: Adjacency, attenuation: number, steps: number): number[][] {
  const n = rows.offsets.length - 1;
  const matrix: number[][] = Array.from({ length: n }, (_, a) => {
    const near = rowOf(rows, a).map(({ target }) => target);
    return Array.from({ length: n }, (__, b) => (near.includes(b) ? 1 : 0));
  });
  const times = (x: number[][], y: number[][]) =>
    x.map((row) => row.map((_, b) => row.reduce((sum, value, k) => sum + value * y[k]![b]!, 0)));
  let power = matrix;
  const sum = matrix.map((row) => row.map(() => 0));
  for (let step = 1; step <= steps; step++, power = times(power, matrix)) {
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) sum[a]![b]! += attenuation ** step * power[a]![b]!;
  }
  return sum;
}

test("by hand: the ends of a path 0–1–2 with 1–3: one shared neighbour of degree 3, walks of 2 and 4 steps", () => {
  const rows = undirected(graphOf({ nodes: 4, edges: [[0, 1, 1], [1, 2, 1], [1, 3, 1]] })); // biome-ignore format: a picture
  // From 0 to 2: 0–1–2, then 0–1–x–1–2 for x of 0, 2, 3.
  const scores = linkScores(rows, [[0, 2]], { attenuation: 0.5, steps: 4 }); // biome-ignore format: a pair
  expect(scores).toEqual({
    commonNeighbours: Float64Array.of(1),
    adamicAdar: Float64Array.of(1 / Math.log(3)),
    resourceAllocation: Float64Array.of(1 / 3),
    jaccard: Float64Array.of(1),
    preferentialAttachment: Float64Array.of(1),
    katz: Float64Array.of(1 / 4 + 3 / 16),
  });
});

test("random graphs: all pairs at once, by sets and by powers of the matrix", () => {
  fc.assert(
    fc.property(edgeLists(), fc.integer({ min: 1, max: 5 }), (list, steps) => {
      const rows = undirected(graphOf(list));
      const near = Array.from({ length: list.nodes }, (_, node) => new Set(rowOf(rows, node).map(({ target }) => target)));
      const pairs = near.flatMap((_, a) => near.flatMap((__, b) => (a === b ? [] : [[a, b] as const])));
      const scores = linkScores(rows, pairs, { attenuation: 0.25, steps });
      const katz = obviousKatz(rows, 0.25, steps);
      for (const [index, [a, b]] of pairs.entries()) {
        const shared = [...near[a]!].filter((node) => near[b]!.has(node));
        expect(scores.commonNeighbours[index]).toBe(shared.length);
        expect(scores.preferentialAttachment[index]).toBe(near[a]!.size * near[b]!.size);
        expect(scores.katz[index]).toBeCloseTo(katz[a]![b]!, 9);
      }
    }),
  );
});

test("no pairs give empty rows", () => {
  const scores = linkScores(undirected(graphOf({ nodes: 2, edges: [] })), []);
  expect(Object.values(scores).every((row) => row.length === 0)).toBe(true);
});

test("Zachary's karate club: NetworkX 3.6.1's scores of 0 and 33", () => {
  expect(linkScores(undirected(karateClub()), [[0, 33]])).toMatchObject({
    adamicAdar: { 0: expect.closeTo(2.7110197222973085, 12) },
    resourceAllocation: { 0: expect.closeTo(0.9, 12) },
    jaccard: { 0: expect.closeTo(0.13793103448275862, 12) },
    preferentialAttachment: { 0: 272 },
    katz: { 0: expect.closeTo(0.01319375, 12) },
  });
});

describe.skipIf(!bioGraphIsHere)("BioGraph", () => {
  test("NetworkX 3.6.1's scores of its two largest hubs, biological materials and mechanical properties", () => {
    expect(linkScores(undirected(readBioGraph().graph), [[61, 89]])).toMatchObject({
      adamicAdar: { 0: expect.closeTo(1.2138140537686513, 12) },
      resourceAllocation: { 0: expect.closeTo(0.08359397638164731, 12) },
      jaccard: { 0: expect.closeTo(0.015479876160990712, 12) },
      preferentialAttachment: { 0: 26847 },
      katz: { 0: expect.closeTo(0.13421875, 12) },
    });
  });
});
