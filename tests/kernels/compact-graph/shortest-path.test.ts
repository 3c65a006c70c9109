// Dijkstra, A* and Yen against exhaustive search on small random graphs.

import fc from "fast-check";
import { expect, test } from "vitest";
import { type Adjacency, slotBetween } from "#kernels/compact-graph/compact-graph.ts";
import { FewestSteps } from "#kernels/compact-graph/fewest-steps.ts";
import { compareWalks, shortestWalks } from "#kernels/compact-graph/k-shortest.ts";
import { type Costs, costOfWalk, distancesTo, shortestWalk, WalkFinder } from "#kernels/compact-graph/shortest-path.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { allSimpleWalks, type EdgeList, edgeLists, graphOf, rowOf } from "#tests/kernels/compact-graph/random-graph.ts";

/** Stronger is cheaper, in eighths; passing through a node costs a quarter for each of its links. */
function costsOf(rows: Adjacency): Costs {
  return {
    slot: Float64Array.from(rows.strength, (strength) => 2 - Math.round(strength * 8) / 8),
    node: Float64Array.from({ length: rows.offsets.length - 1 }, (_, node) => rowOf(rows, node).length / 4),
  };
}

/** Every simple walk with its cost, cheapest first: the obvious answer. */
function ranked(rows: Adjacency, costs: Costs, source: number, target: number) {
  return allSimpleWalks(rows, source, target)
    .map((nodes) => {
      const slots = nodes.slice(1).map((node, index) => slotBetween(rows, nodes[index]!, node));
      return { nodes, slots, cost: costOfWalk(costs, nodes, slots) };
    })
    .sort(compareWalks);
}

/** 0 –½– 1 –½– 3 and 0 –¼– 2 –1– 3: the detour by hand. */
const SQUARE: EdgeList = {
  nodes: 5,
  edges: [
    [0, 1, 0.5],
    [1, 3, 0.5],
    [0, 2, 0.25],
    [2, 3, 1],
  ],
};

test("by hand: (2−½)+(2−½)+½ = 3.5 against (2−¼)+(2−1)+½ = 3.25", () => {
  const rows = undirected(graphOf(SQUARE));
  const walk = shortestWalk(rows, costsOf(rows), 0, 3);
  expect(walk).toMatchObject({ nodes: [0, 2, 3], cost: 3.25 });
  expect([...shortestWalks(new WalkFinder(rows, costsOf(rows)), 0, 3, 5)].map(({ nodes, cost }) => [nodes, cost])).toEqual([
    [[0, 2, 3], 3.25],
    [[0, 1, 3], 3.5],
  ]);
});

test("nothing leads to a node without links; a node reaches itself for nothing", () => {
  const rows = undirected(graphOf(SQUARE));
  expect(shortestWalk(rows, costsOf(rows), 0, 4)).toBeNull();
  expect([...shortestWalks(new WalkFinder(rows, costsOf(rows)), 0, 4, 3)]).toEqual([]);
  expect([...shortestWalks(new WalkFinder(rows, costsOf(rows)), 0, 3, 0)]).toEqual([]);
  expect(shortestWalk(rows, costsOf(rows), 4, 4)).toEqual({ nodes: [4], slots: [], cost: 0 });
  expect([...shortestWalks(new WalkFinder(rows, costsOf(rows)), 1, 1, 3)]).toHaveLength(1);
  expect([...distancesTo(rows, costsOf(rows), 4)]).toEqual([Infinity, Infinity, Infinity, Infinity, 0]);
});

test("a slot of infinite cost, a closed node and a closed slot are not walked", () => {
  const rows = undirected(graphOf(SQUARE));
  const costs = costsOf(rows);
  expect(shortestWalk(rows, costs, 0, 3, { barriers: { nodes: Uint8Array.of(0, 0, 1, 0, 0) } })?.nodes).toEqual([0, 1, 3]);
  expect(shortestWalk(rows, costs, 0, 3, { barriers: { slots: new Set([slotBetween(rows, 2, 3)]) } })?.nodes).toEqual([0, 1, 3]);
  costs.slot[slotBetween(rows, 0, 2)] = Number.POSITIVE_INFINITY;
  expect(shortestWalk(rows, costs, 0, 3)?.nodes).toEqual([0, 1, 3]);
});

test("random graphs: the walk, with and without heuristic, and every distance are those of exhaustive search", () => {
  fc.assert(
    fc.property(edgeLists(), (list) => {
      const rows = undirected(graphOf(list));
      const costs = costsOf(rows);
      const target = list.nodes - 1;
      const heuristic = distancesTo(rows, costs, target);
      for (let source = 0; source < list.nodes; source++) {
        const best = ranked(rows, costs, source, target)[0];
        expect(heuristic[source]).toBe(best?.cost ?? Number.POSITIVE_INFINITY);
        for (const walk of [shortestWalk(rows, costs, source, target), shortestWalk(rows, costs, source, target, { heuristic })]) {
          expect(walk?.cost ?? null).toBe(best?.cost ?? null);
          if (walk !== null) expect(costOfWalk(costs, walk.nodes, walk.slots)).toBe(walk.cost);
        }
      }
    }),
  );
});

test("random graphs: one finder asked again and again answers as a new one does, whatever was closed before", () => {
  fc.assert(
    fc.property(edgeLists(), fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6)), { maxLength: 12 }), (list, asked) => {
      const rows = undirected(graphOf(list));
      const costs = costsOf(rows);
      const finder = new WalkFinder(rows, costs);
      for (const [source, target, shut] of asked.map((nodes) => nodes.map((node) => node % list.nodes) as [number, number, number])) {
        const nodes = new Uint8Array(list.nodes);
        if (shut !== source && shut !== target) nodes[shut] = 1;
        const options = { barriers: { nodes } };
        expect(finder.shortest(source, target, options)).toEqual(shortestWalk(rows, costs, source, target, options));
      }
    }),
  );
});

test("random graphs: a walk searched from both ends costs what one from its start costs, and is a walk; a finder may be asked again", () => {
  fc.assert(
    fc.property(edgeLists(), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 8 }), (list, pairs) => {
      const rows = undirected(graphOf(list));
      const costs = costsOf(rows);
      const finder = new WalkFinder(rows, costs);
      for (const [a, b] of pairs) {
        const [source, target] = [a % list.nodes, b % list.nodes];
        const [walk, plain] = [finder.fromBothEnds(source, target), shortestWalk(rows, costs, source, target)];
        expect(walk?.cost).toBe(plain?.cost);
        if (walk === null) continue;
        expect([walk.nodes[0], walk.nodes.at(-1), new Set(walk.nodes).size]).toEqual([source, target, walk.nodes.length]);
        expect(walk.slots.map((slot) => rows.targets[slot])).toEqual(walk.nodes.slice(1));
        walk.slots.forEach((slot, step) => {
          expect(slot).toBe(slotBetween(rows, walk.nodes[step]!, walk.nodes[step + 1]!));
        });
        expect(costOfWalk(costs, walk.nodes, walk.slots)).toBe(walk.cost);
      }
    }),
  );
});

test("random graphs: the way with fewest steps is a way, and none has fewer", () => {
  const one = (rows: Adjacency): Costs => ({
    slot: new Float64Array(rows.targets.length).fill(1),
    node: new Float64Array(rows.offsets.length - 1),
  });
  fc.assert(
    fc.property(edgeLists(), fc.nat(), fc.nat(), (list, a, b) => {
      const rows = undirected(graphOf(list));
      const [source, target] = [a % list.nodes, b % list.nodes];
      const finder = new FewestSteps(rows);
      finder.between(target, source);
      const [nodes, plain] = [finder.between(source, target), shortestWalk(rows, one(rows), source, target)];
      expect(nodes?.length).toBe(plain?.nodes.length);
      if (nodes === null) return;
      expect([nodes[0], nodes.at(-1)]).toEqual([source, target]);
      for (const [step, node] of nodes.slice(1).entries()) expect(slotBetween(rows, nodes[step]!, node)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("random graphs: distances searched only as far as enough are right up to there and never too large beyond", () => {
  fc.assert(
    fc.property(edgeLists(), fc.nat(6), (list, picked) => {
      const rows = undirected(graphOf(list));
      const costs = costsOf(rows);
      const enough = picked % list.nodes;
      const all = distancesTo(rows, costs, 0);
      const some = distancesTo(rows, costs, 0, enough);
      expect(some).toEqual(all.map((distance) => Math.min(distance, all[enough]!)));
    }),
  );
});

test("random graphs: Yen's k walks cost what the k cheapest simple walks cost, are simple and all differ", () => {
  fc.assert(
    fc.property(edgeLists(6), fc.integer({ min: 1, max: 12 }), (list, k) => {
      const rows = undirected(graphOf(list));
      const costs = costsOf(rows);
      const found = [...shortestWalks(new WalkFinder(rows, costs), 0, list.nodes - 1, k)];
      expect(found.map(({ cost }) => cost)).toEqual(
        ranked(rows, costs, 0, list.nodes - 1)
          .slice(0, k)
          .map(({ cost }) => cost),
      );
      expect(new Set(found.map(({ nodes }) => nodes.join())).size).toBe(found.length);
      for (const { nodes, slots } of found) {
        expect(new Set(nodes).size).toBe(nodes.length);
        expect(slots.map((slot) => rows.targets[slot])).toEqual(nodes.slice(1));
      }
    }),
  );
});

test("costs of the wrong length are refused", () => {
  const rows = undirected(graphOf(SQUARE));
  expect(() => shortestWalk(rows, { slot: new Float64Array(1), node: new Float64Array(5) }, 0, 1)).toThrow(
    expect.objectContaining({ code: "kernel.shape" }),
  );
});
