// The second half of the exam of every GraphStore: what it answers a page or a whole graph at a time. The first half is graph-store.ts.

import { expect, test } from "vitest";
import type { ConceptId, DocumentId, Relation, ResolutionEdit, TermKey } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { bodyOf, type SentenceSketch } from "./bodies.ts";
import { all, BONE, grow, put, SILK } from "./grown-store.ts";

/** Joins spider silk to collagen, the smaller key. */
const SAME: ResolutionEdit = { a: "collagen" as TermKey, b: "spider silk" as TermKey, decision: "same" };

/** @param open opens the store under test, again and again the same one */
export function wholesConformance(open: () => Promise<GraphStore>): void {
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

  test("[S24] the state has another name after every change and every quarantine, and the same while nothing changes", async () => {
    const store = await open();
    const names = new Set<string>();
    const another = async () => {
      const state = await store.state();
      expect(await store.state()).toBe(state);
      expect((await store.outline()).state).toBe(state);
      expect(names).not.toContain(state);
      names.add(state);
    };
    await another();
    await grow(store, put("a", SILK));
    await another();
    const state = await store.state();
    await grow(store, put("a", SILK));
    expect(await store.state()).toBe(state);
    const [{ from, type, to, polarity, evidence }] = (await all(store.allRelations())) as [Relation];
    const { document, start, end } = evidence[0]!;
    const key = { relation: { from, type, to, polarity }, document, start, end };
    await store.quarantine([key], []);
    await another();
    await store.quarantine([], [key]);
    await another();
    await grow(store, { op: "remove-document", id: "a" as DocumentId });
    await another();
    await grow(store, put("a", SILK));
    await another();
  });

  test("[S25] what is kept beside the store comes back as it was, the last one, or nothing does", async () => {
    const store = await open();
    const kept = await store.keptGraph();
    await store.keepGraph([Uint8Array.of(1, 2), Uint8Array.of(3)]);
    await store.keepGraph(Promise.resolve([Uint8Array.of(4), new Uint8Array(0), Uint8Array.of(5)]));
    const last = await store.keptGraph();
    expect([null, "4,5"]).toContain(last?.join() ?? null);
    expect(kept).toBe(null);
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
}
