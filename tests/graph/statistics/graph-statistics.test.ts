// A garden's graph as a whole: two fields and what joins them, counted by hand; repeatable; and stopped when asked.

import { expect, test } from "vitest";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { type GraphStatistics, graphStatistics, type StatisticsOptions } from "#graph/statistics/graph-statistics.ts";
import { type Written, writtenGarden } from "#tests/graph/search/written-garden.ts";

/** Four concepts of silk and four of bone, all linked among themselves but silk–crystal, and one bridge over water; glass stands apart. */
const TWO_FIELDS: Written = {
  silk: ["silk holds protein", "silk holds thread", "protein builds thread", "protein forms crystal", "thread contains crystal"],
  bone: ["bone holds mineral", "bone holds collagen", "bone holds osteon", "mineral stiffens collagen", "mineral fills osteon", "collagen builds osteon"],
  bridge: ["silk absorbs water", "water enters bone"],
  apart: ["glass not bends steel"],
}; // biome-ignore format: a picture

async function statisticsOf(written: Written, options: Partial<StatisticsOptions> = {}): Promise<GraphStatistics> {
  await using garden = await writtenGarden(written);
  return await graphStatistics(await loadConceptGraph(garden.store), { seed: 1, count: 10, ...options });
}

test("two fields joined by water, counted by hand", async () => {
  const found = await statisticsOf(TWO_FIELDS);
  expect(found).toMatchObject({ concepts: 11, relations: 14, negated: 1, links: 13 });
  // Nine concepts hang together; glass and steel have a negated relation only, which is no link.
  expect(found.components).toEqual({ count: 3, largest: 9 });
  expect(found.degree).toMatchObject({ maximum: 4, isolated: 2, leaves: 0 });
  expect(found.cuts).toEqual({ concepts: 3, links: 2 });
  // silk protein thread, protein thread crystal, and four among bone, mineral, collagen, osteon.
  expect(found.clustering.triangles).toBe(6);
  expect(found.cores).toMatchObject({ deepest: 3, sizes: [2, 0, 5, 4] });
  expect(found.cores.concepts.map(({ label }) => label)).toEqual(["bone", "collagen", "mineral", "osteon"]);
});

test("each field is a community, named by its most linked concepts, and water bridges most", async () => {
  const { communities, bridging } = await statisticsOf(TWO_FIELDS);
  expect(communities.count).toBe(2);
  expect(communities.levels.at(-1)).toEqual({ count: 2, modularity: communities.modularity });
  const names = communities.largest.map(({ concepts }) => concepts.map(({ label }) => label));
  expect(names.find((labels) => labels.includes("bone"))).toEqual(expect.arrayContaining(["mineral", "collagen", "osteon"]));
  expect(names.find((labels) => labels.includes("silk"))).toEqual(expect.arrayContaining(["protein", "thread", "crystal"]));
  // Water lies between 4 and 4; its coefficient is (1/2)/(1/3 + 1/4).
  expect(bridging.pivots).toBe(11);
  expect(bridging.concepts[0]).toMatchObject({
    label: "water",
    betweenness: expect.closeTo(16, 9),
    bridging: expect.closeTo((16 * 6) / 7, 9),
  });
});

test("the same seed draws the same pivots; lists are as long as asked", async () => {
  const some = await statisticsOf(TWO_FIELDS, { pivots: 4, count: 1 });
  expect(await statisticsOf(TWO_FIELDS, { pivots: 4, count: 1 })).toEqual(some);
  expect(some.bridging.pivots).toBe(4);
  expect([some.bridging.concepts.length, some.communities.largest.length, some.cores.concepts.length]).toEqual([1, 1, 1]);
});

test("ways counted in turns are those counted at once: more pivots than a turn", async () => {
  const told: number[] = [];
  const { bridging } = await statisticsOf(TWO_FIELDS, { pivots: 11, onPivots: (done) => told.push(done) });
  expect(told).toEqual([8, 11]);
  expect(bridging.concepts[0]!.betweenness).toBeCloseTo(16, 9);
});

test("a garden without relations has nothing to tell, and says 0", async () => {
  expect(await statisticsOf({ one: [": silk, bone"] })).toMatchObject({
    links: 0,
    degree: { powerLaw: null, assortativity: null },
    cores: { deepest: 0, concepts: [] },
    communities: { count: 0, modularity: 0, largest: [] },
    bridging: { concepts: [] },
  });
});

test("work ends when the signal says so", async () => {
  await expect(statisticsOf(TWO_FIELDS, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
});
