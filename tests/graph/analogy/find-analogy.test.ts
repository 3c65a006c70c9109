// The same shape in two fields: by hand, with sentences on both sides, and never across types, directions or polarities.

import { expect, test } from "vitest";
import { findAnalogy } from "#graph/analogy/find-analogy.ts";
import { writtenGarden } from "#tests/graph/search/written-garden.ts";

/** Crystals stiffen silk and water softens it; platelets stiffen nacre and acid softens it; both dissolve something. */
const FIELDS = {
  silk: ["crystals stiffen silk", "water softens silk", "water wets crystals", "heat not softens silk", "heat wets silk"],
  nacre: ["platelets stiffen nacre", "acid softens nacre", "acid wets platelets", "light not softens nacre", "nacre holds light"],
};

const labels = (pairs: readonly { readonly a: { readonly id: string }; readonly b: { readonly id: string } }[]) =>
  pairs.map(({ a, b }) => `${a.id}~${b.id}`);

test("by hand: what stiffens, softens, wets and does not soften corresponds; every relation has its sentence on both sides", async () => {
  await using garden = await writtenGarden(FIELDS);
  const found = await findAnalogy(garden, "silk", "nacre");
  expect(found).toMatchObject({ apart: null, complete: true, notes: [] });
  expect(labels(found.pairs)[0]).toBe("silk~nacre");
  expect(labels(found.pairs).sort()).toEqual(["crystals~platelets", "heat~light", "silk~nacre", "water~acid"]);
  expect(found.relations).toHaveLength(4);
  for (const { a, b } of found.relations) {
    expect([a.type, a.polarity]).toEqual([b.type, b.polarity]);
    for (const { evidence, from, to, type } of [a, b]) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const word of [from, to, type]) expect(evidence[0]!.text).toContain(word);
    }
  }
  expect(found.relations.map(({ a }) => a.polarity).filter((polarity) => polarity === "negated")).toHaveLength(1);
});

test("another direction, type or polarity is another shape", async () => {
  for (const other of ["nacre stiffen platelets", "platelets bind nacre", "platelets not stiffen nacre"]) {
    await using garden = await writtenGarden({ silk: ["crystals stiffen silk"], nacre: [other, "nacre holds light"] });
    expect(await findAnalogy(garden, "silk", "nacre")).toMatchObject({ pairs: [], relations: [], complete: true });
  }
});

test("what lies between both belongs to the nearer one, and to none when it is as near; how far they are apart is told", async () => {
  await using garden = await writtenGarden({ a: [...FIELDS.silk, "water softens nacre", ...FIELDS.nacre] });
  const found = await findAnalogy(garden, "silk", "nacre");
  expect(found.apart).toBe(2);
  expect(labels(found.pairs).join()).not.toContain("water");
});

test("bounded: few steps answer what was found by then and say so; one concept twice is refused", async () => {
  await using garden = await writtenGarden(FIELDS);
  const cut = await findAnalogy(garden, "silk", "nacre", { steps: 2 });
  expect([cut.complete, cut.pairs.length]).toEqual([false, 2]);
  expect((await findAnalogy(garden, "silk", "nacre", { concepts: 2 })).concepts).toEqual([2, 2]);
  await expect(findAnalogy(garden, "silk", "silk")).rejects.toMatchObject({ code: "usage.invalid" });
  await expect(findAnalogy(garden, "silk", "no such thing")).rejects.toMatchObject({ code: "concept.not_found" });
});
