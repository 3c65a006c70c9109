// The exam of every GraphStore: one test for each numbered promise of graph/store/graph-store.ts. A function of how to open one.

import { afterEach, describe, expect, test } from "vitest";
import type {
  Change,
  Concept,
  ConceptId,
  Conjecture,
  ConjectureId,
  Document,
  DocumentId,
  Operation,
  Projection,
  Relation,
  ResolutionEdit,
  TermKey,
} from "#graph/model.ts";
import { deriveProjection } from "#graph/resolution/derive.ts";
import { NO_VECTORS } from "#graph/resolution/term-vectors.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { bodyOf, type SentenceSketch } from "./bodies.ts";

export interface StoreUnderTest {
  /** Opens the same store again; the suite closes what it opened. */
  open(): Promise<GraphStore>;
  destroy(): Promise<void>;
}

export const EMPTY: Projection = {
  terms: { put: [], remove: [] },
  links: { put: [], remove: [] },
  concepts: { put: [], remove: [] },
  relations: { put: [], remove: [] },
};

const SILK: readonly SentenceSketch[] = [
  { text: "Spider silk contains beta sheet crystals.", claims: [["Spider silk", "contains", "beta sheet crystals"]] },
  { text: "Water weakens spider silk.", claims: [["Water", "weakens", "spider silk"]] },
];
const BONE: readonly SentenceSketch[] = [{ text: "Collagen contains water.", claims: [["Collagen", "contains", "water"]] }];

export function graphStoreConformance(name: string, create: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the promises of GraphStore`, () => {
    let subject: StoreUnderTest | null = null;
    const opened: GraphStore[] = [];
    const open = async (): Promise<GraphStore> => {
      subject ??= await create();
      const store = await subject.open();
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      for (const store of opened.splice(0)) await store[Symbol.asyncDispose]();
      await subject?.destroy();
      subject = null;
    });

    test("[S1] applying the same operations and projection twice changes nothing", async () => {
      const store = await open();
      const { change, projection } = await derived(store, put("a", SILK));
      expect(await store.apply(change, projection, { expectedVersion: 0 })).toEqual({ version: 1, changed: true });
      const before = await snapshot(store);
      expect(await store.apply(change, projection, { expectedVersion: 1 })).toEqual({ version: 1, changed: false });
      expect(await snapshot(store)).toEqual(before);
    });

    test("[S2] a relation to an unknown concept is refused whole", async () => {
      const store = await open();
      const { change, projection } = await derived(store, put("a", SILK));
      const dangling = { ...projection.relations.put[0]!, to: "nowhere" as ConceptId };
      const broken = { ...projection, relations: { put: [...projection.relations.put, dangling], remove: [] } };
      await expect(store.apply(change, broken, { expectedVersion: 0 })).rejects.toMatchObject({ code: "graph.missing_concept" });
      await expectEmpty(store);
      await grow(store, put("a", SILK));
      const before = await snapshot(store);
      const orphaning = { ...EMPTY, concepts: { put: [], remove: ["water" as ConceptId] } };
      await expect(store.apply(changeOf([]), orphaning, { expectedVersion: 1 })).rejects.toMatchObject({ code: "graph.missing_concept" });
      expect(await snapshot(store)).toEqual(before);
    });

    test("[S3] a relation without evidence, or with evidence in an unknown document, is refused whole", async () => {
      const store = await open();
      const { change, projection } = await derived(store, put("a", SILK));
      const [first] = projection.relations.put;
      const withRelation = (relation: Relation): Projection => ({ ...projection, relations: { put: [relation], remove: [] } });
      const bare = withRelation({ ...first!, evidence: [] });
      await expect(store.apply(change, bare, { expectedVersion: 0 })).rejects.toMatchObject({ code: "graph.missing_evidence" });
      const elsewhere = withRelation({ ...first!, evidence: [{ ...first!.evidence[0]!, document: "lost" as DocumentId }] });
      await expect(store.apply(change, elsewhere, { expectedVersion: 0 })).rejects.toMatchObject({ code: "graph.missing_document" });
      await expectEmpty(store);
      await grow(store, put("a", SILK));
      const removal = changeOf([{ op: "remove-document", id: "a" as DocumentId }]);
      await expect(store.apply(removal, EMPTY, { expectedVersion: 1 })).rejects.toMatchObject({ code: "graph.missing_document" });
      expect(await store.document("a" as DocumentId)).not.toBeNull();
    });

    test("[S4] a change derived from another version is refused whole", async () => {
      const store = await open();
      const other = await open();
      const { change, projection } = await derived(store, put("a", SILK));
      await grow(other, put("b", BONE));
      const before = await snapshot(store);
      await expect(store.apply(change, projection, { expectedVersion: 0 })).rejects.toMatchObject({ code: "graph.conflict" });
      expect(await snapshot(store)).toEqual(before);
      expect(await store.document("a" as DocumentId)).toBeNull();
    });

    test("[S5] a change raises the version by one and is in history with an inverse that restores the records", async () => {
      const store = await open();
      await grow(store, put("a", SILK));
      const edit: ResolutionEdit = { a: "spider silk" as TermKey, b: "water" as TermKey, decision: "different" };
      const steps: readonly (readonly Operation[])[] = [
        [put("b", BONE)],
        [put("a", BONE), { op: "put-edit", edit }],
        [
          { op: "put-edit", edit: { ...edit, decision: "same" } },
          { op: "put-conjecture", conjecture: CONJECTURE },
        ],
        [
          { op: "put-conjecture", conjecture: { ...CONJECTURE, rationale: "another" } },
          { op: "remove-document", id: "b" as DocumentId },
        ],
        [
          { op: "remove-edit", edit },
          { op: "remove-conjecture", id: CONJECTURE.id },
        ],
      ];
      const states: unknown[] = [await records(store)];
      for (const [index, operations] of steps.entries()) {
        expect(await grow(store, ...operations)).toEqual({ version: index + 2, changed: true });
        states.push(await records(store));
      }
      const [latest] = await store.history({ limit: 1 });
      expect(latest).toMatchObject({ version: steps.length + 1, parent: steps.length, author: "tester", reason: "test" });
      for (let step = steps.length; step >= 1; step--) {
        const change = await store.change(step + 1);
        expect(change?.version).toBe(step + 1);
        await grow(store, ...change!.inverse);
        expect(await records(store)).toEqual(states[step - 1]);
      }
    });

    test("[S6] what was acknowledged is there for whoever opens the store next", async () => {
      const store = await open();
      await grow(store, put("a", SILK));
      const before = await snapshot(store);
      const again = await open();
      expect(await snapshot(again)).toEqual(before);
      await store[Symbol.asyncDispose]();
      opened.splice(opened.indexOf(store), 1);
      expect(await snapshot(again)).toEqual(before);
    });

    test("[S7] history is newest first, limited, and pages by version", async () => {
      const store = await open();
      expect(await store.history()).toEqual([]);
      for (const id of ["a", "b", "c"]) await grow(store, put(id, BONE));
      const versions = async (options: { limit?: number; before?: number }): Promise<number[]> =>
        (await store.history(options)).map((change) => change.version);
      expect(await versions({})).toEqual([3, 2, 1]);
      expect(await versions({ limit: 2 })).toEqual([3, 2]);
      expect(await versions({ before: 3 })).toEqual([2, 1]);
      expect(await versions({ limit: 1, before: 2 })).toEqual([1]);
      expect(await versions({ before: 1 })).toEqual([]);
      expect((await store.history({ limit: 1 }))[0]!.operations).toEqual([{ op: "put-document", id: "c" }]);
      expect(await store.change(3)).toMatchObject({
        version: 3,
        operations: [put("c", BONE)],
        inverse: [{ op: "remove-document", id: "c" }],
      });
      expect(await store.change(4)).toBeNull();
    });

    test("[S8] documents come back exactly as put", async () => {
      const store = await open();
      const plain = bodyOf("b", BONE);
      const odd = bodyOf(
        "a\"'%_\\ ü 𝔸",
        [{ text: "Ünïcode 𝔸 — “quotes” \u0001 and\n\nlines contain bone 🦴.", claims: [["bone", "contains", "Ünïcode 𝔸"]] }],
        {
          title: 'Title with "quotes", tabs\t and 🦴',
          authors: ["Ada Ω", "O'Neill"],
          year: null,
          doi: null,
          venue: "",
        },
      );
      await grow(store, { op: "put-document", ...plain }, { op: "put-document", ...odd });
      for (const { document, reading } of [plain, odd]) {
        expect(await store.document(document.id)).toEqual(document);
        expect(await store.readings([document.id])).toEqual([reading]);
      }
      const summary = ({ text: _text, sections: _sections, ...rest }: Document): unknown => rest;
      expect(await store.documents()).toEqual([summary(odd.document), summary(plain.document)]);
      expect(await store.documents([plain.document.id])).toEqual([summary(plain.document)]);
      expect(await store.document("none" as DocumentId)).toBeNull();
    });

    test("[S9] every claim with one of these terms at an end comes once, in order", async () => {
      const store = await open();
      await grow(store, put("b", BONE), put("a", SILK));
      const keys = ["water", "spider silk", "collagen"] as TermKey[];
      const claims = await store.claimsOf(keys);
      expect(claims.map(({ document, claim }) => [document, claim.sentence])).toEqual([
        ["a", 0],
        ["a", 1],
        ["b", 0],
      ]);
      const water = claims[1]!;
      expect([water.head.term, water.claim.type, water.tail.term]).toEqual(["water", "weakens", "spider silk"]);
      expect(water.sentence).toMatchObject({ start: 42, end: 68 });
      expect(await store.claimsOf(["beta sheet crystal" as TermKey])).toEqual([claims[0]]);
      expect(await store.claimsOf(["nothing" as TermKey])).toEqual([]);
      const postings = await store.postings(["water" as TermKey]);
      expect(postings).toEqual([
        { term: "water", document: "a", year: 2020, mentions: 1 },
        { term: "water", document: "b", year: 2020, mentions: 1 },
      ]);
      const spread = { documents: 2, firstYear: 2020, lastYear: 2020 };
      const none = { documents: 0, firstYear: null, lastYear: null };
      expect(await store.spread([keys, ["water", "spider silk"] as TermKey[], ["nothing" as TermKey]], [])).toEqual([spread, spread, none]);
      expect(await store.spread([keys], ["a" as DocumentId])).toEqual([{ ...spread, documents: 1 }]);
    });

    test("[S10] relations come once with their evidence, ordered", async () => {
      const store = await open();
      await grow(store, put("b", BONE), put("a", SILK));
      const relations = await store.relationsOf(["water", "spider silk"] as ConceptId[]);
      expect(relations.map(({ from, type, to }) => [from, type, to])).toEqual([
        ["collagen", "contains", "water"],
        ["spider silk", "contains", "beta sheet crystal"],
        ["water", "weakens", "spider silk"],
      ]);
      expect(relations[2]!.evidence).toMatchObject([{ document: "a", start: 42, end: 68, head: [42, 47], tail: [56, 67] }]);
      expect(await store.relations([relations[2]!, { ...relations[2]!, type: "unknown" }])).toEqual([relations[2]]);
      const { from, type, to, polarity } = relations[2]!;
      const key = { relation: { from, type, to, polarity }, document: "a" as DocumentId, start: 42, end: 68 };
      await store.quarantine([key], []);
      expect(await store.quarantined()).toEqual([key]);
      expect((await store.counts()).quarantined).toBe(1);
      expect(await store.relationsOf(["water", "spider silk"] as ConceptId[])).toEqual(relations.slice(0, 2));
      expect(await store.relationsOf(["water", "spider silk"] as ConceptId[], { withQuarantined: true })).toEqual(relations);
      await store.quarantine([], [key]);
      expect(await store.relations([key.relation])).toEqual([relations[2]]);
    });

    test("[S11] streams bring every concept and relation once, in order, of one version", async () => {
      const store = await open();
      const many: SentenceSketch[] = Array.from({ length: 1200 }, (_, index) => {
        const name = `thing${String.fromCharCode(97 + (index % 26))}${index}x`;
        return { text: `The ${name} contains water.`, claims: [[name, "contains", "water"]] };
      });
      await grow(store, put("many", many));
      const concepts = await all(store.allConcepts());
      const relations = await all(store.allRelations());
      expect(concepts).toHaveLength(1201);
      expect(relations).toHaveLength(1200);
      expect(concepts.map((concept) => concept.id)).toEqual([...new Set(concepts.map((concept) => concept.id))].sort());
      expect(relations.map((relation) => relation.from)).toEqual(relations.map((relation) => relation.from).sort());
      expect(await store.concepts(concepts.map((concept) => concept.id))).toEqual(concepts);
      const seen: Concept[] = [];
      for await (const page of store.allConcepts()) {
        if (seen.length === 0) await grow(store, { op: "remove-document", id: "many" as DocumentId });
        seen.push(...page);
      }
      expect(seen).toEqual(concepts);
    });

    test("[S12] full text finds words best first, and no query is syntax", async () => {
      const store = await open();
      await grow(store, put("a", SILK), put("b", BONE));
      const both = { kinds: ["concept", "sentence"], limit: 10 } as const;
      const found = await store.searchText("what weakens spider silks?", both);
      expect(found.map((hit) => hit.score)).toEqual(found.map((hit) => hit.score).sort((x, y) => y - x));
      expect(found.filter((hit) => hit.kind === "sentence").map((hit) => hit.id)).toEqual(["a#1", "a#0"]);
      expect(found.some((hit) => hit.kind === "concept" && hit.id === "spider silk")).toBe(true);
      expect(await store.searchText("water", { kinds: ["concept"], limit: 1 })).toHaveLength(1);
      for (const nasty of [
        '"',
        "'",
        "a AND",
        "NEAR(",
        "label:x",
        "*",
        "^silk",
        "-",
        "(",
        "{a b}",
        "",
        "   ",
        "silk OR",
        "\u0000",
        "; DROP TABLE term",
      ]) {
        expect(Array.isArray(await store.searchText(nasty, both))).toBe(true);
      }
      await grow(store, { op: "remove-document", id: "a" as DocumentId });
      expect(await store.searchText("spider", both)).toEqual([]);
    });

    test("[S13] a vector of the wrong length is refused before anything is written", async () => {
      const store = await open();
      const row = (key: string, ...values: number[]) => ({ key, vector: Float32Array.of(...values) });
      await expect(store.putVectors("m", "term", [row("a", 1, 0), row("b", 1)])).rejects.toMatchObject({ code: "kernel.shape" });
      expect((await store.vectors("m", "term", ["a", "b"])).size).toBe(0);
      await store.putVectors("m", "term", [row("b", 0.5, 0.25), row("a", 1, 0)]);
      await expect(store.putVectors("m", "term", [row("c", 1, 2, 3)])).rejects.toMatchObject({ code: "kernel.shape" });
      await store.putVectors("m", "sentence", [row("x#0", 1, 2, 3)]);
      expect(await store.vectors("m", "term", ["b", "missing"])).toEqual(new Map([["b", Float32Array.of(0.5, 0.25)]]));
      expect(await store.missingVectors("m", "term", ["z", "b", "10", "a", "x#0"])).toEqual(["z", "10", "x#0"]);
      expect(await store.missingVectors("other", "term", ["a"])).toEqual(["a"]);
      expect(await store.version()).toBe(0);
    });

    test("[S14] a page of documents counts all, finds words anywhere in title, authors, year and id, and says what was read", async () => {
      const store = await open();
      expect(await store.documentPage({ words: [], offset: 0, limit: 9 })).toEqual({ total: 0, documents: [] });
      const named = { op: "put-document", ...bodyOf("c", SILK, { title: "On Ünusual SILK", authors: ["Ada Ng"], year: 1999 }) } as const;
      await grow(store, put("a", SILK), put("b", BONE), named);
      const page = async (words: string[], offset = 0, limit = 9) => {
        const { total, documents } = await store.documentPage({ words, offset, limit });
        return [total, documents.map(({ id }) => id)];
      };
      expect(await page([])).toEqual([3, ["a", "b", "c"]]);
      expect(await page([], 1, 1)).toEqual([3, ["b"]]);
      expect(await page(["silk", "NG", "99"])).toEqual([1, ["c"]]);
      expect(await page(["ünusual"])).toEqual([1, ["c"]]);
      expect(await page(["2020"], 1, 5)).toEqual([2, ["b"]]);
      expect(await page(["%"])).toEqual([0, []]);
      const [first] = (await store.documentPage({ words: [], offset: 0, limit: 1 })).documents;
      expect(first).toEqual({ ...(await store.documents(["a" as DocumentId]))[0], sentences: 2, mentions: 4, claims: 2 });
    });

    test("[S15] relations about a concept come in pages, those of most documents first", async () => {
      const store = await open();
      await grow(store, put("a", SILK), put("b", BONE), put("c", [SILK[1]!]));
      const all = await store.relationsOf(["water" as ConceptId]);
      const { total, relations } = await store.relationsAbout("water" as ConceptId, { offset: 0, limit: 9 });
      expect([total, relations.map(({ type, documents }) => [type, documents])]).toEqual([
        2,
        [
          ["weakens", 2],
          ["contains", 1],
        ],
      ]);
      expect([...relations].sort((x, y) => (x.from < y.from ? -1 : 1))).toEqual(all);
      const second = await store.relationsAbout("water" as ConceptId, { offset: 1, limit: 1 });
      expect(second).toEqual({ total: 2, relations: relations.slice(1) });
      const { from, type, to, polarity, evidence } = relations[0]!;
      const { document, start, end } = evidence[0]!;
      await store.quarantine([{ relation: { from, type, to, polarity }, document, start, end }], []);
      expect(await store.relationsAbout("water" as ConceptId, { offset: 0, limit: 9 })).toEqual({
        total: 1,
        relations: relations.slice(1),
      });
      expect(await store.relationsAbout("nothing" as ConceptId, { offset: 0, limit: 9 })).toEqual({ total: 0, relations: [] });
    });

    test("[S16] the outline is the streams as numbers, of the version it names, without what is in quarantine", async () => {
      const store = await open();
      expect(await store.outline()).toMatchObject({ version: 0, ids: [], edges: { from: new Uint32Array(0) } });
      const denied: SentenceSketch = { text: "Water not weakens collagen.", claims: [["Water", "!weakens", "collagen"]] };
      await grow(store, put("b", [...BONE, denied]), put("a", SILK));
      const whole = async () => {
        const { version, ids, labels, classes, classNames, documents, edges, typeNames } = await store.outline();
        const concepts = ids.map((id, node) => [id, labels[node], classNames[classes[node]!], documents[node]]);
        const relations = [...edges.from].map((from, edge) => [
          ids[from],
          typeNames[edges.type[edge]!],
          ids[edges.to[edge]!],
          edges.negated[edge] === 1 ? "negated" : "affirmed",
          edges.confidence[edge],
          edges.documents[edge],
        ]);
        return { version, concepts, relations };
      };
      const expected = async () => ({
        version: await store.version(),
        concepts: (await all(store.allConcepts())).map((concept) => [concept.id, concept.label, concept.class, concept.documents]),
        relations: (await all(store.allRelations())).map((relation) => [
          relation.from,
          relation.type,
          relation.to,
          relation.polarity,
          relation.confidence,
          relation.documents,
        ]),
      });
      expect((await whole()).relations).toHaveLength(4);
      expect(await whole()).toEqual(await expected());
      const [{ from, type, to, polarity, evidence }] = (await all(store.allRelations())) as [Relation];
      const { document, start, end } = evidence[0]!;
      await store.quarantine([{ relation: { from, type, to, polarity }, document, start, end }], []);
      expect((await whole()).relations).toHaveLength(3);
      await grow(store, { op: "remove-document", id: "b" as DocumentId });
      expect(await whole()).toEqual(await expected());
    });

    test("[S17] concepts are found by how words of their names begin, the label's own beginning first, then by documents", async () => {
      const store = await open();
      const sentence = (head: string): SentenceSketch => ({ text: `${head} contains water.`, claims: [[head, "contains", "water"]] });
      await grow(store, put("a", ["Spider silk", "silk stiffness", "élan vital"].map(sentence)), put("b", [sentence("Spider silk")]));
      const begun = async (words: string[], limit = 9) => (await store.conceptsBeginning(words, limit)).map(({ id }) => id);
      expect(await begun(["sil"])).toEqual(["silk stiffness", "spider silk"]);
      expect(await begun(["s"], 1)).toEqual(["spider silk"]);
      expect(await begun(["stiffne", "SI"])).toEqual(["silk stiffness"]);
      expect(await begun(["elan"])).toEqual(["élan vital"]);
      for (const nothing of [[], [""], ["ilk"], ['"', "*"], ["NEAR("], ["silk", "zz"]]) expect(await begun(nothing)).toEqual([]);
      await grow(store, { op: "remove-document", id: "a" as DocumentId });
      expect(await begun(["s"])).toEqual(["spider silk"]);
    });

    test("[S18] the nearest vectors are exact, best first, ties by key, and follow every change", async () => {
      const store = await open();
      const row = (key: string, ...values: number[]) => ({ key, vector: Float32Array.of(...values) });
      const near = async (limit: number, ...values: number[]) =>
        (await store.nearestVectors("m", "term", Float32Array.of(...values), limit)).map(({ key, score }) => [key, score]);
      expect(await near(3, 1, 0)).toEqual([]);
      await store.putVectors("m", "term", [row("b", 1, 0), row("c", 0, 1), row("a", 1, 0)]);
      await store.putVectors("m", "sentence", [row("a#0", 1, 0)]);
      expect(await near(2, 1, 0.5)).toEqual([
        ["a", 1],
        ["b", 1],
      ]);
      await store.putVectors("m", "term", [row("c", 2, 0)]);
      expect(await near(1, 1, 0)).toEqual([["c", 2]]);
      expect(await near(0, 1, 0)).toEqual([]);
      await expect(store.nearestVectors("m", "term", Float32Array.of(1, 0, 0, 0), 1)).rejects.toMatchObject({ code: "kernel.shape" });
      const other = await open();
      await other.putVectors("m", "term", [row("d", 3, 0)]);
      expect(await near(1, 1, 0)).toEqual([["d", 3]]);
      await grow(store, put("a", SILK));
      await store.putVectors("m", "sentence", [row("a#0", 1, 0), row("a#1", 0, 1)]);
      const sentences = () => store.nearestVectors("m", "sentence", Float32Array.of(1, 0), 9);
      expect(await sentences()).toHaveLength(2);
      await grow(store, { op: "remove-document", id: "a" as DocumentId });
      expect(await sentences()).toEqual([]);
    });

    test("[S19] every concept with a vector has the score of its first term that has one", async () => {
      const store = await open();
      await grow(store, put("a", SILK), put("b", BONE), { op: "put-edit", edit: SAME });
      await store.putVectors("m", "term", [
        { key: "water", vector: Float32Array.of(0, 1) },
        { key: "collagen", vector: Float32Array.of(1, 0) },
        { key: "spider silk", vector: Float32Array.of(0.5, 0) },
        { key: "no concept", vector: Float32Array.of(1, 1) },
      ]);
      const { concepts, scores } = await store.conceptScores("m", Float32Array.of(1, 0));
      expect(new Map(concepts.map((concept, place) => [concept as string, scores[place]]))).toEqual(
        new Map([
          ["collagen", 1],
          ["water", 0],
        ]),
      );
    });
  });
}

const CONJECTURE: Conjecture = {
  id: "conjecture:0123456789abcdef" as ConjectureId,
  from: "collagen" as TermKey,
  fromLabel: "Collagen",
  type: "strengthens",
  to: "water" as TermKey,
  toLabel: "water",
  origin: "hypothesis",
  rationale: "guessed",
  restsOn: [],
};

/** Joins spider silk to collagen, the smaller key. */
const SAME: ResolutionEdit = { a: "collagen" as TermKey, b: "spider silk" as TermKey, decision: "same" };

function put(id: string, sentences: readonly SentenceSketch[]): Operation {
  return { op: "put-document", ...bodyOf(id, sentences) };
}

function changeOf(operations: readonly Operation[]): Change {
  return { author: "tester", reason: "test", operations };
}

async function derived(store: GraphStore, ...operations: readonly Operation[]): Promise<{ change: Change; projection: Projection }> {
  return { change: changeOf(operations), projection: await deriveProjection(store, operations, NO_VECTORS) };
}

async function grow(store: GraphStore, ...operations: readonly Operation[]): Promise<unknown> {
  const { change, projection } = await derived(store, ...operations);
  return store.apply(change, projection, { expectedVersion: await store.version() });
}

export async function all<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

/** Everything a reader can see except history. */
async function records(store: GraphStore): Promise<unknown> {
  const concepts = await all(store.allConcepts());
  const keys = concepts.flatMap((concept) => concept.terms);
  const documents = await store.documents();
  const ids = documents.map((document) => document.id);
  return {
    documents: await Promise.all(ids.map((id) => store.document(id))),
    readings: await store.readings(ids),
    counts: await store.counts(),
    concepts,
    relations: await all(store.allRelations()),
    terms: await store.terms(keys),
    links: await store.linksOf(keys),
    edits: await store.editsOf(keys),
    claims: await store.claimsOf(keys),
    postings: await store.postings(keys),
    conjectures: await store.conjectures(),
  };
}

async function snapshot(store: GraphStore): Promise<unknown> {
  return { version: await store.version(), history: await store.history(), records: await records(store) };
}

async function expectEmpty(store: GraphStore): Promise<void> {
  expect(await store.version()).toBe(0);
  expect(await store.counts()).toEqual({
    documents: 0,
    sentences: 0,
    mentions: 0,
    claims: 0,
    terms: 0,
    concepts: 0,
    relations: 0,
    conjectures: 0,
    quarantined: 0,
  });
}
