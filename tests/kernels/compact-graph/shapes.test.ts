// Patterns and common shapes against every way to lay one small graph on another.

import fc from "fast-check";
import { expect, test } from "vitest";
import { type CommonShape, largestCommonShape } from "#kernels/compact-graph/common-shape.ts";
import { embeddings } from "#kernels/compact-graph/embeddings.ts";
import type { TypedGraph } from "#kernels/compact-graph/typed-graph.ts";
import { graphOf } from "#tests/kernels/compact-graph/random-graph.ts";

type TypedEdge = readonly [head: number, tail: number, type: number];

function typed(nodes: number, edges: readonly TypedEdge[], classes?: readonly number[]): TypedGraph {
  const graph = graphOf({ nodes, edges: edges.map(([head, tail]) => [head, tail, 1]) });
  return { graph, types: edges.map(([, , type]) => type), ...(classes === undefined ? {} : { classes }) };
}

const typedGraphs = (most: number, mostEdges: number) =>
  fc.integer({ min: 1, max: most }).chain((nodes) => {
    const node = fc.nat(nodes - 1);
    return fc
      .record({
        edges: fc.array(fc.tuple(node, node, fc.nat(1)), { minLength: mostEdges >> 2, maxLength: mostEdges }),
        classes: fc.array(fc.nat(1), { minLength: nodes, maxLength: nodes }),
      })
      .map(({ edges, classes }) => ({ ...typed(nodes, edges, classes), list: edges }));
  });

/** Every way to lay some or all of n nodes on different ones of m; −1 lays none. */
function* layings(n: number, m: number, all: boolean, laid: number[] = []): Generator<number[]> {
  if (laid.length === n) return yield laid;
  if (!all) yield* layings(n, m, all, [...laid, -1]);
  for (let node = 0; node < m; node++) if (!laid.includes(node)) yield* layings(n, m, all, [...laid, node]);
}

const keysOf = (edges: readonly TypedEdge[]) => new Set(edges.map((edge) => edge.join()));

/** Edges of a that lie on edges of b. */
function sharedBy(laid: readonly number[], a: readonly TypedEdge[], b: readonly TypedEdge[]): TypedEdge[] {
  const there = keysOf(b);
  const once = [...keysOf(a)].map((key) => key.split(",").map(Number) as unknown as TypedEdge);
  return once.filter(([head, tail, type]) => there.has([laid[head], laid[tail], type].join()));
}

/** Whether the edges hang together and touch all these nodes. */
function isConnected(nodes: readonly number[], edges: readonly TypedEdge[]): boolean {
  const reached = new Set(nodes.slice(0, 1));
  for (const node of reached) for (const [a, b] of edges) if (a === node || b === node) reached.add(a).add(b);
  return nodes.every((node) => reached.has(node));
}

/** Types: 0 causes, 1 stiffens, 2 is part of. */
test("by hand: the same shape in two fields, types and directions kept", () => {
  const silk = typed(4, [[0, 1, 0], [1, 2, 1], [3, 2, 2]]); // biome-ignore format: a picture
  const bone = typed(5, [[4, 3, 0], [3, 2, 1], [1, 2, 2], [2, 0, 2]]); // biome-ignore format: a picture
  expect(largestCommonShape(silk, bone, { steps: 1000 })).toMatchObject({ pairs: [[0, 4], [1, 3], [2, 2], [3, 1]], edges: 3, complete: true }); // biome-ignore format: pairs
  expect(embeddings(silk, bone, { most: 10, steps: 1000 })).toMatchObject({ found: [[4, 3, 2, 1]], complete: true });
  const turned = typed(5, [[3, 4, 0], [3, 2, 1], [1, 2, 2]]); // biome-ignore format: a picture
  expect(largestCommonShape(silk, turned, { steps: 1000 }).edges).toBe(2);
  expect(embeddings(silk, turned, { most: 10, steps: 1000 }).found).toEqual([]);
});

test("by hand: a pattern of two edges stands twice in a fork; parallel edges of two types are two edges", () => {
  const fork = typed(3, [[0, 1, 0], [0, 2, 0]]); // biome-ignore format: a picture
  expect(embeddings(fork, fork, { most: 10, steps: 100 }).found).toEqual([[0, 1, 2], [0, 2, 1]]); // biome-ignore format: two ways
  const double = typed(2, [[0, 1, 0], [0, 1, 1]]); // biome-ignore format: a picture
  expect(embeddings(double, fork, { most: 10, steps: 100 }).found).toEqual([]);
  expect(largestCommonShape(double, double, { steps: 100 })).toMatchObject({ pairs: [[0, 0], [1, 1]], edges: 2 }); // biome-ignore format: pairs
});

test("random graphs: embeddings are those among all layings", () => {
  fc.assert(
    fc.property(typedGraphs(3, 5), typedGraphs(5, 14), (pattern, host) => {
      const expected = [...layings(pattern.graph.nodes, host.graph.nodes, true)].filter(
        (laid) =>
          sharedBy(laid, pattern.list, host.list).length === keysOf(pattern.list).size &&
          laid.every((node, own) => pattern.classes![own] === host.classes![node]),
      );
      const { found, complete } = embeddings(pattern, host, { most: 1000, steps: 100_000 });
      expect(complete).toBe(true);
      expect(found.map((laid) => laid.join()).sort()).toEqual(expected.map((laid) => laid.join()).sort());
    }),
    { numRuns: 300 },
  );
});

function expectShape(shape: CommonShape, a: TypedGraph & { list: TypedEdge[] }, b: TypedGraph & { list: TypedEdge[] }): void {
  const laid = new Array<number>(a.graph.nodes).fill(-1);
  for (const [own, other] of shape.pairs) laid[own] = other;
  expect(new Set(shape.pairs.map(([, other]) => other)).size).toBe(shape.pairs.length);
  const shared = sharedBy(laid, a.list, b.list);
  expect(shared).toHaveLength(shape.edges);
  expect(
    isConnected(
      shape.pairs.map(([own]) => own),
      shared,
    ),
  ).toBe(true);
  for (const [own, other] of shape.pairs) expect(a.classes![own]).toBe(b.classes![other]);
}

test("random graphs: no connected laying has more edges in common", () => {
  fc.assert(
    fc.property(typedGraphs(4, 12), typedGraphs(4, 12), (a, b) => {
      const shape = largestCommonShape(a, b, { steps: 100_000 });
      expect(shape.complete).toBe(true);
      expectShape(shape, a, b);
      let most = 0;
      for (const laid of layings(a.graph.nodes, b.graph.nodes, false)) {
        const nodes = [...laid.keys()].filter((node) => laid[node] !== -1);
        const shared = sharedBy(laid, a.list, b.list);
        const fits = nodes.every((node) => a.classes![node] === b.classes![laid[node]!]);
        if (fits && isConnected(nodes, shared)) most = Math.max(most, shared.length);
      }
      expect(shape.edges).toBe(most);
    }),
    { numRuns: 500 },
  );
});

test("random graphs: what was found when the steps ran out is a common shape too, and it says so", () => {
  fc.assert(
    fc.property(typedGraphs(7, 20), typedGraphs(7, 20), fc.integer({ min: 1, max: 40 }), (a, b, steps) => {
      const shape = largestCommonShape(a, b, { steps });
      expect(shape.steps).toBeLessThanOrEqual(steps);
      expectShape(shape, a, b);
    }),
    { numRuns: 400 },
  );
  const ring = typed(
    12,
    Array.from({ length: 12 }, (_, node) => [node, (node + 1) % 12, 0] as const),
  );
  expect(largestCommonShape(ring, ring, { steps: 5 }).complete).toBe(false);
  expect(largestCommonShape(ring, ring, { steps: 50 })).toMatchObject({ edges: 12, complete: true });
  expect(embeddings(ring, ring, { most: 100, steps: 20 })).toMatchObject({ complete: false, steps: 20 });
  expect(embeddings(ring, ring, { most: 100, steps: 10_000 })).toMatchObject({ complete: true, found: { length: 12 } });
  expect(embeddings(ring, ring, { most: 3, steps: 10_000 })).toMatchObject({ complete: false, found: { length: 3 } });
});

test("extremes: nothing in common, an empty pattern, loops", () => {
  const none = typed(0, []);
  const loop = typed(1, [[0, 0, 0]]); // biome-ignore format: a loop
  const link = typed(2, [[0, 1, 0]]); // biome-ignore format: a link
  expect(embeddings(none, link, { most: 5, steps: 5 })).toEqual({ found: [[]], complete: true, steps: 0 });
  expect(largestCommonShape(none, link, { steps: 5 })).toEqual({ pairs: [], edges: 0, complete: true, steps: 0 });
  expect(largestCommonShape(loop, link, { steps: 5 })).toMatchObject({ pairs: [], edges: 0 });
  expect(largestCommonShape(loop, loop, { steps: 5 })).toMatchObject({ pairs: [[0, 0]], edges: 1 }); // biome-ignore format: a pair
  expect(embeddings(loop, link, { most: 5, steps: 5 }).found).toEqual([]);
});

test("random graphs: a shape that is to hold a pair holds it, and is the largest that does", () => {
  fc.assert(
    fc.property(typedGraphs(4, 6), typedGraphs(4, 6), fc.nat(), fc.nat(), (a, b, x, y) => {
      const from = [x % a.graph.nodes, y % b.graph.nodes] as const;
      const shape = largestCommonShape(a, b, { steps: 1_000_000, from });
      const sizes = [...layings(a.graph.nodes, b.graph.nodes, false)]
        .filter((laid) => laid[from[0]] === from[1] && laid.every((node, own) => node === -1 || a.classes![own] === b.classes![node]))
        .map((laid) => {
          const shared = sharedBy(laid, a.list, b.list);
          const nodes = [...laid.keys()].filter((own) => laid[own] !== -1);
          return isConnected(nodes, shared) ? shared.length : 0;
        });
      const isSame = a.classes![from[0]] === b.classes![from[1]];
      if (!isSame) return;
      expect(shape.edges).toBe(Math.max(0, ...sizes));
      if (shape.edges > 0) expect(shape.pairs).toContainEqual([...from]);
    }),
    { numRuns: 300 },
  );
});
