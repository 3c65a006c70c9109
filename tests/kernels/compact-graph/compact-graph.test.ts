// Rows hold exactly the edges that were added, from both sides, sorted.

import fc from "fast-check";
import { expect, test } from "vitest";
import { compactGraph, degree } from "#kernels/compact-graph/compact-graph.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { edgeLists, graphOf, rowOf } from "#tests/kernels/compact-graph/random-graph.ts";

test("a hand-made graph has the rows one would write down", () => {
  const graph = graphOf({
    nodes: 3,
    edges: [
      [0, 2, 0.5],
      [0, 1, 0.25],
      [2, 0, 0.5],
      [0, 2, 0.75],
    ],
  });
  expect([...graph.out.offsets]).toEqual([0, 3, 3, 4]);
  expect([...graph.out.targets]).toEqual([1, 2, 2, 0]);
  expect([...graph.out.edges]).toEqual([1, 0, 3, 2]);
  expect([...graph.in.offsets]).toEqual([0, 1, 2, 4]);
  expect([...graph.in.edges]).toEqual([2, 1, 0, 3]);
  expect(degree(graph.out, 1)).toBe(0);
});

test("pooling joins parallel and opposite edges: 1 − (1−½)(1−½)(1−¾) = 15/16, and the strongest edge stands for them", () => {
  const rows = undirected(
    graphOf({
      nodes: 3,
      edges: [
        [0, 2, 0.5],
        [2, 0, 0.5],
        [0, 2, 0.75],
        [1, 1, 1],
      ],
    }),
  );
  expect(rowOf(rows, 0)).toEqual([{ target: 2, edge: 2, strength: 15 / 16 }]);
  expect(rowOf(rows, 1)).toEqual([]);
  expect(rowOf(rows, 2)).toEqual([{ target: 0, edge: 2, strength: 15 / 16 }]);
});

test("among equally strong parallel edges the first added stands for the pair", () => {
  const rows = undirected(
    graphOf({
      nodes: 2,
      edges: [
        [1, 0, 0.5],
        [0, 1, 0.5],
      ],
    }),
  );
  expect(rowOf(rows, 0)[0]!.edge).toBe(0);
  expect(rowOf(rows, 1)[0]!.edge).toBe(0);
});

test("refused edges leave no trace in the rows", () => {
  const rows = undirected(
    graphOf({
      nodes: 2,
      edges: [
        [0, 1, 0.5],
        [0, 1, 0.25],
      ],
    }),
    (edge) => edge === 1,
  );
  expect(rowOf(rows, 0)).toEqual([{ target: 1, edge: 1, strength: 0.25 }]);
});

test("random graphs: rows equal the edge list filtered and sorted", () => {
  fc.assert(
    fc.property(edgeLists(), (list) => {
      const graph = graphOf(list);
      const edges = list.edges.map(([head, tail, strength], edge) => ({ head, tail, strength, edge }));
      for (let node = 0; node < list.nodes; node++) {
        const out = edges.filter((edge) => edge.head === node).sort((a, b) => a.tail - b.tail || a.edge - b.edge);
        const into = edges.filter((edge) => edge.tail === node).sort((a, b) => a.head - b.head || a.edge - b.edge);
        expect(rowOf(graph.out, node)).toEqual(out.map(({ tail, edge, strength }) => ({ target: tail, edge, strength })));
        expect(rowOf(graph.in, node)).toEqual(into.map(({ head, edge, strength }) => ({ target: head, edge, strength })));
        const pairs = Map.groupBy(
          edges.filter((edge) => edge.head !== edge.tail && (edge.head === node || edge.tail === node)),
          (edge) => edge.head + edge.tail - node,
        );
        const pooled = [...pairs].sort(([a], [b]) => a - b);
        expect(rowOf(undirected(graph), node).map(({ target }) => target)).toEqual(pooled.map(([target]) => target));
        for (const [index, [, group]] of pooled.entries()) {
          const strength = 1 - group.reduce((doubt, edge) => doubt * (1 - edge.strength), 1);
          expect(rowOf(undirected(graph), node)[index]!.strength).toBeCloseTo(strength, 6);
        }
      }
    }),
  );
});

test("the empty graph and the single node", () => {
  expect([...undirected(graphOf({ nodes: 0, edges: [] })).offsets]).toEqual([0]);
  expect([...undirected(graphOf({ nodes: 1, edges: [] })).offsets]).toEqual([0, 0]);
});

test("an edge that leaves the graph, has no usable strength, or lacks an end is refused", () => {
  for (const edge of [
    [0, 2, 1],
    [-1, 0, 1],
    [0, 1, Number.NaN],
    [0, 1, -1],
    [0, 1, Number.POSITIVE_INFINITY],
  ] as const) {
    expect(() => graphOf({ nodes: 2, edges: [edge] })).toThrow(expect.objectContaining({ code: "kernel.value" }));
  }
  expect(() => compactGraph(2, Uint32Array.of(0), new Uint32Array(0), Float32Array.of(1))).toThrow(
    expect.objectContaining({ code: "kernel.shape" }),
  );
});
