// What a community is summarised from, in gardens small enough to work out by hand what is to be told, and in which order.

import { expect, test } from "vitest";
import { communityMaterial } from "#agents/communities/material.ts";
import type { Garden } from "#graph/garden.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { type Written, writtenGarden } from "#tests/graph/search/written-garden.ts";

/** The sentences told of one community with all concepts in code-point order, which is that of how central they are. */
async function told(written: Written): Promise<readonly string[]> {
  await using garden: Garden = await writtenGarden(written);
  const graph = await loadConceptGraph(garden.store);
  const nodes = graph.concepts.map((_, node) => node);
  const community = { id: "community:all", level: 0, parent: null, name: "all", nodes, links: 0, inside: 1 };
  const [said] = await communityMaterial(garden.store, graph, [community]);
  return said!.map(({ citation }) => citation.text);
}

test("what a sentence only supposes is not told as a fact, however sure its reader was", async () => {
  const supposed = { one: ["acid_bath may binds bone_ash@950", "acid_bath may binds clay_body@950"] };
  expect(await told(supposed)).toEqual([]);
  expect(await told({ ...supposed, two: ["acid_bath binds bone_ash@600"] })).toEqual(["acid bath binds bone ash."]);
});

// Worth: (1 / (2 + place) + 1 / (2 + place)) · confidence, of a type that is the same for all.
test("a relation with an end that was named gives way to one that names two new ones", async () => {
  // acid–bone 0.83 · 0.9 = 0.75; acid–clay 0.75 · 0.5 = 0.38, once named 0.6 · 0.38 = 0.23; dust–elm 0.37 · 0.8 = 0.29.
  const written = ["acid_bath binds bone_ash@900", "acid_bath binds clay_body@500", "dust_cloud binds elm_bark@800"];
  expect(await told({ one: written })).toEqual(["acid bath binds bone ash.", "dust cloud binds elm bark.", "acid bath binds clay body."]);
});

test("a relation both of whose ends were named gives way to one that names a new one", async () => {
  // acid–bone 0.75; acid–clay 0.75 · 0.9 = 0.68, once named 0.41; bone–clay 0.58 · 0.9 = 0.53, once named 0.32, then twice 0.13;
  // clay–dust 0.45 · 0.7 = 0.32, once named 0.19.
  const written = [
    "bone_ash binds clay_body@900",
    "clay_body binds dust_cloud@700",
    "acid_bath binds clay_body@900",
    "acid_bath binds bone_ash@900",
  ];
  expect(await told({ one: written })).toEqual([
    "acid bath binds bone ash.",
    "acid bath binds clay body.",
    "clay body binds dust cloud.",
    "bone ash binds clay body.",
  ]);
});
