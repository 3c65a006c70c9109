// Communities against the definition of modularity, the best of all partitions of small graphs, and NetworkX.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chanceFor } from "#graph/chance.ts";
import { type CommunityLevel, communities } from "#kernels/compact-graph/communities.ts";
import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { modularity } from "#kernels/compact-graph/modularity.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { bioGraphIsHere, readBioGraph } from "#tests/kernels/compact-graph/bio-graph.ts";
import { karateClub } from "#tests/kernels/compact-graph/karate-club.ts";
import { edgeLists, graphOf, rowOf } from "#tests/kernels/compact-graph/random-graph.ts";

const found = (rows: Adjacency, seed = 1, resolution = 1) => communities(rows, { chance: chanceFor(seed, "communities"), resolution });

/** Q = 1/2m Σ_ij (A_ij − γ·k_i·k_j/2m)·[c_i = c_j], over the full matrix. */
function modularityByPairs(rows: Adjacency, of: ArrayLike<number>, resolution: number): number {
  const n = of.length;
  const matrix = Array.from({ length: n }, (_, i) => {
    const row = new Array<number>(n).fill(0);
    for (const { target, strength } of rowOf(rows, i)) row[target] = strength;
    return row;
  });
  const mass = matrix.map((row) => row.reduce((a, b) => a + b, 0));
  const all = mass.reduce((a, b) => a + b, 0);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) if (of[i] === of[j]) sum += matrix[i]![j]! - (resolution * mass[i]! * mass[j]!) / all;
  }
  return all === 0 ? 0 : sum / all;
}

/** Every way to put n nodes into groups. */
function* partitions(n: number, of: number[] = [], groups = 0): Generator<number[]> {
  if (of.length === n) yield of;
  else for (let group = 0; group <= groups; group++) yield* partitions(n, [...of, group], Math.max(groups, group + 1));
}

/** Nodes that a node reaches inside its own group. */
function reachedInside(rows: Adjacency, of: ArrayLike<number>, start: number): number {
  const seen = new Set([start]);
  for (const node of seen) for (const { target } of rowOf(rows, node)) if (of[target] === of[start]) seen.add(target);
  return seen.size;
}

function expectConnectedAndNested(rows: Adjacency, levels: readonly CommunityLevel[]): void {
  for (const [index, { of, count }] of levels.entries()) {
    expect(new Set(of).size).toBe(count);
    for (let node = 0; node < of.length; node++) {
      expect(reachedInside(rows, of, node)).toBe(of.filter((other) => other === of[node]).length);
      const finer = levels[index - 1]?.of;
      if (finer !== undefined) expect(of[finer.indexOf(finer[node]!)]).toBe(of[node]);
    }
  }
}

test("by hand: two triangles with one link between, Q = 6/7 − 2·(1/2)² = 5/14", () => {
  const rows = undirected(graphOf({ nodes: 6, edges: [[0, 1, 1], [1, 2, 1], [2, 0, 1], [2, 3, 1], [3, 4, 1], [4, 5, 1], [5, 3, 1]] })); // biome-ignore format: a picture
  const last = found(rows).at(-1)!;
  expect([...last.of]).toEqual([0, 0, 0, 1, 1, 1]);
  expect(last.modularity).toBeCloseTo(5 / 14, 12);
});

test("by hand: strengths decide; 1–2 is strong, 0–1 and 2–3 are weak: Q of {0},{1,2},{3} is not worth it, Q of {0,1},{2,3} neither", () => {
  const rows = undirected(graphOf({ nodes: 4, edges: [[0, 1, 0.125], [1, 2, 1], [2, 3, 0.125]] })); // biome-ignore format: a picture
  expect([...found(rows).at(-1)!.of]).toEqual([0, 0, 0, 0]);
  expect([...found(rows, 1, 4).at(-1)!.of]).toEqual([0, 1, 2, 3]);
});

test("random graphs: modularity is that of all pairs", () => {
  fc.assert(
    fc.property(edgeLists(), fc.infiniteStream(fc.nat(3)), fc.integer({ min: 1, max: 8 }), (list, stream, quarters) => {
      const rows = undirected(graphOf(list));
      const of = Uint32Array.from({ length: list.nodes }, () => (stream.next().value as number) % list.nodes);
      expect(modularity(rows, of, quarters / 4)).toBeCloseTo(modularityByPairs(rows, of, quarters / 4), 9);
    }),
  );
});

test("random graphs: communities of every level are connected and lie inside those of the next; no two of the last are better as one", () => {
  fc.assert(
    fc.property(edgeLists(14), fc.nat(99), fc.integer({ min: 2, max: 8 }), (list, seed, quarters) => {
      const rows = undirected(graphOf(list));
      const levels = found(rows, seed, quarters / 4);
      expectConnectedAndNested(rows, levels);
      const { of, modularity: reached, count } = levels.at(-1)!;
      expect(reached).toBeCloseTo(modularityByPairs(rows, of, quarters / 4), 9);
      for (let a = 0; a < count; a++) {
        for (let b = 0; b < a; b++) {
          const joined = of.map((group) => (group === a ? b : group));
          expect(modularityByPairs(rows, joined, quarters / 4)).toBeLessThan(reached + 1e-8);
        }
      }
    }),
  );
});

test("random graphs of up to 7 nodes: never above the best of all partitions, nearly always at it", () => {
  let [graphs, best] = [0, 0];
  fc.assert(
    fc.property(edgeLists(), (list) => {
      const rows = undirected(graphOf(list));
      const reached = found(rows).at(-1)!.modularity;
      const most = Math.max(...Array.from(partitions(list.nodes), (of) => modularityByPairs(rows, of, 1)));
      expect(reached).toBeLessThan(most + 1e-9);
      expect(reached).toBeGreaterThan(most - 0.1);
      graphs++;
      if (reached > most - 1e-9) best++;
    }),
    { seed: 7 },
  );
  expect(best / graphs).toBeGreaterThan(0.9);
});

test("more passes never lose and sometimes win", () => {
  const rows = undirected(karateClub());
  const gains = Array.from({ length: 50 }, (_, seed) => {
    const [one, ten] = [1, 10].map((passes) => communities(rows, { chance: chanceFor(seed), passes }).at(-1)!.modularity);
    return ten! - one!;
  });
  expect(Math.min(...gains)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...gains)).toBeGreaterThan(0.001);
});

test("the same numbers drawn give the same communities", () => {
  const rows = undirected(karateClub());
  expect(found(rows, 3)).toEqual(found(rows, 3));
});

test("extremes: no nodes, no links, links of strength 0, loops only", () => {
  expect(found(undirected(graphOf({ nodes: 0, edges: [] })))).toEqual([]);
  expect(found(undirected(graphOf({ nodes: 3, edges: [] })))).toEqual([{ of: Uint32Array.of(0, 1, 2), count: 3, modularity: 0 }]);
  expect(found(undirected(graphOf({ nodes: 2, edges: [[0, 1, 0]] }))).at(-1)).toMatchObject({ count: 2, modularity: 0 });
  expect(found(undirected(graphOf({ nodes: 2, edges: [[1, 1, 1]] }))).at(-1)).toMatchObject({ count: 2, modularity: 0 });
});

test("Zachary's karate club: the best known partition, Q = 0.41979 (NetworkX 3.6.1 Louvain reaches 0.4197896)", () => {
  const last = found(undirected(karateClub())).at(-1)!;
  expect(last.count).toBe(4);
  expect(last.modularity).toBeCloseTo(0.4197896, 6);
});

describe.skipIf(!bioGraphIsHere)("BioGraph", () => {
  test("better than NetworkX 3.6.1's Louvain with seed 0 (106 communities, Q 0.835182), near igraph 1.0's Leiden (100 to 106, 0.8406 to 0.8413), connected", () => {
    const rows = undirected(readBioGraph().graph);
    const levels = found(rows);
    const last = levels.at(-1)!;
    expect(last.modularity).toBeGreaterThan(0.839);
    expect(last.modularity).toBeLessThan(0.843);
    expect(last.modularity).toBeCloseTo(modularity(rows, last.of), 12);
    expect(last.count).toBeGreaterThan(80);
    expect(last.count).toBeLessThan(130);
    const sizes = new Uint32Array(last.count);
    for (const community of last.of) sizes[community]!++;
    for (let community = 0; community < last.count; community++) {
      expect(reachedInside(rows, last.of, last.of.indexOf(community))).toBe(sizes[community]);
    }
  });
});
