// Betweenness and bridging against every shortest way written out, and against NetworkX.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betweenness } from "#kernels/compact-graph/betweenness.ts";
import { bridgingCentrality, bridgingCoefficients } from "#kernels/compact-graph/bridging.ts";
import { type Adjacency, identity } from "#kernels/compact-graph/compact-graph.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { bioGraphIsHere, readBioGraph } from "#tests/kernels/compact-graph/bio-graph.ts";
import { karateClub } from "#tests/kernels/compact-graph/karate-club.ts";
import { allSimpleWalks, edgeLists, graphOf, rowOf } from "#tests/kernels/compact-graph/random-graph.ts";

/** Every pair's shortest ways by exhaustive search, and the share of them that pass through each node. */
function obviousBetweenness(rows: Adjacency): number[] {
  const nodes = rows.offsets.length - 1;
  const sum = new Array<number>(nodes).fill(0);
  for (let a = 0; a < nodes; a++) {
    for (let b = a + 1; b < nodes; b++) {
      const walks = allSimpleWalks(rows, a, b);
      const least = Math.min(...walks.map((walk) => walk.length));
      const shortest = walks.filter((walk) => walk.length === least);
      for (const walk of shortest) for (const node of walk.slice(1, -1)) sum[node]! += 1 / shortest.length;
    }
  }
  return sum;
}

const top = (scores: ArrayLike<number>, count: number): [number, number][] =>
  Array.from(scores, (score, node): [number, number] => [node, score])
    .sort((x, y) => y[1] - x[1] || x[0] - y[0])
    .slice(0, count);

const SQUARE_WITH_TAIL = graphOf({ nodes: 5, edges: [[0, 1, 1], [1, 2, 1], [2, 3, 1], [3, 0, 1], [3, 4, 1]] }); // biome-ignore format: a picture

test("by hand: a square 0–1–2–3 with a tail 3–4", () => {
  const rows = undirected(SQUARE_WITH_TAIL);
  // 0: half of 1–3 and half of 1–4; 1: half of 0–2; 3: half of 0–2, and all of 0–4, 1–4, 2–4.
  expect([...betweenness(rows, identity(5))]).toEqual([1, 0.5, 1, 3.5, 0]);
  // 4: (1/1)/(1/3) = 3; 3: (1/3)/(1/2 + 1/2 + 1) = 1/6; 0: (1/2)/(1/2 + 1/3) = 3/5; 1: (1/2)/(1/2 + 1/2) = 1/2.
  for (const [node, value] of [3 / 5, 1 / 2, 3 / 5, 1 / 6, 3].entries()) expect(bridgingCoefficients(rows)[node]).toBeCloseTo(value, 12);
  const centrality = bridgingCentrality(rows, betweenness(rows, identity(5)));
  for (const [node, value] of [0.6, 0.25, 0.6, 3.5 / 6, 0].entries()) expect(centrality[node]).toBeCloseTo(value, 12);
});

test("random graphs: with every node a pivot it is that of exhaustive search", () => {
  fc.assert(
    fc.property(edgeLists(), (list) => {
      const rows = undirected(graphOf(list));
      const exact = betweenness(rows, identity(list.nodes));
      for (const [node, value] of obviousBetweenness(rows).entries()) expect(exact[node]).toBeCloseTo(value, 9);
    }),
  );
});

test("random graphs: the mean over every pair of pivots is exact, so two drawn pivots are unbiased", () => {
  fc.assert(
    fc.property(edgeLists(), (list) => {
      const rows = undirected(graphOf(list));
      const sum = new Float64Array(list.nodes);
      let draws = 0;
      for (let a = 0; a < list.nodes; a++) {
        for (let b = 0; b < a; b++, draws++) {
          for (const [node, value] of betweenness(rows, Uint32Array.of(b, a)).entries()) sum[node]! += value;
        }
      }
      const exact = betweenness(rows, identity(list.nodes));
      for (let node = 0; node < list.nodes && draws > 0; node++) expect(sum[node]! / draws).toBeCloseTo(exact[node]!, 9);
    }),
  );
});

test("random graphs: bridging coefficients by their formula", () => {
  fc.assert(
    fc.property(edgeLists(), (list) => {
      const rows = undirected(graphOf(list));
      const links = (node: number): number => rowOf(rows, node).length;
      for (const [node, value] of bridgingCoefficients(rows).entries()) {
        const around = rowOf(rows, node).reduce((sum, { target }) => sum + 1 / links(target), 0);
        expect(value).toBeCloseTo(links(node) === 0 ? 0 : 1 / links(node) / around, 12);
      }
    }),
  );
});

test("extremes: no nodes, no pivots, one node", () => {
  expect(betweenness(undirected(graphOf({ nodes: 0, edges: [] })), identity(0))).toEqual(new Float64Array(0));
  expect([...betweenness(undirected(SQUARE_WITH_TAIL), identity(0))]).toEqual([0, 0, 0, 0, 0]);
  expect([...betweenness(undirected(graphOf({ nodes: 1, edges: [] })), identity(1))]).toEqual([0]);
});

test("Zachary's karate club: NetworkX 3.6.1's first five", () => {
  const scores = top(betweenness(undirected(karateClub()), identity(34)), 5);
  const expected = [231.0714285714286, 160.5515873015873, 76.69047619047619, 75.85079365079366, 73.00952380952378];
  expect(scores.map(([node]) => node)).toEqual([0, 33, 32, 2, 31]);
  for (const [place, value] of expected.entries()) expect(scores[place]![1]).toBeCloseTo(value, 9);
});

describe.skipIf(!bioGraphIsHere)("BioGraph", () => {
  test("every 97th node a pivot: NetworkX 3.6.1's betweenness_centrality_subset with these sources, ×n/k", () => {
    const { graph } = readBioGraph();
    const pivots = identity(graph.nodes).filter((node) => node % 97 === 0);
    const scores = top(betweenness(undirected(graph), pivots), 5);
    expect(scores.map(([node]) => node)).toEqual([89, 61, 362, 197, 459]);
    // golden.py halves each source's share, as NetworkX does.
    const halves = [134824.22839189816, 95427.51782582607, 57804.081376914415, 52199.352938386466, 44538.94456768197];
    for (const [place, value] of halves.entries()) expect(scores[place]![1] / ((value * graph.nodes) / pivots.length)).toBeCloseTo(1, 9);
  });
});
