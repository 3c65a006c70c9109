// An ontology in a file: out and back it is the same to the byte and changes nothing; what is wrong is said with its place.

import { writeFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { DocumentId, OntologyEntry, Sha256, TermKey } from "#graph/model.ts";
import { applyOntology, canonicalEntry } from "#graph/ontology/edit-ontology.ts";
import { entryId } from "#graph/ontology/ontology.ts";
import { ontologyText, readOntologyFile } from "#graph/ontology/ontology-file.ts";
import { readOntologyYaml, writeOntologyYaml } from "#graph/ontology/ontology-yaml.ts";
import { testGarden } from "#tests/graph/growth/test-garden.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const word = fc.oneof(
  fc.constantFrom(
    "silk",
    "no",
    "null",
    "1984",
    "a: b",
    "- x",
    "#y",
    "O'Neill",
    "β-sheet",
    'say "so"',
    "[a]",
    "{b}",
    "@c",
    "%41",
    "x/y",
    "~",
    "1e3",
    "0x1f",
    "true",
    "日本",
    "*a",
    "&b",
    "!t",
    "a\\b",
    "|",
    ">",
  ),
  fc
    .string({ minLength: 1, maxLength: 12, unit: "grapheme" })
    .map((text) => text.replace(/\s+/gu, " ").trim().toWellFormed())
    .filter((text) => /[^\p{C}]/u.test(text) && !/[\p{C}\uFFFD]/u.test(text)),
);
const words = fc.uniqueArray(word, { maxLength: 4 });
const span = fc.record({
  document: word.map((id) => id as DocumentId),
  start: fc.nat(1000),
  end: fc.nat(2000),
  sha256: fc.string({ minLength: 64, maxLength: 64, unit: fc.constantFrom(..."0123456789abcdef") }).map((hash) => hash as Sha256),
});
const origin = fc.record({
  by: fc.constantFrom("hypernym", "head", "cluster", "usage", "table", "person" as const),
  support: fc.nat(100),
  evidence: fc.uniqueArray(span, { maxLength: 3, selector: (one) => `${one.document} ${one.start} ${one.end}` }),
});
/** Sound ones: parents come before their children, heads are claimed once. */
const entries = fc
  .record({
    names: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
    types: fc.uniqueArray(word, { maxLength: 4 }),
    origins: fc.array(origin, { minLength: 9, maxLength: 9 }),
    lists: fc.array(words, { minLength: 9, maxLength: 9 }),
    rule: fc.constantFrom(null, "refuse", "conjecture", "off" as const),
    picks: fc.array(fc.nat(), { minLength: 9, maxLength: 9 }),
  })
  .map(({ names, types, origins, lists, rule, picks }): OntologyEntry[] => [
    ...names.map(
      (name, place): OntologyEntry => ({
        ...{ id: entryId("class", name), kind: "class", name, label: lists[place]![0] ?? name, heads: [`${name} ${place}`] },
        ...{ parent: place === 0 || picks[place]! % 2 === 0 ? null : names[picks[place]! % place]! },
        ...{ members: lists[place]! as readonly string[] as readonly TermKey[], origin: origins[place]! },
      }),
    ),
    ...types.map(
      (name, place): OntologyEntry => ({
        ...{ id: entryId("relation", name), kind: "relation", name, inverse: picks[place]! % 3 === 0 ? name : null, synonyms: [] },
        ...{ domain: names.slice(0, picks[place]! % 3), range: names.slice(picks[place]! % 4), origin: origins[5 + place]! },
      }),
    ),
    ...(rule === null ? [] : [{ id: entryId("rule", "enforce"), kind: "rule", name: "enforce", value: rule } as const]),
  ]);

test.each(["yaml", "jsonld"] as const)("%s: classes called __proto__ and 12 are classes like others", async (format) => {
  await using folder = await temporaryFolder();
  const path = folder.file(`o.${format}`);
  const origin = { by: "person", support: 0, evidence: [] } as const;
  const all = ["12", "__proto__", "a"].map(
    (name) => ({ id: entryId("class", name), kind: "class", name, label: name, parent: null, heads: [name], members: [], origin }) as const,
  );
  await writeFile(path, await ontologyText(all, format));
  expect((await readOntologyFile(path)).map(({ name }) => name).sort()).toEqual(["12", "__proto__", "a"]);
});

test.each(["yaml", "jsonld"] as const)(
  "%s: whatever an ontology holds comes back as it was, and the same ontology is the same bytes",
  async (format) => {
    await using folder = await temporaryFolder();
    const path = folder.file(`o.${format}`);
    await fc.assert(
      fc.asyncProperty(entries, async (all) => {
        const sorted = all.map(canonicalEntry).sort((a, b) => (a.id < b.id ? -1 : 1));
        const text = await ontologyText(sorted, format);
        await writeFile(path, text);
        const read = (await readOntologyFile(path)).map(canonicalEntry).sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(read).toEqual(sorted);
        expect(await ontologyText(read, format)).toBe(text);
      }),
      { numRuns: 120 },
    );
  },
  120_000,
);

const SMALL = `hortus: ontology/1
enforce: refuse
# what we work on
classes:
  material: {}
  silk:
    label: silk
    parent: material
    heads: [Silks, "spun fibres"]
relations:
  strengthens:
    domain: [material]
    range: []
`;

test("a file written by hand is applied once; exported and applied again it changes nothing; another edit is a person's", async () => {
  await using set = await testGarden();
  const options = { author: "me", reason: "by hand" };
  const first = await applyOntology(set.garden, readOntologyYaml("o.yaml", SMALL), options);
  expect(first).toMatchObject({ version: 1, added: ["class:material", "class:silk", "relation:strengthens", "rule:enforce"] });
  expect((await set.garden.store.ontology()).find(({ id }) => id === "class:silk")).toMatchObject({
    heads: ["silk", "spun fiber"],
    origin: { by: "person" },
  });
  for (const format of ["yaml", "jsonld"] as const) {
    await using folder = await temporaryFolder();
    const text = await ontologyText(await set.garden.store.ontology(), format);
    await writeFile(folder.file(`o.${format}`), text);
    const again = await applyOntology(set.garden, await readOntologyFile(folder.file(`o.${format}`)), options);
    expect([format, again]).toEqual([format, { version: 1, added: [], removed: [], changed: [] }]);
    expect(await ontologyText(await set.garden.store.ontology(), format)).toBe(text);
  }
  expect(await applyOntology(set.garden, readOntologyYaml("o.yaml", SMALL), options)).toMatchObject({ version: 1, changed: [] });
  const edited = writeOntologyYaml(await set.garden.store.ontology()).replace("label: silk", "label: Silk");
  expect(await applyOntology(set.garden, readOntologyYaml("o.yaml", edited), options)).toMatchObject({
    version: 2,
    changed: ["class:silk"],
  });
  const dropped = readOntologyYaml("o.yaml", SMALL).filter(({ kind }) => kind !== "relation");
  expect(await applyOntology(set.garden, dropped, options)).toMatchObject({ version: 3, removed: ["relation:strengthens"] });
});

test.each([
  [
    "a class under one that is not there",
    SMALL.replace("parent: material", "parent: materiel"),
    "o.yaml:8:13",
    "class silk is under materiel, which is no class",
  ],
  ["a circle", SMALL.replace("material: {}", "material: {parent: silk}"), "o.yaml:5:22", "material → silk → material"],
  ["a list where a name belongs", SMALL.replace("parent: material", "parent: [material]"), "o.yaml:8:13", "must be a text, not a list"],
  [
    "a name where a list belongs",
    SMALL.replace("domain: [material]", "domain: material"),
    "o.yaml:12:13",
    "must be a list, not a single value",
  ],
  [
    "a range that is no class",
    SMALL.replace("range: []", "range: [silks]"),
    "o.yaml:13:12",
    "the range of strengthens names silks, which is no class",
  ],
  ["a field nobody knows", SMALL.replace("label: silk", "lable: silk"), "o.yaml:7:5", "has a field “lable”"],
  ["a class said twice", SMALL.replace("  silk:", "  material:"), "o.yaml:6:3", "no YAML"],
  ["another rule", SMALL.replace("refuse", "perhaps"), "o.yaml:2:10", "must be one of refuse, conjecture, off"],
  [
    "a head of two classes",
    SMALL.replace("material: {}", "material: {heads: [silk]}").replace("Silks", "silk"),
    "o.yaml:9:12",
    "is a head of class material and of class silk",
  ],
  ["a file of something else", "nodes: []\n", "o.yaml:1:1", "has a field “nodes”"],
  ["no mark of what it is", "classes: {}\n", "o.yaml:1:1", "hortus is missing"],
  ["half a file", `${SMALL.slice(0, 60)}: [`, "o.yaml:", "no YAML"],
])("%s is refused with its place", (_what, text, place, said) => {
  const refused = () => readOntologyYaml("o.yaml", text);
  expect(refused).toThrow(expect.objectContaining({ code: "ontology.invalid" }));
  expect(refused).toThrow(said);
  expect(refused).toThrow(place);
  expect(refused).not.toThrow("\n");
});

test.each([
  ["a parent that is no class", { "rdfs:subClassOf": { "@id": "urn:hortus:class:none" } }, "class:silk"],
  ["two parents", { "rdfs:subClassOf": [{ "@id": "urn:hortus:class:a" }, { "@id": "urn:hortus:class:b" }] }, "rdfs:subClassOf"],
  ["a count that is none", { "hortus:support": "many" }, "support"],
  ["an unknown source", { "hortus:by": "oracle" }, "hortus:by"],
])("JSON-LD: %s is refused with subject and property", async (_what, more, place) => {
  await using folder = await temporaryFolder();
  const context = {
    hortus: "urn:hortus:vocabulary:",
    owl: "http://www.w3.org/2002/07/owl#",
    rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  };
  const silk = { "@id": "urn:hortus:class:silk", "@type": "owl:Class", ...more };
  await writeFile(folder.file("o.jsonld"), JSON.stringify({ "@context": context, "@graph": [silk] }));
  const reading = readOntologyFile(folder.file("o.jsonld"));
  await expect(reading).rejects.toMatchObject({ code: "ontology.invalid", message: expect.stringContaining(place) });
});

test("an ontology another tool wrote is read by its labels", async () => {
  await using folder = await temporaryFolder();
  const context = { owl: "http://www.w3.org/2002/07/owl#", rdfs: "http://www.w3.org/2000/01/rdf-schema#" };
  const graph = [
    { "@id": "http://example.org/E12", "@type": "owl:Class", "rdfs:label": "protein" },
    { "@id": "http://example.org/E13", "@type": "owl:Class", "rdfs:label": "silk", "rdfs:subClassOf": { "@id": "http://example.org/E12" } },
    {
      "@id": "http://example.org/binds",
      "@type": ["owl:ObjectProperty", "owl:SymmetricProperty"],
      "rdfs:domain": { "@id": "http://example.org/E12" },
    },
  ];
  await writeFile(folder.file("o.jsonld"), JSON.stringify({ "@context": context, "@graph": graph }));
  const read = await readOntologyFile(folder.file("o.jsonld"));
  expect(read).toMatchObject([
    { id: "class:protein", parent: null, origin: { by: "person" } },
    { id: "class:silk", parent: "protein" },
    { id: "relation:binds", domain: ["protein"], inverse: "binds" },
  ]);
});
