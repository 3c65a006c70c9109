// The parts of paths that need no store: seeded chance, costs, waypoint and diverse walks on random graphs.

import fc from "fast-check";
import { expect, test } from "vitest";
import { chanceFor, drawWeighted } from "#graph/chance.ts";
import { diverseWalks } from "#graph/paths/diverse.ts";
import { linkCosts, scoreOfCost, semanticCosts } from "#graph/paths/link-costs.ts";
import { waypointWalks } from "#graph/paths/waypoints.ts";
import { shortestWalk, WalkFinder } from "#kernels/compact-graph/shortest-path.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { edgeLists, graphOf } from "#tests/kernels/compact-graph/random-graph.ts";

test("the same seed and labels draw the same numbers; another label draws others", () => {
  const draw = (...labels: string[]) => Array.from({ length: 4 }, chanceFor(5, ...labels));
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a")).not.toEqual(draw("b"));
  expect(draw("a").every((value) => value >= 0 && value < 1)).toBe(true);
});

test("weighted draws take only what has weight, in proportion", () => {
  const chance = chanceFor(1, "weights");
  const counts = [0, 0, 0];
  for (let draw = 0; draw < 4000; draw++) counts[drawWeighted(chance, [1, 0, 3])]!++;
  expect(counts[1]).toBe(0);
  expect(counts[2]! / 4000).toBeCloseTo(0.75, 1);
  expect(drawWeighted(chance, [0, 0])).toBe(-1);
  expect(drawWeighted(() => 1 - 2 ** -53, [0.1, 0.2, 0])).toBe(1);
});

test("cost by hand: strength ½ costs 2·ln 2; a node with 2 links costs 0.4·ln 2; the goal's like costs less", () => {
  const rows = undirected(
    graphOf({
      nodes: 3,
      edges: [
        [0, 1, 0.5],
        [1, 2, 0.5],
      ],
    }),
  );
  const costs = linkCosts(rows);
  expect(costs.slot[0]).toBeCloseTo(2 * Math.LN2, 12);
  expect(costs.node[1]).toBeCloseTo(0.4 * Math.LN2, 12);
  expect(costs.node[0]).toBe(0);
  expect(scoreOfCost(2 * Math.LN2)).toBeCloseTo(0.25, 12);
  const semantic = semanticCosts(costs, Float32Array.of(1, 0.5, Number.NaN));
  expect(semantic.node[1]! - costs.node[1]!).toBeCloseTo(0.75, 6);
  expect(semantic.node[2]! - costs.node[2]!).toBeCloseTo(1.5, 6);
});

test("an imagined strength of 0 closes a link instead of making it free", () => {
  const rows = undirected(graphOf({ nodes: 2, edges: [[0, 1, 0]] }));
  expect(shortestWalk(rows, linkCosts(rows), 0, 1)).toBeNull();
});

test("random graphs: waypoint and diverse walks are simple, real, distinct and as many as asked at most", async () => {
  await fc.assert(
    fc.asyncProperty(edgeLists(9), fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 5 }), async (list, seed, count) => {
      const rows = undirected(graphOf(list));
      const costs = linkCosts(rows);
      const finder = new WalkFinder(rows, costs);
      const best = finder.shortest(0, list.nodes - 1);
      if (best === null || list.nodes === 1) return;
      const drawn = await waypointWalks(finder, best, count, chanceFor(seed));
      const diverse = diverseWalks(finder, 0, list.nodes - 1, count);
      expect(diverse[0]).toEqual(best);
      for (const walks of [drawn, diverse]) {
        expect(walks.length).toBeGreaterThan(0);
        expect(walks.length).toBeLessThanOrEqual(count);
        expect(new Set(walks.map(({ nodes }) => nodes.join())).size).toBe(walks.length);
        for (const { nodes, slots, cost } of walks) {
          expect(new Set(nodes).size).toBe(nodes.length);
          expect([nodes[0], nodes.at(-1)]).toEqual([0, list.nodes - 1]);
          expect(slots.map((slot) => rows.targets[slot])).toEqual(nodes.slice(1));
          expect(cost).toBeGreaterThanOrEqual(best.cost - 1e-9);
        }
      }
      for (const { slots } of drawn) expect(slots.length).toBeLessThanOrEqual(best.slots.length + 3);
    }),
  );
});
