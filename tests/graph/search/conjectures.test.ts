// Search among conjectures: orders that scores worked out by hand decide, each of them against the order of ids or one that a part of the
// formula left out would give.

import { expect, test } from "vitest";
import type { Garden } from "#graph/garden.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { type Walk, walkFrom } from "#graph/search/by-graph.ts";
import { conjecturesByGraph, conjecturesByMeaning, conjecturesByText, passingConjectures } from "#graph/search/conjectures.ts";
import { Passing } from "#graph/search/passing.ts";
import type { Found } from "#graph/search/ranked.ts";
import { groupEmbedder, imagine, writtenGarden } from "#tests/graph/search/written-garden.ts";

type Ends = readonly [from: string, type: string, to: string];

async function imaginedIn(garden: Garden, conjectures: readonly Ends[]) {
  for (const [from, type, to] of conjectures) await imagine(garden, from, type, to);
  return passingConjectures(garden.store, new Passing(garden.store, {}));
}

function idsOf(found: readonly Found[]): readonly string[] {
  return found.map(({ id }) => id.replace("conjecture:", ""));
}

async function byText(query: string, conjectures: readonly Ends[], limit = 10): Promise<readonly string[]> {
  await using garden = await writtenGarden({});
  return idsOf(conjecturesByText(await imaginedIn(garden, conjectures), query, limit));
}

test("by text: a word of one conjecture weighs more than any number of words of two, and no word of the query is no hit", async () => {
  // N = 3. glue is in one: ln(2.5/1.5) = 0.51; silk and water are in two: ln(1.5/2.5) < 0, so 1e-6 each.
  const conjectures: readonly Ends[] = [
    ["silk", "binds", "water"],
    ["water", "holds", "glue"],
    ["silk", "meets", "ice"],
  ];
  expect(await byText("silk water Glues", conjectures)).toEqual(["water-glue", "silk-water", "silk-ice"]);
  expect(await byText("silk water Glues", conjectures, 2)).toEqual(["water-glue", "silk-water"]);
  expect(await byText("binding", [...conjectures, ["bone", "binding", "tar"]])).toEqual(["bone-tar"]);
  expect(await byText("nothing", conjectures)).toEqual([]);
});

test("by text: a word said thrice and two words said once change places with one word more, as k1 = 1.2 and b = 0.75 have it", async () => {
  const thrice: Ends = ["glue", "glue", "glue"];
  const other: Ends = ["ice", "meets cold", "tar"];
  // N = 3, each word in one conjecture: ln(2.5/1.5) = 0.5108 for all. Lengths 3, 6, 4, mean 13/3:
  //   thrice 0.5108 · 3 · 2.2 / (3 + 1.2 (0.25 + 0.75 · 9/13)) = 0.859
  //   once   0.5108 · 2 · 2.2 / (1 + 1.2 (0.25 + 0.75 · 18/13)) = 0.883
  expect(await byText("glue nacre foam", [thrice, ["nacre", "one two three four", "foam"], other])).toEqual(["nacre-foam", "glue-glue"]);
  // Lengths 3, 7, 4, mean 14/3:
  //   thrice 0.5108 · 3 · 2.2 / (3 + 1.2 (0.25 + 0.75 · 9/14)) = 0.869
  //   once   0.5108 · 2 · 2.2 / (1 + 1.2 (0.25 + 0.75 · 21/14)) = 0.848
  expect(await byText("glue nacre foam", [thrice, ["nacre", "one two three four five", "foam"], other])).toEqual([
    "glue-glue",
    "nacre-foam",
  ]);
});

test("by meaning: the mean cosine of both ends decides, an end that no document names counts as far", async () => {
  const embedder = groupEmbedder([["silk", "thread", "fibre"]]);
  await using garden = await writtenGarden({ one: ["silk binds water", "thread binds fibre"] }, embedder);
  const imagined = await imaginedIn(garden, [
    ["fibre", "may-be", "dragon"],
    ["silk", "may-hold", "water"],
    ["thread", "may-join", "fibre"],
  ]);
  const ask = async (query: string, limit = 10) => {
    const [vector] = await embedder.embed([query]);
    return (await conjecturesByMeaning(garden, imagined, vector!, limit)).map(({ id, why }) => [id.replace("conjecture:", ""), why]);
  };
  const close = (cosine: string) => `its ends are close in meaning (cosine ${cosine})`;
  // To silk: silk 1, thread and fibre 0.8² = 0.64, water and dragon 0.
  const toSilk = [
    ["thread-fibre", close("0.64")],
    ["silk-water", close("0.50")],
    ["fibre-dragon", close("0.32")],
  ];
  expect(await ask("silk")).toEqual(toSilk);
  expect(await ask("silk", 1)).toEqual(toSilk.slice(0, 1));
  // To water: water 1, all else 0, and what is not near is not found.
  expect(await ask("water")).toEqual([["silk-water", close("0.50")]]);
});

test("by graph: the conjecture nearer to where the walk began comes first, one where it never came not at all", async () => {
  await using garden = await writtenGarden({
    one: ["silk binds fibroin", "fibroin binds glycine", "glycine binds water", "ice binds snow"],
  });
  const imagined = await imaginedIn(garden, [
    ["glycine", "may-hold", "water"],
    ["silk", "may-hold", "glycine"],
    ["ice", "may-hold", "snow"],
  ]);
  const graph = await loadConceptGraph(garden.store);
  const seed = { id: graph.concepts.find(({ label }) => label === "silk")!.id, weight: 1, named: true };
  const found = conjecturesByGraph(imagined, await walkFrom(graph, [seed]), 10);
  expect(idsOf(found)).toEqual(["silk-glycine", "glycine-water"]);
  expect(found[0]!.why).toBe("imagined of silk");
});

test("by graph: what is at a concept is shared among its links", async () => {
  await using garden = await writtenGarden({ one: ["hub binds silk", "hub binds bone", "water binds hub", "ice binds snow"] });
  const imagined = await imaginedIn(garden, [
    ["hub", "may-hold", "dragon"],
    ["snow", "may-hold", "dragon"],
  ]);
  const graph = await loadConceptGraph(garden.store);
  // 0.3 over three links is 0.1; 0.2 over one is 0.2.
  const rank = Float64Array.from(graph.concepts, ({ label }) => ({ hub: 0.3, snow: 0.2 })[label as string] ?? 0);
  const walk: Walk = { graph, rank, seeds: [] };
  expect(idsOf(conjecturesByGraph(imagined, walk, 10))).toEqual(["snow-dragon", "hub-dragon"]);
});
