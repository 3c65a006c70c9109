// The drawn graph: what it shows, that it is always the same, and how it is cut down.

import { expect, test } from "vitest";
import type { ConceptId } from "#graph/model.ts";
import { graphView } from "#graph/view/graph-view.ts";
import { layout } from "#graph/view/layout.ts";
import { bestConnected, neighbourhood } from "#graph/view/shown-nodes.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { imagine, writtenGarden } from "#tests/graph/search/written-garden.ts";
import { graphOf } from "#tests/kernels/compact-graph/random-graph.ts";

const WRITTEN = {
  silk: ["silk absorbs water", "silk contains fibroin", "fibroin forms crystal", "water softens silk"],
  bone: ["bone contains mineral", "mineral stiffens bone", "bone contains collagen", "bone not contains silk", "lonely not binds bone"],
};

test("every linked concept and every relation between them, negated ones marked; concepts without links are counted only", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const view = await graphView(garden);
  expect(view.nodes.map(({ id }) => id)).toEqual(["bone", "collagen", "crystal", "fibroin", "mineral", "silk", "water"]);
  expect(view.total).toEqual({ nodes: 8, edges: 9 });
  expect(view.shown).toBe(7);
  expect(view.edges).toHaveLength(8);
  expect(view.edges.filter(({ polarity }) => polarity === "negated").map(({ from, to }) => [from, to])).toEqual([["bone", "silk"]]);
  expect(view.nodes.find(({ id }) => id === "bone")!.size).toBeCloseTo(Math.sqrt(2), 2);
});

test("two linked groups are two communities, and lie apart", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const { nodes } = await graphView(garden);
  const of = (id: string) => nodes.find((node) => node.id === id)!;
  expect(new Set(["silk", "water", "fibroin"].map((id) => of(id).community)).size).toBe(1);
  expect(of("bone").community).toBe(of("mineral").community);
  expect(of("bone").community).not.toBe(of("silk").community);
  const far = (a: string, b: string) => Math.hypot(of(a).x - of(b).x, of(a).y - of(b).y);
  expect(far("bone", "mineral")).toBeLessThan(far("bone", "water"));
});

test("the same garden looks the same when it is grown again", async () => {
  await using once = await writtenGarden(WRITTEN);
  await using again = await writtenGarden(WRITTEN);
  expect(await graphView(again)).toEqual(await graphView(once));
});

test("around one concept: its neighbours at one hop, more at two; unknown ones are refused", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const around = async (id: string, hops: number) =>
    (await graphView(garden, { around: id as ConceptId, hops })).nodes.map(({ id: node }) => node);
  expect(await around("silk", 1)).toEqual(["fibroin", "silk", "water"]);
  expect(await around("silk", 2)).toEqual(["crystal", "fibroin", "silk", "water"]);
  expect(await around("lonely", 2)).toEqual(["lonely"]);
  await expect(around("unobtainium", 2)).rejects.toMatchObject({ code: "concept.not_found" });
});

test("a conjecture between drawn concepts is an edge, marked", async () => {
  await using garden = await writtenGarden(WRITTEN);
  await imagine(garden, "silk", "stiffens", "bone");
  await imagine(garden, "silk", "stiffens", "nowhere");
  expect((await graphView(garden)).edges.filter(({ conjecture }) => conjecture)).toEqual([
    { from: "silk", to: "bone", type: "stiffens", polarity: "affirmed", documents: 0, confidence: 0, conjecture: true },
  ]);
});

test("cut down to the best connected; the empty garden is an empty view", async () => {
  await using garden = await writtenGarden(WRITTEN);
  expect((await graphView(garden, { maxNodes: 2 })).nodes.map(({ id }) => id)).toEqual(["bone", "silk"]);
  await using empty = await writtenGarden({});
  expect(await graphView(empty)).toMatchObject({ nodes: [], edges: [], shown: 0 });
});

test("choice by hand: strengths 1.5, 1, 0.5; nearest first around a node, stronger before weaker", () => {
  const rows = undirected(
    graphOf({
      nodes: 5,
      edges: [
        [0, 1, 1],
        [0, 2, 0.5],
        [2, 3, 0.25],
      ],
    }),
  );
  expect(bestConnected(rows, 2)).toEqual([0, 1]);
  expect(bestConnected(rows, 9)).toEqual([0, 1, 2, 3]);
  expect(neighbourhood(rows, 0, 1, 2)).toEqual([0, 1]);
  expect(neighbourhood(rows, 3, 2, 9)).toEqual([0, 2, 3]);
  expect(neighbourhood(rows, 4, 2, 9)).toEqual([4]);
});

test("a layout of one node, and of none, is finite", async () => {
  expect(await layout([], [])).toEqual(new Map());
  const [place] = (await layout(["a"], [])).values();
  expect(Number.isFinite(place!.x + place!.y)).toBe(true);
});
