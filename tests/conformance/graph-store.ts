// The exam of every GraphStore: one test for each numbered promise of graph/store/graph-store.ts, those about wholes in graph-store-wholes.ts,
// those about versions in graph-store-versions.ts and those about searching within something in graph-store-within.ts.
// A function of how to open one.

import { afterEach, describe, expect, test } from "vitest";
import type { Concept, ConceptId, Document, DocumentId, Operation, Projection, Relation, ResolutionEdit, TermKey } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { bodyOf, type SentenceSketch } from "./bodies.ts";
import { versionsConformance } from "./graph-store-versions.ts";
import { wholesConformance } from "./graph-store-wholes.ts";
import { withinConformance } from "./graph-store-within.ts";
import { all, BONE, CONJECTURE, changeOf, derived, EMPTY, expectEmpty, grow, put, records, SILK, snapshot } from "./grown-store.ts";

export interface StoreUnderTest {
  /** Opens the same store again; the suite closes what it opened. */
  open(): Promise<GraphStore>;
  destroy(): Promise<void>;
}

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
      const together = [odd, plain, odd].map(({ document }) => store.document(document.id));
      expect(await Promise.all([...together, store.document("nowhere" as DocumentId)])).toEqual([
        ...[odd, plain, odd].map(({ document }) => document),
        null,
      ]);
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

    test("[S12] what ties is ordered by id at every limit, in whatever order it came", async () => {
      const store = await open();
      // U+10428 comes after U+FA0E, though its first UTF-16 unit comes before.
      const names = ["silk \u{10428}", "silk c", "silk \ufa0e", "silk b"];
      for (const [place, name] of names.entries()) {
        await grow(store, put(`d${names.length - place}`, [{ text: `The ${name} holds water.`, claims: [[name, "holds", "water"]] }]));
      }
      for (const [kind, ids] of [
        ["concept", ["silk b", "silk c", "silk \ufa0e", "silk \u{10428}"]],
        ["sentence", ["d1#0", "d2#0", "d3#0", "d4#0"]],
      ] as const) {
        const found = await store.searchText("silk", { kinds: [kind], limit: 10 });
        expect(new Set(found.map(({ score }) => score)).size).toBe(1);
        for (let limit = 1; limit <= ids.length; limit++) {
          const best = await store.searchText("silk", { kinds: [kind], limit });
          expect(best.map(({ id }) => id)).toEqual(ids.slice(0, limit));
        }
      }
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

    test("[S26] a reading, link or concept that names what is not there is refused whole, and so is taking a mentioned term out", async () => {
      const store = await open();
      const refused = async (operations: readonly Operation[], projection: Projection): Promise<void> => {
        const before = await snapshot(store);
        const applied = store.apply(changeOf(operations), projection, { expectedVersion: await store.version() });
        await expect(applied).rejects.toMatchObject({ code: "graph.invalid_change" });
        expect(await snapshot(store)).toEqual(before);
      };
      const defining: Operation = {
        op: "put-document",
        ...bodyOf("d", [{ text: "Amyloid beta (AB) folds.", defines: [["AB", "Amyloid beta"]] }]),
      };
      for (const [operation, missing] of [
        [put("a", SILK), "water"],
        [defining, "AB"],
      ] as const) {
        const { projection } = await derived(store, operation);
        const { terms } = projection;
        expect(terms.put.map(({ key }) => key)).toContain(missing);
        await refused([operation], { ...EMPTY, terms: { put: terms.put.filter(({ key }) => key !== missing), remove: [] } });
      }
      const { document, reading } = bodyOf("a", SILK);
      const { projection: whole } = await derived(store, put("a", SILK));
      await refused([{ op: "put-document", document, reading: { ...reading, document: "b" as DocumentId } }], whole);
      await refused([{ op: "put-document", document, reading: { ...reading, version: bodyOf("a", BONE).document.version } }], whole);
      await expectEmpty(store);

      await grow(store, put("a", SILK));
      const [water] = await store.concepts(["water" as ConceptId]);
      const [there, nowhere] = ["water", "nowhere"] as TermKey[] as [TermKey, TermKey];
      for (const [a, b] of [
        [there, nowhere],
        [nowhere, there],
      ] as const) {
        await refused([], { ...EMPTY, links: { put: [{ a, b, reason: "abbreviation", similarity: 900 }], remove: [] } });
      }
      for (const terms of [[], [there, nowhere], ["spider silk" as TermKey, there]]) {
        await refused([], { ...EMPTY, concepts: { put: [{ ...water!, terms }], remove: [] } });
      }
      await refused([], { ...EMPTY, terms: { put: [], remove: [there] } });
    });

    wholesConformance(open);
    withinConformance(open);
    versionsConformance(open);
  });
}
