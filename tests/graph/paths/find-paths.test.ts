// Paths on gardens written for the purpose: costs by hand, hubs, negation, order, seeds, evidence, and what happens when there is no way.

import { expect, test } from "vitest";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { findPaths, PATH_STRATEGIES } from "#graph/paths/find-paths.ts";
import { groupEmbedder, type Written, writtenGarden } from "#tests/graph/search/written-garden.ts";

/** silk reaches bone over water (weak, twice) or over mineral (strong, twice). */
const TWO_WAYS: Written = {
  one: ["silk absorbs water@300", "water enters bone@300"],
  two: ["silk binds mineral@900", "bone contains mineral@900"],
};

/** Everything is linked to a hub; a chain of the same strength avoids it. */
const HUB: Written = {
  hub: [
    "silk has property",
    "bone has property",
    ...Array.from("abcdefghijklmnop", (letter) => `${letter}${letter}${letter} has property`),
  ],
  chain: ["silk holds crystal", "crystal stiffens bone"],
};

const GRID: Written = {
  grid: [
    "aaa joins bbb",
    "bbb joins ccc",
    "ccc joins ddd",
    "aaa joins eee",
    "eee joins ccc",
    "bbb joins fff",
    "fff joins ddd",
    "eee joins ggg",
    "ggg joins ddd",
    "fff joins ggg",
  ],
};

test("the stronger way is the shorter one, and its score is Π strength · 2^−steps · degree^−0.4 done by hand", async () => {
  await using garden = await writtenGarden(TWO_WAYS);
  const { paths } = await findPaths(garden, "silk", "bone", { strategy: "shortest", count: 5, seed: 1 });
  expect(paths.map(({ concepts }) => concepts)).toEqual([
    ["silk", "mineral", "bone"],
    ["silk", "water", "bone"],
  ]);
  expect(paths[0]!.score).toBeCloseTo(0.9 * 0.9 * 0.25 * 2 ** -0.4, 6);
  expect(paths[1]!.score).toBeCloseTo(0.3 * 0.3 * 0.25 * 2 ** -0.4, 6);
});

test("each step says its relation, its direction and the sentence, word for word", async () => {
  await using garden = await writtenGarden(TWO_WAYS);
  const { paths } = await findPaths(garden, "silk", "bone", { strategy: "shortest", count: 1, seed: 1 });
  expect(paths[0]!.relations.map(({ from, type, to, direction, conjecture }) => [from, type, to, direction, conjecture])).toEqual([
    ["silk", "binds", "mineral", "forward", false],
    ["mineral", "contains", "bone", "backward", false],
  ]);
  expect(paths[0]!.relations.map(({ evidence }) => evidence.map(({ document, text }) => [document, text]))).toEqual([
    [["two", "silk binds mineral."]],
    [["two", "bone contains mineral."]],
  ]);
});

test("a hub does not draw the path to itself", async () => {
  await using garden = await writtenGarden(HUB);
  const { paths } = await findPaths(garden, "silk", "bone", { strategy: "shortest", count: 2, seed: 1 });
  expect(paths.map(({ concepts }) => concepts[1])).toEqual(["crystal", "property"]);
});

test("a negated relation is not walked", async () => {
  await using garden = await writtenGarden({ one: ["silk not binds mineral", "mineral stiffens bone"] });
  const answer = await findPaths(garden, "silk", "bone", { strategy: "shortest", count: 1, seed: 1 });
  expect(answer.paths).toEqual([]);
});

test("every strategy gives simple paths between the two ends, the same for the same seed", async () => {
  await using garden = await writtenGarden(GRID, groupEmbedder([["bbb", "fff", "ddd"]]));
  for (const strategy of PATH_STRATEGIES) {
    const ask = () => findPaths(garden, "aaa", "ddd", { strategy, count: 3, seed: 7 });
    const answer = await ask();
    expect(answer.paths.length, strategy).toBeGreaterThan(1);
    for (const { concepts, relations } of answer.paths) {
      expect([concepts[0], concepts.at(-1)]).toEqual(["aaa", "ddd"]);
      expect(new Set(concepts).size).toBe(concepts.length);
      expect(relations.map(({ to }) => to)).toEqual(concepts.slice(1));
    }
    expect(new Set(answer.paths.map(({ concepts }) => concepts.join())).size).toBe(answer.paths.length);
    expect(await ask()).toEqual(answer);
  }
});

test("waypoint paths leave the best path, and another seed draws others", async () => {
  await using garden = await writtenGarden(GRID);
  const best = (await findPaths(garden, "aaa", "ddd", { strategy: "shortest", count: 1, seed: 0 })).paths[0]!;
  const draws = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((seed) => findPaths(garden, "aaa", "ddd", { strategy: "waypoint", count: 1, seed })),
  );
  for (const { paths } of draws) expect(paths[0]!.concepts).not.toEqual(best.concepts);
  expect(new Set(draws.map(({ paths }) => paths[0]!.concepts.join())).size).toBeGreaterThan(1);
});

test("diverse paths share less in between than the cheapest ones do", async () => {
  await using garden = await writtenGarden(GRID);
  const shared = (paths: readonly { readonly concepts: readonly string[] }[]) => {
    const between = paths.flatMap(({ concepts }) => concepts.slice(1, -1));
    return between.length - new Set(between).size;
  };
  const ask = (strategy: "shortest" | "diverse") => findPaths(garden, "aaa", "ddd", { strategy, count: 4, seed: 0 });
  expect(shared((await ask("diverse")).paths)).toBeLessThanOrEqual(shared((await ask("shortest")).paths));
  expect((await ask("diverse")).paths[0]).toEqual((await ask("shortest")).paths[0]);
});

test("semantic paths go through what is like the goal; without vectors they fall back and say so", async () => {
  const written: Written = { one: ["silk joins alpha", "alpha joins bone", "silk joins vault@790", "vault joins bone@790"] };
  await using plain = await writtenGarden(written);
  await using meant = await writtenGarden(written, groupEmbedder([["vault", "bone"]]));
  const ask = (garden: typeof plain) => findPaths(garden, "silk", "bone", { strategy: "semantic", count: 1, seed: 0 });
  expect((await ask(meant)).paths[0]!.concepts[1]).toBe("vault");
  const fallback = await ask(plain);
  expect(fallback.paths[0]!.concepts[1]).toBe("alpha");
  expect(fallback.strategy).toBe("shortest");
  expect(fallback.notes.join()).toContain("No vectors");
});

test("common ground in between costs ten times, and what is a thousand times weaker than the best is no alternative", async () => {
  await using garden = await writtenGarden({
    one: ["silk raises temperature", "bone needs temperature", "silk holds crystal", "crystal stiffens bone@700"],
    two: ["silk wets aaa@60", "aaa wets bbb@60", "bbb wets ccc@60", "ccc wets bone@60"],
  });
  const { paths, notes } = await findPaths(garden, "silk", "bone", { strategy: "shortest", count: 3, seed: 1 });
  expect(paths.map(({ concepts }) => concepts[1])).toEqual(["crystal", "temperature"]);
  expect(paths[0]!.score).toBeCloseTo(0.8 * 0.7 * 0.25 * 2 ** -0.4, 6);
  expect(paths[1]!.score).toBeCloseTo((0.8 * 0.8 * 0.25 * 2 ** -0.4) / 10, 6);
  expect(notes).toEqual(["1 path(s) left out: more than 1000 times weaker than the best."]);
});

test("no way: an empty list and the nearest concepts that can be reached", async () => {
  await using garden = await writtenGarden({ one: ["silk absorbs water", "silk binds bone_mineral", "bone_cell carries ion", ": lonely"] });
  const answer = await findPaths(garden, "silk", "bone cell", { strategy: "diverse", count: 3, seed: 1 });
  expect(answer.paths).toEqual([]);
  expect(answer.nearest.map(({ id }) => id)).toEqual(["bone mineral", "water"]);
});

test("a name for itself gives no path and a note; an unknown name and a wrong count are refused", async () => {
  await using garden = await writtenGarden(TWO_WAYS);
  const options = { strategy: "shortest", count: 1, seed: 1 } as const;
  const same = await findPaths(garden, "Silk", "silk", options);
  expect(same.paths).toEqual([]);
  expect(same.notes[0]).toContain("silk");
  expect(same.nearest).toEqual([]);
  await expect(findPaths(garden, "unobtainium", "bone", options)).rejects.toMatchObject({ code: "concept.not_found" });
  await expect(findPaths(garden, "silk", "bone", { ...options, count: 0 })).rejects.toMatchObject({ code: "usage.invalid" });
});

test("a path whose evidence no longer matches its document is left out, and the answer says so", async () => {
  await using garden = await writtenGarden(TWO_WAYS);
  const real = garden.store.document.bind(garden.store);
  const altered: typeof real = async (id) => {
    const document = await real(id);
    return document === null || id !== "two" ? document : { ...document, text: document.text.replace("silk", "wool") };
  };
  const store = new Proxy(garden.store, {
    get: (target, name) => (name === "document" ? altered : Reflect.get(target, name).bind(target)),
  });
  const answer = await findPaths({ ...garden, store }, "silk", "bone", { strategy: "shortest", count: 2, seed: 1 });
  expect(answer.paths.map(({ concepts }) => concepts[1])).toEqual(["water"]);
  expect(answer.notes.join()).toContain("1 path(s) left out");
});

test("the concept graph is loaded once for each version", async () => {
  await using garden = await writtenGarden(TWO_WAYS);
  const [first, second] = await Promise.all([loadConceptGraph(garden.store), loadConceptGraph(garden.store)]);
  expect(first).toBe(second);
  expect(first.concepts.map(({ id }) => id)).toEqual(["bone", "mineral", "silk", "water"]);
  expect(first.csr.edges).toBe(4);
});
