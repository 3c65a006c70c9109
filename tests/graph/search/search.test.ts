// Search in its four modes, its reasons and its evidence; fusion by hand.

import { expect, test } from "vitest";
import { fuse } from "#graph/search/ranked.ts";
import { SEARCH_MODES, search } from "#graph/search/search.ts";
import { groupEmbedder, imagine, writtenGarden } from "#tests/graph/search/written-garden.ts";

const WRITTEN = {
  one: ["silk absorbs water", "water softens silk", "nacre contains aragonite"],
  two: ["bone contains mineral", "mineral not softens bone"],
};
const clock = () => 0;

test("text finds names and sentences, with the words of the document", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const { results, notes } = await search(garden, "nacre", { mode: "text", limit: 5, clock });
  expect(results.map(({ kind, id }) => [kind, id])).toEqual([
    ["concept", "nacre"],
    ["sentence", "one#2"],
  ]);
  for (const { evidence, why } of results) {
    expect(evidence.map(({ document, text }) => [document, text])).toEqual([["one", "nacre contains aragonite."]]);
    expect(why).toContain("rank 1");
  }
  expect(notes).toEqual([]);
});

test("graph finds what the named concept is linked to, and the relations themselves, negated ones too", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const { results } = await search(garden, "What about bone?", { mode: "graph", limit: 9, clock });
  expect(results.filter(({ kind }) => kind === "concept").map(({ id, why }) => [id, why])).toEqual([
    ["bone", "the query names it"],
    ["mineral", "linked to bone"],
  ]);
  expect(results.filter(({ kind }) => kind === "relation").map(({ label }) => label)).toEqual([
    "bone —contains→ mineral",
    "mineral —not softens→ bone",
  ]);
  expect(results.every(({ evidence }) => evidence.length > 0)).toBe(true);
});

test("vector finds by meaning, and says how close", async () => {
  await using garden = await writtenGarden(WRITTEN, groupEmbedder([["bone", "skeleton"]]));
  const { results } = await search(garden, "skeleton", { mode: "vector", limit: 2, clock });
  expect(results[0]).toMatchObject({ kind: "concept", id: "bone", why: "close in meaning (cosine 0.64)" });
});

test("hybrid puts first what several ways agree on", async () => {
  await using garden = await writtenGarden(WRITTEN, groupEmbedder([["bone", "skeleton"]]));
  const { results } = await search(garden, "bone", { mode: "hybrid", limit: 10, clock });
  expect(results[0]).toMatchObject({ kind: "concept", id: "bone" });
  expect(results[0]!.why.split("; ")).toHaveLength(3);
  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(["concept", "sentence", "relation"]));
  expect(results.map(({ score }) => score)).toEqual(results.map(({ score }) => score).toSorted((a, b) => b - a));
});

test("without an embedder vector finds nothing and says why; hybrid goes on with the rest", async () => {
  await using garden = await writtenGarden(WRITTEN);
  expect(await search(garden, "bone", { mode: "vector", limit: 5, clock })).toMatchObject({
    results: [],
    notes: [expect.stringContaining("no embedding model")],
  });
  const hybrid = await search(garden, "bone", { mode: "hybrid", limit: 5, clock });
  expect(hybrid.results.length).toBeGreaterThan(0);
  expect(hybrid.notes).toHaveLength(1);
});

test("empty, odd and huge queries are answered in every mode; the limit holds", async () => {
  await using garden = await writtenGarden(WRITTEN, groupEmbedder([]));
  for (const mode of SEARCH_MODES) {
    for (const query of ["", "  \n", '"', "NEAR( AND *", "🦴", "bone ".repeat(500)]) {
      expect((await search(garden, query, { mode, limit: 3, clock })).results.length, `${mode} ${query.slice(0, 9)}`).toBeLessThanOrEqual(
        3,
      );
    }
    expect((await search(garden, "bone", { mode, limit: 0, clock })).results).toEqual([]);
  }
});

test("fusion by hand: second twice (2 · 61/62 / 2) beats first once (1/2); ties by kind, then id", () => {
  const found = (id: string) => ({ kind: "concept", id, why: id }) as const;
  const fused = fuse([
    [found("a"), found("b")],
    [found("c"), found("b")],
  ]);
  expect(fused.map(({ id }) => id)).toEqual(["b", "a", "c"]);
  expect(fused[0]!.score).toBeCloseTo(61 / 62, 12);
  expect(fused[0]!.why).toBe("b; b");
  expect(fuse([])).toEqual([]);
});

test("nothing observed: said to be among conjectures when it is, and nothing is said of what is not shown", async () => {
  await using garden = await writtenGarden(WRITTEN);
  await imagine(garden, "silk", "may-toughen", "bone");
  const found = (query: string) => search(garden, query, { mode: "text", limit: 5, clock });
  expect(await found("may-toughen")).toMatchObject({ results: [], notes: [expect.stringContaining("--layer all")] });
  expect(await found("zeppelin")).toMatchObject({ results: [], notes: [] });
  const anything = groupEmbedder([["silk", "zeppelin"]]);
  await using empty = await writtenGarden({}, anything);
  expect(await search(empty, "zeppelin", { mode: "vector", limit: 5, clock })).toMatchObject({ results: [], notes: [] });
});
