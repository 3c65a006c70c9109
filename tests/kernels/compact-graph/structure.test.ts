// Cores, cut points, triangles and degrees against what their definitions say, and against NetworkX.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clustering } from "#kernels/compact-graph/clustering.ts";
import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { connectedComponents } from "#kernels/compact-graph/components.ts";
import { coreNumbers } from "#kernels/compact-graph/cores.ts";
import { cutPoints } from "#kernels/compact-graph/cut-points.ts";
import { degreeStatistics, degreesOf } from "#kernels/compact-graph/degrees.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { bioGraphIsHere, readBioGraph } from "#tests/kernels/compact-graph/bio-graph.ts";
import { karateClub } from "#tests/kernels/compact-graph/karate-club.ts";
import { type EdgeList, edgeLists, graphOf, rowOf } from "#tests/kernels/compact-graph/random-graph.ts";

const nearOf = (rows: Adjacency): Set<number>[] =>
  Array.from({ length: rows.offsets.length - 1 }, (_, node) => new Set(rowOf(rows, node).map(({ target }) => target)));

/** Takes away nodes of fewer than k links, again and again, for each k. */
function obviousCores(rows: Adjacency): number[] {
  const near = nearOf(rows);
  const core = near.map(() => 0);
  for (let k = 1; k < near.length; k++) {
    let left = new Set(near.keys());
    for (let before = -1; before !== left.size; ) {
      before = left.size;
      left = new Set([...left].filter((node) => [...near[node]!].filter((other) => left.has(other)).length >= k));
    }
    for (const node of left) core[node] = k;
  }
  return core;
}

/** Components when edges are left out. */
function componentsWithout(list: EdgeList, isOut: (a: number, b: number) => boolean): number {
  const edges = list.edges.filter(([a, b]) => !isOut(a, b));
  return connectedComponents(undirected(graphOf({ ...list, edges }))).sizes.length;
}

/** Without its links a node is a component of its own: one more than that means that others fell apart. */
function obviousCutPoints(list: EdgeList) {
  const rows = undirected(graphOf(list));
  const whole = connectedComponents(rows).sizes.length;
  const nodes = nearOf(rows).flatMap((near, node) =>
    near.size > 0 && componentsWithout(list, (a, b) => a === node || b === node) > whole + 1 ? [node] : [],
  );
  const links = nearOf(rows).flatMap((near, a) => [...near].filter((b) => a < b).map((b) => [a, b] as const));
  const bridges = links.filter(([x, y]) => componentsWithout(list, (a, b) => (a === x && b === y) || (a === y && b === x)) > whole);
  return { nodes, bridges };
}

function obviousClustering(rows: Adjacency) {
  const near = nearOf(rows);
  const triangles = near.map((own) => {
    const others = [...own];
    return others.flatMap((a, index) => others.slice(index + 1).filter((b) => near[a]!.has(b))).length;
  });
  const pairs = near.map(({ size }) => (size * (size - 1)) / 2);
  const closed = triangles.reduce((sum, count) => sum + count, 0);
  const all = pairs.reduce((sum, count) => sum + count, 0);
  const mean = triangles.reduce((sum, count, node) => sum + (pairs[node] === 0 ? 0 : count / pairs[node]!), 0) / near.length;
  return { triangles, total: closed / 3, mean, transitivity: all === 0 ? 0 : closed / all };
}

/** Pearson's correlation of two lists, or null. */
function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [x, y] = [mean(xs), mean(ys)];
  const variance = mean(xs.map((value) => (value - x) ** 2));
  return xs.length === 0 || variance < 1e-12 ? null : mean(xs.map((value, index) => (value - x) * (ys[index]! - y))) / variance;
}

/** A triangle 0 1 2, a bridge 2–3, a square with both diagonals 3 4 5 6, a leaf 7 on 0, a node 8 alone. */
const BY_HAND: EdgeList = {
  nodes: 9,
  edges: [[0, 1, 1], [1, 2, 1], [0, 2, 1], [2, 3, 1], [3, 4, 1], [4, 5, 1], [5, 6, 1], [6, 3, 1], [3, 5, 1], [4, 6, 1], [0, 7, 1]], // biome-ignore format: a picture
};

test("by hand: cores, cut points, triangles and degrees of a drawn graph", () => {
  const rows = undirected(graphOf(BY_HAND));
  expect([...coreNumbers(rows)]).toEqual([2, 2, 2, 3, 3, 3, 3, 1, 0]);
  expect(cutPoints(rows)).toEqual({ nodes: [0, 2, 3], bridges: [[0, 7], [2, 3]] }); // biome-ignore format: a picture
  const found = clustering(rows);
  expect([...found.triangles]).toEqual([1, 1, 1, 3, 3, 3, 3, 0, 0]);
  expect(found.total).toBe(5);
  // Pairs of neighbours: 3, 1, 3, 6, 3, 3, 3, 0, 0.
  expect(found.mean).toBeCloseTo((1 / 3 + 1 + 1 / 3 + 1 / 2 + 3) / 9, 12);
  expect(found.transitivity).toBeCloseTo(15 / 22, 12);
  expect(degreeStatistics(rows)).toMatchObject({ mean: 22 / 9, median: 3, maximum: 4, isolated: 1, leaves: 1, density: 11 / 36 });
});

test("by hand: a star is as disassortative as can be, a ring has no assortativity", () => {
  const star = undirected(graphOf({ nodes: 4, edges: [[0, 1, 1], [0, 2, 1], [0, 3, 1]] })); // biome-ignore format: a picture
  expect(degreeStatistics(star).assortativity).toBeCloseTo(-1, 12);
  const ring = undirected(graphOf({ nodes: 3, edges: [[0, 1, 1], [1, 2, 1], [2, 0, 1]] })); // biome-ignore format: a picture
  expect(degreeStatistics(ring).assortativity).toBeNull();
});

test("random graphs: core numbers are those of peeling", () => {
  fc.assert(
    fc.property(edgeLists(12), (list) => {
      const rows = undirected(graphOf(list));
      expect([...coreNumbers(rows)]).toEqual(obviousCores(rows));
    }),
  );
});

test("random graphs: cut points and bridges are what falls apart when taken out", () => {
  fc.assert(
    fc.property(edgeLists(12), (list) => {
      expect(cutPoints(undirected(graphOf(list)))).toEqual(obviousCutPoints(list));
    }),
  );
});

test("random graphs: triangles and clustering are those of sets", () => {
  fc.assert(
    fc.property(edgeLists(12), (list) => {
      const rows = undirected(graphOf(list));
      const [found, expected] = [clustering(rows), obviousClustering(rows)];
      expect([...found.triangles]).toEqual(expected.triangles);
      expect(found.total).toBe(expected.total);
      expect(found.mean).toBeCloseTo(expected.mean, 12);
      expect(found.transitivity).toBeCloseTo(expected.transitivity, 12);
    }),
  );
});

test("random graphs: degrees are those of sets, assortativity is the correlation over both ends", () => {
  fc.assert(
    fc.property(edgeLists(12), (list) => {
      const rows = undirected(graphOf(list));
      const near = nearOf(rows);
      const sizes = near.map(({ size }) => size).sort((a, b) => a - b);
      expect([...degreesOf(rows)]).toEqual(near.map(({ size }) => size));
      const ends = near.flatMap((own, node) => [...own].map((other) => [near[node]!.size, near[other]!.size] as const));
      const expected = correlation(
        ends.map(([own]) => own),
        ends.map(([, other]) => other),
      );
      const found = degreeStatistics(rows);
      if (expected === null) expect(found.assortativity).toBeNull();
      else expect(found.assortativity).toBeCloseTo(expected, 9);
      const middle = sizes.length / 2;
      expect(found.median).toBe((sizes[Math.ceil(middle) - 1]! + sizes[Math.floor(middle)]!) / 2);
      expect(found.maximum).toBe(sizes.at(-1));
      expect([found.isolated, found.leaves]).toEqual([0, 1].map((links) => sizes.filter((size) => size === links).length));
    }),
  );
});

test("extremes: no nodes; a chain longer than any stack", () => {
  const none = undirected(graphOf({ nodes: 0, edges: [] }));
  expect(coreNumbers(none)).toHaveLength(0);
  expect(cutPoints(none)).toEqual({ nodes: [], bridges: [] });
  expect(clustering(none)).toMatchObject({ total: 0, mean: 0, transitivity: 0 });
  expect(degreeStatistics(none)).toEqual({ mean: 0, median: 0, maximum: 0, isolated: 0, leaves: 0, density: 0, assortativity: null });
  const length = 100_000;
  const chain = undirected(
    graphOf({ nodes: length, edges: Array.from({ length: length - 1 }, (_, node) => [node, node + 1, 1] as const) }),
  );
  expect(cutPoints(chain).nodes).toHaveLength(length - 2);
  expect(cutPoints(chain).bridges).toHaveLength(length - 1);
});

test("Zachary's karate club: NetworkX 3.6.1's figures", () => {
  const rows = undirected(karateClub());
  expect(clustering(rows)).toMatchObject({ total: 45, mean: expect.closeTo(0.5706384782076823, 12), transitivity: expect.closeTo(0.2556818181818182, 12) }); // biome-ignore format: figures
  expect(degreeStatistics(rows)).toMatchObject({ maximum: 17, leaves: 1, assortativity: expect.closeTo(-0.47561309768461413, 12) });
  const cores = coreNumbers(rows);
  expect([1, 2, 3, 4].map((k) => cores.filter((core) => core === k).length)).toEqual([1, 11, 12, 10]);
  expect(cutPoints(rows)).toMatchObject({ nodes: [0], bridges: [[0, 11]] });
});

describe.skipIf(!bioGraphIsHere)("BioGraph", () => {
  test("NetworkX 3.6.1's figures, self-loops left out (golden.py)", () => {
    const { graph } = readBioGraph();
    const rows = undirected(graph);
    expect([graph.nodes, graph.edges, rows.targets.length / 2]).toEqual([12319, 15752, 15684]);
    const { sizes } = connectedComponents(rows);
    expect([sizes.length, Math.max(...sizes)]).toEqual([28, 11964]);
    expect(clustering(rows)).toMatchObject({ total: 1056, mean: expect.closeTo(0.022620813961467524, 12), transitivity: expect.closeTo(0.018735695403012613, 12) }); // biome-ignore format: figures
    expect(degreeStatistics(rows)).toMatchObject({
      mean: expect.closeTo(2.5463105771572367, 12),
      median: 1,
      maximum: 171,
      leaves: 7639,
      density: expect.closeTo(0.00020671461090739055, 12),
      assortativity: expect.closeTo(-0.015502930889655719, 12),
    });
    const cores = coreNumbers(rows);
    const bySize = Array.from({ length: 10 }, (_, k) => cores.filter((core) => core === k).length);
    expect(bySize).toEqual([0, 9026, 2372, 644, 220, 29, 1, 2, 15, 10]);
    const cut = cutPoints(rows);
    expect([cut.nodes.length, cut.bridges.length]).toEqual([3258, 9051]);
  });
});
