// An ontology induced from a garden: from what is observed alone, the same in any order, one change that undo takes back, and never against
// what a person wrote.

import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalHash } from "#graph/export/canonical.ts";
import type { Garden } from "#graph/garden.ts";
import { grow } from "#graph/growth/grow.ts";
import { removeDocument } from "#graph/growth/remove.ts";
import { undo } from "#graph/growth/undo.ts";
import type { OntologyClass, OntologyEntry, Operation } from "#graph/model.ts";
import { classesOf } from "#graph/ontology/classify.ts";
import { applyOntology } from "#graph/ontology/edit-ontology.ts";
import { induceOntology, proposeOntology } from "#graph/ontology/induce.ts";
import { lineOf, ontologyFrom } from "#graph/ontology/ontology.ts";
import { writeOntologyYaml } from "#graph/ontology/ontology-yaml.ts";
import { spanReader } from "#graph/search/citations.ts";
import { all } from "#tests/conformance/grown-store.ts";
import { type TestGarden, testGarden } from "#tests/graph/growth/test-garden.ts";
import { gardenOf, put, readNotes } from "#tests/graph/ontology/ontology-garden.ts";

const by = { author: "tester" };
const yaml = async (garden: Garden) => writeOntologyYaml(await proposeOntology(garden.store));

let notes: readonly Operation[];
let whole: TestGarden;
beforeAll(async () => {
  notes = [...(await readNotes(2)).values()];
  whole = await gardenOf(notes.slice(1));
}, 60_000);
afterAll(() => whole[Symbol.asyncDispose]());

test("the order of documents does not matter, nor a document that came and went", async () => {
  const expected = await yaml(whole.garden);
  await using turned = await gardenOf(notes.slice(1).toReversed(), 7);
  expect(await yaml(turned.garden)).toBe(expected);
  const [another] = notes;
  await put(turned.garden, another!);
  expect(await yaml(turned.garden)).not.toBe(expected);
  await removeDocument(turned.garden, (another as { document: { id: string } }).document.id);
  expect(await yaml(turned.garden)).toBe(expected);
});

test("growing never changes the ontology, and the ontology never changes what is observed", async () => {
  await using set = await gardenOf(notes.slice(0, 12));
  const observed = await canonicalHash(set.garden.store, { layer: "observed" });
  await induceOntology(set.garden, by);
  expect(await canonicalHash(set.garden.store, { layer: "observed" })).toBe(observed);
  const stored = await set.garden.store.ontology();
  expect(stored.length).toBeGreaterThan(5);
  await put(set.garden, notes[13]!);
  expect(await set.garden.store.ontology()).toEqual(stored);
});

test("inducing is one change with its reason; again it is none; undo takes it back whole", async () => {
  await using set = await gardenOf(notes.slice(0, 12));
  const at = await set.garden.store.version();
  const dry = await induceOntology(set.garden, { ...by, dryRun: true });
  expect([dry.version, (await set.garden.store.ontology()).length]).toEqual([at, 0]);
  const first = await induceOntology(set.garden, by);
  expect(first.added).toEqual(dry.added);
  expect(first.version).toBe(at + 1);
  const [change] = await set.garden.store.history({ limit: 1 });
  expect([change!.author, change!.reason, change!.operations.length]).toEqual([
    "tester",
    expect.stringMatching(/^Induce an ontology: \d+ classes, \d+ relation types$/),
    first.added.length,
  ]);
  expect(await induceOntology(set.garden, by)).toMatchObject({ version: at + 1, added: [], removed: [], changed: [] });
  await undo(set.garden);
  expect(await set.garden.store.ontology()).toEqual([]);
});

test("every class cites sentences that hold, and has the support it claims", async () => {
  const entries = await proposeOntology(whole.garden.store);
  const ontology = ontologyFrom(entries);
  const concepts = await all(whole.garden.store.allConcepts());
  for (const entry of ontology.classes.values()) {
    const { name, origin } = entry;
    expect([name, (await spanReader(whole.garden.store).read(origin.evidence)).length]).toEqual([name, origin.evidence.length]);
    if (origin.by === "table") continue;
    expect([name, origin.evidence.length > 0]).toEqual([name, true]);
    const within = concepts.filter((concept) => classesOf(ontology, concept).some((one) => lineOf(ontology, one).includes(name)));
    expect([name, within.length >= origin.support]).toEqual([name, true]);
  }
});

test("a sentence that says “X is a Y” puts X under Y where enough do; a denied or supposed one does not", async () => {
  await using set = await testGarden();
  await set.write(
    "a.md",
    "# A\n\nBrucite is a mineral. Talc is a mineral. Gypsum may be a mineral. Lignite is probably a mineral. Amber is not a mineral. Minerals are hard.\n",
  );
  await set.write("b.md", "# B\n\nMinerals such as halite and galena form crystals.\n");
  await grow(set.garden, [set.papers]);
  const mineral = (await proposeOntology(set.garden.store)).find((entry): entry is OntologyClass => entry.id === "class:mineral")!;
  expect(mineral.members).toEqual(["brucite", "galena", "halite", "talc"]);
  expect(mineral.origin).toMatchObject({ by: "hypernym", support: 4 });
}, 60_000);

test("what a person wrote stays: her classes, her parents, and words she claimed", async () => {
  await using set = await gardenOf(notes.slice(0, 12));
  await induceOntology(set.garden, by);
  const before = await set.garden.store.ontology();
  const changed = before.map(
    (entry): OntologyEntry => (entry.id === "class:protein" ? { ...(entry as OntologyClass), parent: null, label: "Proteins" } : entry),
  );
  const own: OntologyEntry = {
    ...{
      id: "class:building block" as OntologyEntry["id"],
      kind: "class",
      name: "building block",
      label: "building block",
      parent: "protein",
    },
    ...{ heads: ["Silks"], members: [], origin: { by: "person", support: 0, evidence: [] } },
  };
  const without = changed.map((entry) =>
    entry.kind === "class" ? { ...entry, heads: entry.heads.filter((head) => head !== "silk") } : entry,
  );
  await applyOntology(set.garden, [...without, own], { ...by, reason: "by hand" });
  const again = await induceOntology(set.garden, by);
  const after = ontologyFrom(await set.garden.store.ontology());
  expect(after.classes.get("protein")).toMatchObject({ parent: null, label: "Proteins", origin: { by: "person" } });
  expect(after.classes.get("building block")).toMatchObject({ parent: "protein", heads: ["silk"] });
  expect(after.byHead.get("silk")).toBe("building block");
  expect(again.removed).toEqual([]);
});
