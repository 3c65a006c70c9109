// Filters of a search: read from words with near matches, and held against the plain way on random small gardens, in every mode.

import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints } from "#graph/code-points.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, Conjecture, DocumentId, Relation } from "#graph/model.ts";
import { loadConceptGraph, relationOf } from "#graph/paths/concept-graph.ts";
import { searchByGraph, walkFrom } from "#graph/search/by-graph.ts";
import { nearConcepts, searchByMeaning } from "#graph/search/by-meaning.ts";
import { searchByText } from "#graph/search/by-text.ts";
import { conjecturesByGraph, conjecturesByMeaning, conjecturesByText, passingConjectures } from "#graph/search/conjectures.ts";
import { LAYERS, readFilters, readYears, type SearchFilters } from "#graph/search/filters.ts";
import { Passing } from "#graph/search/passing.ts";
import { type Found, fuse } from "#graph/search/ranked.ts";
import { relationKeyText } from "#graph/search/relation-label.ts";
import { SEARCH_MODES, type SearchMode, search } from "#graph/search/search.ts";
import { seedsOf } from "#graph/search/seeds.ts";
import { all } from "#tests/conformance/grown-store.ts";
import { groupEmbedder, imagine, type Written, writtenGarden } from "#tests/graph/search/written-garden.ts";

const NAMES = ["silk", "bone", "collagen", "water", "folding", "fracture", "toughness", "spider", "enzyme", "lattice"];
const TYPES = ["increases", "absorbs", "contains"];
const PAPERS = ["a", "b", "c", "d", "e"];
const EVERYTHING = 1e5;

const sentence = fc
  .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...TYPES), fc.constantFrom(...NAMES), fc.boolean())
  .filter(([from, , to]) => from !== to)
  .map(([from, type, to, negated]) => `${from} ${negated ? "not " : ""}${type} ${to}`);
const gardens = fc.record({
  written: fc.record(Object.fromEntries(PAPERS.map((id) => [id, fc.array(sentence, { minLength: 1, maxLength: 4 })]))),
  years: fc.record(Object.fromEntries(PAPERS.slice(1).map((id) => [id, fc.integer({ min: 2000, max: 2006 })]))),
  imagined: fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES), fc.constantFrom(...PAPERS, null)), {
    maxLength: 4,
    selector: ([from, to]) => `${from} ${to}`,
  }),
});
const bound = fc.option(fc.integer({ min: 1999, max: 2007 }), { nil: null });
const narrowed = fc.record(
  {
    years: fc.tuple(bound, bound).map(([x, y]) => (x !== null && y !== null && x > y ? { from: y, to: x } : { from: x, to: y })),
    documents: fc.uniqueArray(fc.constantFrom(...PAPERS), { minLength: 1, maxLength: 3 }).map((ids) => ids as string[] as DocumentId[]),
    classes: fc.uniqueArray(fc.constantFrom("process", "material", "property", "entity"), { minLength: 1, maxLength: 2 }),
    layer: fc.constantFrom(...LAYERS),
  },
  { requiredKeys: [] },
);

test("in every mode the answer is the best of what passes, and its sentences pass too: as the plain way over everything has it", async () => {
  let answered = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      gardens,
      fc.array(fc.tuple(narrowed, fc.constantFrom(...NAMES), fc.constantFrom(...NAMES)), { minLength: 4, maxLength: 4 }),
      async (drawn, questions) => {
        await using garden = await writtenGarden(
          drawn.written as Written,
          groupEmbedder([
            ["silk", "spider", "water"],
            ["folding", "fracture"],
          ]),
          drawn.years,
        );
        for (const [from, to, paper] of drawn.imagined) await imagine(garden, from, "may-help", to, await groundIn(garden, paper));
        for (const [filters, first, second] of questions) {
          for (const mode of SEARCH_MODES) {
            const limit = first.length - 3;
            const query = `${first} ${second}`;
            const expected = await plainly(garden, query, mode, limit, filters);
            const answer = await search(garden, query, { mode, limit, filters }).catch((thrown: { code?: string }) => {
              expect(thrown.code, String(thrown)).toBe("input.invalid");
              refused++;
              return { results: [] };
            });
            expect(
              answer.results.map(({ kind, id }) => `${kind} ${id}`),
              JSON.stringify({ mode, query, filters }),
            ).toEqual(expected);
            const passes = await documentsThatPass(garden, filters);
            for (const { evidence } of answer.results) for (const { document } of evidence) expect(passes.has(document)).toBe(true);
            answered += answer.results.length;
          }
        }
      },
    ),
    { numRuns: 20, seed: 11 },
  );
  expect(answered).toBeGreaterThan(300);
  expect(refused).toBeGreaterThan(0);
});

/** The first sentence of a paper, as what a conjecture rests on. */
async function groundIn({ store }: Garden, paper: string | null): Promise<Conjecture["restsOn"]> {
  const relations = await all(store.allRelations());
  const span = relations.flatMap(({ evidence }) => evidence).find(({ document }) => document === paper);
  return span === undefined ? [] : [{ document: span.document, start: span.start, end: span.end, sha256: span.sha256 }];
}

async function documentsThatPass({ store }: Garden, { years, documents }: SearchFilters): Promise<ReadonlySet<string>> {
  const passing = (await store.documents()).filter(
    ({ id, year }) =>
      (documents === undefined || documents.includes(id)) &&
      (years === undefined || (year !== null && year >= (years.from ?? 0) && year <= (years.to ?? 9999))),
  );
  return new Set(passing.map(({ id }) => id));
}

/** The contract of each kind, read off everything the store holds. */
async function idsThatPass(garden: Garden, filters: SearchFilters): Promise<ReadonlySet<string>> {
  const { store } = garden;
  const { years, documents, classes } = filters;
  const papers = await documentsThatPass(garden, filters);
  const free = years === undefined && documents === undefined;
  const concepts = await all(store.allConcepts());
  const postings = await store.postings(concepts.flatMap(({ terms }) => terms));
  const ofClass = (concept: Concept | undefined) => classes === undefined || (concept !== undefined && classes.includes(concept.class));
  const conceptOf = (term: string) => concepts.find(({ terms }) => (terms as readonly string[]).includes(term));
  const named = (concept: Concept) => free || postings.some(({ term, document }) => concept.terms.includes(term) && papers.has(document));
  const said = ({ evidence }: Pick<Relation, "evidence">) => evidence.some(({ document }) => papers.has(document));
  const rests = ({ restsOn }: Conjecture) => free || restsOn.some(({ document }) => papers.has(document));
  const ends = ({ from, to }: { readonly from: string; readonly to: string }) => ofClass(conceptOf(from)) || ofClass(conceptOf(to));
  const readings = await store.readings(PAPERS as string[] as DocumentId[]);
  const sentences = readings.flatMap(({ document, sentences: all }) => all.map((_, index) => ({ document, id: `${document}#${index}` })));
  return new Set([
    ...concepts.filter((concept) => ofClass(concept) && named(concept)).map(({ id }) => `concept ${id}`),
    ...sentences.filter(({ document }) => classes === undefined && papers.has(document)).map(({ id }) => `sentence ${id}`),
    ...(await all(store.allRelations())).filter((one) => said(one) && ends(one)).map((one) => `relation ${relationKeyText(one)}`),
    ...(await store.conjectures()).filter((one) => rests(one) && ends(one)).map(({ id }) => `conjecture ${id}`),
  ]);
}

/** Every list whole, what does not pass taken out, cut to the depth; then fused and shown. */
async function plainly(garden: Garden, query: string, mode: SearchMode, limit: number, filters: SearchFilters): Promise<readonly string[]> {
  const { store } = garden;
  const depth = 2 * limit;
  const passing = await idsThatPass(garden, filters);
  const { layer = "observed" } = filters;
  const everything = new Passing(store, {});
  const cut = (list: readonly Found[]) => list.filter(({ kind, id }) => passing.has(`${kind} ${id}`)).slice(0, depth);
  const vector = (await garden.embedder!.embed([query]))[0]!;
  const text = await searchByText(store, query, { concepts: EVERYTHING, sentences: EVERYTHING });
  const meaning = await searchByMeaning(garden, vector, EVERYTHING);
  const named = await store.concepts(
    (await searchByText(store, query, { concepts: depth, sentences: 0 })).concepts.map(({ id }) => id as Concept["id"]),
  );
  const graph = await loadConceptGraph(store);
  const walk = await walkFrom(graph, seedsOf(named, query, await nearConcepts(garden, vector, depth)));
  const links = await searchByGraph(store, walk, EVERYTHING, everything);
  const imagined = (await passingConjectures(store, everything)).filter(({ conjecture }) => passing.has(`conjecture ${conjecture.id}`));
  const seen = layer !== "conjecture";
  const guessed = layer !== "observed";
  const lists: readonly Found[][] = [
    ...(seen && (mode === "text" || mode === "hybrid") ? [cut(text.concepts), cut(text.sentences)] : []),
    ...(seen && (mode === "vector" || mode === "hybrid") ? [cut(meaning.concepts), cut(meaning.sentences)] : []),
    ...(seen && (mode === "graph" || mode === "hybrid") ? [cut(links.concepts), cut(links.relations)] : []),
    ...(guessed && (mode === "text" || mode === "hybrid") ? [cut(conjecturesByText(imagined, query, EVERYTHING))] : []),
    ...(guessed && (mode === "vector" || mode === "hybrid") ? [cut(await conjecturesByMeaning(garden, imagined, vector, EVERYTHING))] : []),
    ...(guessed && (mode === "graph" || mode === "hybrid") ? [cut(conjecturesByGraph(imagined, walk, EVERYTHING))] : []),
  ];
  expect(new Set(links.relations.map(({ edge }) => relationKeyText(relationOf(graph, edge)))).size).toBe(links.relations.length);
  const texts = await sentenceTexts(garden);
  return fuse(lists)
    .slice(0, depth)
    .map(({ kind, id, score }) => ({
      key: `${kind} ${id}`,
      score: kind === "sentence" && texts.get(id)!.split(/\s+/).length < 4 ? score / 2 : score,
    }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ key }) => key);
}

async function sentenceTexts({ store }: Garden): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { document, sentences } of await store.readings(PAPERS as string[] as DocumentId[])) {
    const { text } = (await store.document(document))!;
    sentences.forEach(({ start, end }, index) => void texts.set(`${document}#${index}`, text.slice(start, end)));
  }
  return texts;
}

const WRITTEN = {
  "old.txt": ["silk absorbs water", "silk increases toughness"],
  "new.txt": ["folding increases toughness", "silk absorbs oil"],
};
const YEARS = { "old.txt": 1998, "new.txt": 2020 };

test("what each filter leaves, by hand", async () => {
  await using garden = await writtenGarden(WRITTEN, null, YEARS);
  await imagine(garden, "folding", "may-help", "water");
  const found = async (filters: SearchFilters, mode: SearchMode = "hybrid") =>
    (await search(garden, "silk toughness", { mode, limit: 20, filters })).results
      .map(({ kind, label }) => `${kind} ${label}`)
      .sort(compareCodePoints);
  expect(await found({ years: { from: null, to: 2000 } })).toEqual([
    "concept silk",
    "concept toughness",
    "concept water",
    "relation silk —absorbs→ water",
    "relation silk —increases→ toughness",
    "sentence silk absorbs water.",
    "sentence silk increases toughness.",
  ]);
  expect(await found({ classes: ["process"] })).toEqual(["concept folding", "relation folding —increases→ toughness"]);
  expect(await found({ documents: ["new.txt"] as string[] as DocumentId[], classes: ["property"] }, "graph")).toEqual([
    "concept toughness",
    "relation folding —increases→ toughness",
  ]);
  expect(await found({ layer: "conjecture" })).toEqual(["conjecture folding —may-help→ water"]);
  expect(await found({ layer: "conjecture", years: { from: 1990, to: null } })).toEqual([]);
});

test("what passes is found however much that does not pass stands before it", async () => {
  const many = Array.from({ length: 30 }, (_, number) => `silk contains thing${number}`);
  const written = { "old.txt": many, "mid.txt": ["silk contains midpoint@300"], "late.txt": many };
  await using garden = await writtenGarden(written, null, { "old.txt": 1990, "mid.txt": 2000, "late.txt": 2020 });
  for (const filters of [{ years: { from: 2000, to: 2000 } }, { documents: ["mid.txt"] as string[] as DocumentId[] }]) {
    const { results } = await search(garden, "silk", { mode: "graph", limit: 3, filters });
    expect(results.map(({ label }) => label).sort()).toEqual(["midpoint", "silk", "silk —contains→ midpoint"]);
  }
});

test("a year between two documents is of neither, and nothing found in years without a document says which years there are", async () => {
  await using garden = await writtenGarden(WRITTEN, null, YEARS);
  const between = search(garden, "silk", { mode: "text", limit: 5, filters: { years: { from: 2000, to: 2010 } } });
  await expect(between).rejects.toMatchObject({ code: "input.invalid", facts: { near: ["1998", "2020"] } });
  const empty = await search(garden, "zzz", { mode: "text", limit: 5, filters: { years: { from: 2020, to: 2020 } } });
  expect(empty.results).toEqual([]);
});

test("words become filters, or say what is near", async () => {
  await using garden = await writtenGarden(WRITTEN, null, YEARS);
  expect(readYears("2015..2020")).toEqual({ from: 2015, to: 2020 });
  expect(readYears("..2019")).toEqual({ from: null, to: 2019 });
  expect(readYears("2015..")).toEqual({ from: 2015, to: null });
  expect(readYears("2021")).toEqual({ from: 2021, to: 2021 });
  for (const none of ["", "..", "20 15", "2015-2020", "abc", "2015...2020", "-3"]) {
    expect(() => readYears(none), none).toThrow(expect.objectContaining({ code: "input.invalid" }));
  }
  expect(() => readYears("2020..2015")).toThrow(/did you mean 2015\.\.2020/);
  expect(await readFilters(garden, { year: "2020", document: ["old.txt", "/new.txt.txt"], class: ["Process"], layer: "all" })).toEqual({
    years: { from: 2020, to: 2020 },
    documents: ["old.txt", "new.txt"],
    classes: ["process"],
    layer: "all",
  });
  expect(await readFilters(garden, {})).toEqual({});
  await expect(readFilters(garden, { class: ["proces"] })).rejects.toMatchObject({
    code: "input.invalid",
    facts: { near: ["process", "property"] },
  });
  await expect(readFilters(garden, { document: ["old.tx"] })).rejects.toMatchObject({
    code: "document.not_found",
    facts: { near: ["old.txt"] },
  });
});
