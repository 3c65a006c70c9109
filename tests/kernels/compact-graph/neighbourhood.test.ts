// Components and common-neighbour scores against sets.

import fc from "fast-check";
import { expect, test } from "vitest";
import { commonNeighbours } from "#kernels/compact-graph/common-neighbours.ts";
import { connectedComponents } from "#kernels/compact-graph/components.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { allSimpleWalks, edgeLists, graphOf, rowOf } from "#tests/kernels/compact-graph/random-graph.ts";

test("by hand: 0 and 1 share node 2 (degree 3) and node 3 (degree 2)", () => {
  const rows = undirected(
    graphOf({
      nodes: 5,
      edges: [
        [0, 2, 0.5],
        [2, 1, 0.5],
        [3, 0, 1],
        [1, 3, 0.25],
        [2, 4, 1],
      ],
    }),
  );
  const scores = commonNeighbours(rows, 0, 1);
  expect(scores.nodes).toEqual([2, 3]);
  expect(scores.resourceAllocation).toBeCloseTo(1 / 3 + 1 / 2, 12);
  expect(scores.adamicAdar).toBeCloseTo(1 / Math.log(3) + 1 / Math.log(2), 12);
  expect(scores.jaccard).toBe(1);
  expect(scores.weighted).toBeCloseTo(0.25 / 3 + 0.25 / 2, 12);
});

test("random graphs: scores equal those of sets", () => {
  fc.assert(
    fc.property(edgeLists(), (list) => {
      const rows = undirected(graphOf(list));
      const near = Array.from({ length: list.nodes }, (_, node) => new Set(rowOf(rows, node).map(({ target }) => target)));
      for (let a = 0; a < list.nodes; a++) {
        for (let b = a + 1; b < list.nodes; b++) {
          const shared = [...near[a]!].filter((node) => near[b]!.has(node)).sort((x, y) => x - y);
          const scores = commonNeighbours(rows, a, b);
          expect(scores.nodes).toEqual(shared);
          expect(scores.resourceAllocation).toBeCloseTo(
            shared.reduce((sum, z) => sum + 1 / near[z]!.size, 0),
            9,
          );
          expect(scores.adamicAdar).toBeCloseTo(
            shared.reduce((sum, z) => sum + 1 / Math.log(near[z]!.size), 0),
            9,
          );
          const either = new Set([...near[a]!, ...near[b]!]).size;
          expect(scores.jaccard).toBeCloseTo(either === 0 ? 0 : shared.length / either, 9);
        }
      }
    }),
  );
});

test("random graphs: two nodes share a component exactly when a walk joins them", () => {
  fc.assert(
    fc.property(edgeLists(6), (list) => {
      const rows = undirected(graphOf(list));
      const { of, sizes } = connectedComponents(rows);
      for (let a = 0; a < list.nodes; a++) {
        for (let b = 0; b < list.nodes; b++) expect(of[a] === of[b]).toBe(allSimpleWalks(rows, a, b).length > 0);
        expect(sizes[of[a]!]).toBe(of.filter((component) => component === of[a]).length);
      }
    }),
  );
});

test("the empty graph has no components; components are numbered by their smallest node", () => {
  expect(connectedComponents(undirected(graphOf({ nodes: 0, edges: [] }))).sizes).toEqual([]);
  expect([...connectedComponents(undirected(graphOf({ nodes: 4, edges: [[3, 1, 1]] }))).of]).toEqual([0, 1, 2, 1]);
});
