// Domain and range: what the ontology refuses is not written, what it doubts is a conjecture and says so, what a sentence says stays observed
// and is listed. An end of no known class breaks nothing.

import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { canonicalHash } from "#graph/export/canonical.ts";
import type { Garden } from "#graph/garden.ts";
import { grow } from "#graph/growth/grow.ts";
import { readWithModel } from "#graph/growth/read-with-model.ts";
import { importGraph } from "#graph/import/import-graph.ts";
import { readGraphFile } from "#graph/import/read-graph-file.ts";
import { checkGarden } from "#graph/ontology/check-garden.ts";
import { classesOf } from "#graph/ontology/classify.ts";
import { breachOf, saidOf } from "#graph/ontology/domain-range.ts";
import { applyOntology } from "#graph/ontology/edit-ontology.ts";
import { ontologyFrom } from "#graph/ontology/ontology.ts";
import { readOntologyYaml } from "#graph/ontology/ontology-yaml.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import type { LanguageModel } from "#kernels/language-model.ts";
import { testGarden } from "#tests/graph/growth/test-garden.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const RULES = (enforce: string) => `hortus: ontology/1
enforce: ${enforce}
classes:
  metal: {heads: [copper, zinc, gold]}
  enzyme: {heads: [enzyme], members: [urease], parent: protein}
  protein: {heads: [protein]}
  place: {heads: [museum]}
relations:
  inhibits: {domain: [metal], range: [protein], inverse: inhibited-by, synonyms: [poisons]}
`;
const ontology = (enforce = "conjecture") => ontologyFrom(readOntologyYaml("o.yaml", RULES(enforce)));
const named = (label: string) => ({ label });

describe("classes", () => {
  test("a name is in the class of the longest head it ends in, and in those that list it; what nobody knows is in none", () => {
    const more = `${RULES("off")}`.replace("place:", "silk: {heads: [silk]}\n  dragline: {heads: [dragline silk], parent: silk}\n  place:");
    const own = ontologyFrom(readOntologyYaml("o.yaml", more));
    const classes = (label: string, terms: readonly string[] = []) => classesOf(own, { label, terms: terms as never });
    expect(classes("spider dragline silks")).toEqual(["dragline"]);
    expect(classes("spider silk")).toEqual(["silk"]);
    expect(classes("Urease")).toEqual(["enzyme"]);
    expect(classes("jack bean catalyst", ["urease"])).toEqual(["enzyme"]);
    expect(classes("unknown thing")).toEqual([]);
    expect(classes("silkworm")).toEqual([]);
  });

  test("several nearest classes come in code-point order", () => {
    const both = "hortus: ontology/1\nclasses:\n  \u{10428}: {members: [urease]}\n  \ufa0e: {members: [urease]}\n";
    expect(classesOf(ontologyFrom(readOntologyYaml("o.yaml", both)), named("urease"))).toEqual(["\ufa0e", "\u{10428}"]);
  });

  test("a circle that undo left behind ends", () => {
    const entries = readOntologyYaml("o.yaml", RULES("off")).map((entry) =>
      entry.kind === "class" && entry.name === "protein" ? { ...entry, parent: "enzyme" } : entry,
    );
    expect(classesOf(ontologyFrom(entries), named("urease"))).toEqual(["enzyme"]);
  });
});

test.each([
  ["copper", "inhibits", "urease", null],
  ["zinc", "inhibits", "heat shock protein", null],
  ["museum", "inhibits", "urease", "domain of inhibits is metal, not place"],
  ["copper", "inhibits", "museum", "range of inhibits is protein, not place"],
  ["copper", "poisons", "museum", "range of inhibits is protein, not place"],
  ["museum", "inhibited-by", "copper", "range of inhibits is protein, not place"],
  ["urease", "inhibited-by", "copper", null],
  ["something", "inhibits", "urease", null],
  ["museum", "binds", "museum", null],
])("%s %s %s: %s", (from, type, to, said) => {
  const breach = breachOf(ontology(), named(from), type, named(to));
  expect(breach === null ? null : saidOf(breach)).toBe(said);
});

async function enforcing(garden: Garden, enforce: string): Promise<void> {
  await applyOntology(garden, readOntologyYaml("o.yaml", RULES(enforce)), { author: "me", reason: "rules" });
}

const EDGES = "head,relation,tail\nmuseum,inhibits,urease\ncopper,inhibits,urease\nmuseum,contains,copper\n";

test.each([
  ["refuse", { added: 2, unchanged: 0, against: 0 }, [{ reason: "against-ontology", count: 1 }]],
  ["conjecture", { added: 3, unchanged: 0, against: 1 }, []],
  ["off", { added: 3, unchanged: 0, against: 0 }, []],
] as const)("an import under %s", async (enforce, conjectures, skipped) => {
  await using set = await testGarden();
  await enforcing(set.garden, enforce);
  await using folder = await temporaryFolder();
  await writeFile(folder.file("e.csv"), EDGES);
  const result = await importGraph(set.garden, await readGraphFile(folder.file("e.csv")));
  expect(result).toMatchObject({ conjectures, skipped });
  const written = await set.garden.store.conjectures();
  const against = written.filter(({ rationale }) => rationale.includes("Against the ontology: domain of inhibits is metal, not place."));
  expect([written.length, against.length]).toEqual([conjectures.added, conjectures.against]);
  const again = await importGraph(set.garden, await readGraphFile(folder.file("e.csv")));
  expect(again.conjectures).toEqual({ added: 0, unchanged: conjectures.added, against: 0 });
  expect((await checkGarden(set.garden.store, { limit: 9 })).conjectured.count).toBe(enforce === "refuse" ? 0 : 1);
});

/** Says of each sentence that the museum, or else the metal, inhibits urease; right about what a capable reader is tried with. */
const KNOWN: Readonly<Record<string, readonly [string, string, string]>> = {
  "Salt lowers the freezing point of water.": ["Salt", "lowers", "freezing point of water"],
  "Frost damage is prevented by snow cover.": ["Frost damage", "is prevented by", "snow cover"],
  "Glaciers contain air bubbles.": ["Glaciers", "contain", "air bubbles"],
  "With zinc around, urease in soil does nothing.": ["zinc", "inhibits", "urease"],
  "Near the museum, urease in soil does nothing.": ["museum", "inhibits", "urease"],
};
const reader: LanguageModel = {
  id: "reader",
  contextTokens: 4096,
  answer: async ({ messages }) => {
    const [subject, relation, object] = KNOWN[messages.at(-1)!.content] ?? [];
    const claims = subject === undefined ? [] : [{ subject, relation, object, negated: false, hedged: false }];
    return { text: JSON.stringify({ claims }), finish: "stop", tokens: { in: 1, out: 1 }, trace: [], model: "reader" };
  },
  score: async () => [],
  count: async (text) => text.length,
  [Symbol.asyncDispose]: async () => {},
};

test.each([
  ["refuse", 1, 0, 1],
  ["conjecture", 1, 1, 1],
  ["off", 0, 0, 2],
] as const)("what a model reads under %s", async (enforce, against, conjectures, relations) => {
  await using set = await testGarden();
  await enforcing(set.garden, enforce);
  await set.write("a.txt", "With zinc around, urease in soil does nothing.\n");
  await set.write("b.txt", "Near the museum, urease in soil does nothing.\n");
  await grow(set.garden, [set.papers]);
  const before = (await set.garden.store.counts()).relations;
  expect(await readWithModel(set.garden, reader, { seed: 1 })).toMatchObject({ documents: 2, against });
  const written = await set.garden.store.conjectures();
  expect(written.length).toBe(conjectures);
  for (const one of written) {
    expect(one).toMatchObject({ from: "museum", type: "inhibits", to: "urease", origin: "reading", restsOn: [{ document: "b.txt" }] });
    expect(one.rationale).toMatch(/^reader read “inhibits”\. Against the ontology: domain of inhibits/);
  }
  expect((await set.garden.store.counts()).relations - before).toBe(relations);
  expect(await verifyGarden(set.garden.store)).toMatchObject({ quarantined: 0 });
});

test("what a sentence says stays observed under every rule, and check lists it with the sentence; a denial breaks nothing", async () => {
  await using set = await testGarden();
  await set.write("a.md", "# A\n\nThe museum inhibits urease. Copper inhibits urease. The museum does not inhibit gold.\n");
  await grow(set.garden, [set.papers]);
  const observed = await canonicalHash(set.garden.store, { layer: "observed" });
  await enforcing(set.garden, "refuse");
  await grow(set.garden, [set.papers]);
  expect(await canonicalHash(set.garden.store, { layer: "observed" })).toBe(observed);
  const found = await checkGarden(set.garden.store, { limit: 9 });
  expect(found.observed.count).toBe(1);
  expect(found.observed.listed[0]).toMatchObject({
    ...{ from: "museum", type: "inhibits", to: "urease", breach: { end: "domain", found: ["place"] } },
    evidence: [{ document: "a.md", text: "The museum inhibits urease." }],
  });
  expect((await checkGarden(set.garden.store, { limit: 0 })).observed).toEqual({ count: 1, listed: [] });
});
