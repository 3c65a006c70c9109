// Names to concepts: exactly, nearly, or not at all with a hint.

import { expect, test } from "vitest";
import { normalForm } from "#graph/extraction/normal-form.ts";
import type { Garden } from "#graph/garden.ts";
import { mergeConcepts } from "#graph/growth/edit.ts";
import type { ConceptId, TermKey } from "#graph/model.ts";
import { findConcept, findConcepts } from "#graph/search/find-concept.ts";
import { letterOverlap, nameMatch, wordOverlap } from "#graph/search/words.ts";
import { groupEmbedder, writtenGarden } from "#tests/graph/search/written-garden.ts";

const WRITTEN = {
  one: ["spider_silk absorbs water", "nacre contains aragonite", "silk_stiffness falls_with heat", "collagen forms fibril"],
};

test("exact by label, in any case, plural and spelling of a term", async () => {
  await using garden = await writtenGarden(WRITTEN);
  for (const name of ["nacre", "Nacre", " NACRE ", "nacres"]) {
    expect(await findConcept(garden, name), name).toMatchObject({ concept: { id: "nacre" }, exact: true });
  }
  expect(await findConcept(garden, "Spider-silk")).toMatchObject({ concept: { id: "spider silk" }, exact: true });
});

test("by words when most of them match, and it says that it is not exact", async () => {
  await using garden = await writtenGarden(WRITTEN);
  expect(await findConcept(garden, "strong spider silk")).toMatchObject({ concept: { id: "spider silk" }, exact: false });
});

test("by meaning when words do not help", async () => {
  await using garden = await writtenGarden(WRITTEN, groupEmbedder([["collagen", "cllgn"]]));
  const found = await findConcept(garden, "collagen cllgn");
  expect(found).toMatchObject({ concept: { id: "collagen" }, exact: false });
});

test("a foreign word in the concept is no match: toughness of silk is not the stiffness of silk", async () => {
  await using garden = await writtenGarden({ one: ["silk_stiffness falls_with heat"] });
  await expect(findConcept(garden, "silk toughness")).rejects.toMatchObject({ code: "concept.not_found" });
});

test("a word for a thing and for its being are one; what lacks the head of the name is no match", async () => {
  await using garden = await writtenGarden({ one: ["hydrogen reduces oxide", "hydrogen_bonding holds silk", "lifetime falls_with iron"] });
  expect(await findConcept(garden, "hydrogen bonds")).toMatchObject({ concept: { id: "hydrogen bonding" }, exact: false });
  await expect(findConcept(garden, "hydrogen storage")).rejects.toMatchObject({ code: "concept.not_found" });
  expect(await findConcept(garden, "carrier lifetime")).toMatchObject({ concept: { id: "lifetime" }, exact: false });
});

test("nothing near is refused with suggestions; a misspelling is suggested, not taken", async () => {
  await using garden = await writtenGarden(WRITTEN);
  await expect(findConcept(garden, "nacer")).rejects.toMatchObject({ code: "concept.not_found", facts: { suggestions: ["nacre"] } });
  await expect(findConcept(garden, "zzz qqq")).rejects.toMatchObject({ facts: { suggestions: [] } });
  for (const odd of ["", "   ", "'\"*(", "a".repeat(5000)]) {
    await expect(findConcept(garden, odd)).rejects.toMatchObject({ code: "concept.not_found" });
  }
});

test("overlaps by hand", () => {
  expect(wordOverlap("Spider silks", "silk of spider")).toBe(1);
  expect(wordOverlap("silk", "bone")).toBe(0);
  // precision 1, recall ½: 1.25·½/(¼+½) = 0.8333; precision ½, recall ½: ½
  expect(nameMatch("spider silk", "silk")).toBeCloseTo(5 / 6, 12);
  expect(nameMatch("silk toughness", "silk stiffness")).toBeCloseTo(0.5, 12);
  expect(nameMatch("silk", "bone")).toBe(0);
  expect(letterOverlap("abc", "abc")).toBe(1);
  // "  a"," ab","ab " against "  a"," ac","ac ": one of three
  expect(letterOverlap("ab", "ac")).toBeCloseTo(1 / 3, 12);
});

/** The rule as it reads, one question after the other: by id, else by the first of its terms that belongs to a concept. */
async function exactByTheRule({ store }: Garden, name: string): Promise<string | null> {
  const [byId] = await store.concepts([name as ConceptId]);
  if (byId !== undefined) return byId.id;
  for (const key of [normalForm(name), normalForm(name.toLowerCase()), name as TermKey]) {
    const [owner] = key === "" ? [] : await store.conceptsOfTerms([key]);
    if (owner !== undefined) return owner.concept;
  }
  return null;
}

test("several names at once mean what each means by itself, by id, term, alias of a merged concept or case", async () => {
  await using garden = await writtenGarden({ ...WRITTEN, two: ["zink reduces CO2", "CO2 corrodes steel"] });
  const [zinc, steel] = await Promise.all(["zink", "steel"].map((name) => findConcept(garden, name)));
  await mergeConcepts(garden, zinc!.concept.id, steel!.concept.id, "test");
  const names = ["zink", "Zink", "zinks", "steel", "STEELS", "CO2", "co2", "nacre", "Spider-silk", "the collagens", "fibril", "nacre"];
  const found = await findConcepts(garden, names);
  for (const [place, name] of names.entries()) {
    const { concept, exact } = found[place]!;
    const alone = await findConcept(garden, name);
    expect({ concept, exact }, name).toEqual({ concept: alone.concept, exact: alone.exact });
    expect(await exactByTheRule(garden, name), name).toBe(concept.id);
  }
  expect(found[0]!.concept.id).toBe(found[3]!.concept.id);
  for (const names of [
    ["nacer", "zzz"],
    ["nacre", "zzz"],
  ]) {
    const [first] = names.filter((name) => name !== "nacre");
    await expect(findConcepts(garden, names)).rejects.toMatchObject({ code: "concept.not_found", facts: { name: first } });
  }
});

test("names that are exact need one look-up for all of them and no search; their alternatives are looked for when asked for", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const asked: string[] = [];
  const store = new Proxy(garden.store, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...given: unknown[]) => {
        asked.push(String(name));
        return member.apply(target, given);
      };
    },
  });
  const found = await findConcepts({ ...garden, store }, ["Spider-silk", "nacres"]);
  expect(asked).toEqual(["concepts"]);
  expect((await found[0]!.alternatives()).map(({ id }) => id)).toEqual(["silk stiffness"]);
  expect(asked).toContain("searchText");
});
