// Communities of a garden: the same in any order, each inside one of the level above, named by what is central, gone with their documents.

import { expect, test } from "vitest";
import { communityHierarchy, communityRanks } from "#graph/communities/hierarchy.ts";
import { levelsOf } from "#graph/communities/levels-aside.ts";
import type { Garden } from "#graph/garden.ts";
import { removeDocument } from "#graph/growth/remove.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { WorkerClient } from "#kernels/worker/worker-client.ts";
import { gardenOf, put, readNotes } from "#tests/graph/ontology/ontology-garden.ts";
import { writtenGarden } from "#tests/graph/search/written-garden.ts";

/** Everything about the communities, concepts by id. */
async function described({ store }: Garden, seed = 1) {
  const graph = await loadConceptGraph(store);
  const { levels, isolated } = await communityHierarchy(graph, seed);
  const shown = levels.map(({ communities }) =>
    communities.map(({ nodes, ...rest }) => ({ ...rest, concepts: nodes.map((node) => graph.concepts[node]!.id) })),
  );
  return { isolated, levels: shown };
}

test("the order of documents does not matter; what came and went leaves nothing", async () => {
  const notes = [...(await readNotes(3)).values()];
  await using set = await gardenOf(notes.slice(1));
  const expected = await described(set.garden);
  expect(expected.levels.length).toBeGreaterThan(1);
  await using turned = await gardenOf(notes.slice(1).toReversed(), 5);
  expect(await described(turned.garden)).toEqual(expected);
  await put(turned.garden, notes[0]!);
  expect(await described(turned.garden)).not.toEqual(expected);
  await removeDocument(turned.garden, (notes[0] as { document: { id: string } }).document.id);
  expect(await described(turned.garden)).toEqual(expected);
}, 60_000);

test("every concept with a link is in one community of each level, which lies inside its parent; ids and ranks say which", async () => {
  const notes = [...(await readNotes(3)).values()];
  await using set = await gardenOf(notes);
  const graph = await loadConceptGraph(set.garden.store);
  const { levels, isolated } = await communityHierarchy(graph, 1);
  for (const [place, { level, communities }] of levels.entries()) {
    expect(level).toBe(place);
    const nodes = communities.flatMap((community) => community.nodes);
    expect([nodes.length, new Set(nodes).size]).toEqual([graph.concepts.length - isolated, nodes.length]);
    expect(communities.map((community) => community.nodes.length)).toEqual(
      communities.map((community) => community.nodes.length).toSorted((a, b) => b - a),
    );
    const ranks = communityRanks(graph, levels[place]!);
    communities.forEach((community, rank) => {
      expect([...new Set(community.nodes.map((node) => ranks[node]))]).toEqual([rank]);
    });
    if (place === 0) continue;
    const above = new Map(levels[place - 1]!.communities.map((community) => [community.id, new Set(community.nodes)]));
    for (const { parent, nodes: own } of communities) expect(own.every((node) => above.get(parent!)!.has(node))).toBe(true);
  }
  expect(new Set(levels[0]!.communities.map(({ id }) => id)).size).toBe(levels[0]!.communities.length);
}, 60_000);

test("two groups joined by one weak link are two, each named by its centre and not by a generic word", async () => {
  const ring = (names: readonly string[]) => names.flatMap((a, i) => names.slice(i + 1).map((b) => `${a} binds ${b}@900`));
  await using garden = await writtenGarden({
    one: ["silk binds structure@900", "silk binds fibroin@900", ...ring(["silk", "fibroin", "sericin", "glycine"])],
    two: ["bone binds result@900", ...ring(["bone", "collagen", "apatite", "osteon"]), "glycine touches osteon@200"],
  });
  const { levels } = await described(garden);
  const [coarsest] = levels;
  expect(coarsest!.length).toBe(2);
  const silk = coarsest!.find(({ concepts }) => concepts.includes("silk" as never))!;
  expect(silk.concepts).toContain("sericin");
  expect(silk.name.split(", ")).toContain("silk");
  expect(silk.name).not.toMatch(/structure/);
  expect(silk.inside).toBeGreaterThan(0.9);
});

test("no concept in a name repeats the words of another", async () => {
  const ring = ["silk", "spider_silk", "fibroin", "sericin"].flatMap((a, i, all) => all.slice(i + 1).map((b) => `${a} binds ${b}@900`));
  await using garden = await writtenGarden({
    one: [...ring, "silk holds spider_silk@900"],
  });
  const community = (await described(garden)).levels[0]![0]!;
  expect(community.concepts.slice(0, 2).toSorted()).toEqual(["silk", "spider silk"]);
  expect(community.name).toMatch(/^(?:spider )?silk, (?:fibroin, sericin|sericin, fibroin)$/);
});

test("a level with hardly more communities than the one above is left out", async () => {
  const name = (n: number) =>
    ["b", "d", "g", "k", "l", "m", "n", "p", "r"][Math.floor(n / 9)] +
    ["alo", "exu", "iwy", "oqa", "uze", "yho", "afi", "eju", "ivo"][n % 9]!;
  const triangle = (n: number) => [0, 1, 2].map((corner) => `${name(3 * n + corner)} binds ${name(3 * n + ((corner + 1) % 3))}@900`);
  /** Triangles by themselves, the first two of them joined by one link: two communities of a fine level, one of a coarse one. */
  const sizes = async (triangles: number) => {
    const all = Array.from({ length: triangles }, (_, n) => triangle(n)).flat();
    await using garden = await writtenGarden({ one: [...all, `${name(0)} touches ${name(3)}@900`] });
    const { levels } = await described(garden);
    expect(levels.at(-1)!.flatMap(({ concepts }) => concepts)).toHaveLength(3 * triangles);
    return levels.map((communities) => communities.length);
  };
  expect(await sizes(12)).toEqual([11, 12]);
  // 26 < 1.05 · 25
  expect(await sizes(26)).toEqual([25]);
});

test("an empty garden has none, and one without links counts its concepts", async () => {
  await using nothing = await writtenGarden({});
  expect(await described(nothing)).toEqual({ isolated: 0, levels: [] });
  await using lonely = await writtenGarden({ one: ["silk not binds bone"] });
  const found = await described(lonely);
  expect([found.isolated, found.levels.flat().flat()]).toEqual([2, []]);
});

test("a thread finds the same levels as this one", async () => {
  const notes = [...(await readNotes(6)).values()];
  await using set = await gardenOf(notes);
  const { links: rows } = await loadConceptGraph(set.garden.store);
  await using worker = new WorkerClient(new URL("../../../graph/communities/levels-worker.ts", import.meta.url));
  expect(await worker.call("levels", { rows, seed: 3 })).toEqual(levelsOf({ rows, seed: 3 }));
}, 60_000);
