// Words that look like Cypher, Lucene or nothing at all go into the database as they are, and nothing else happens.

import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mirrorGarden } from "#graph/mirror/mirror.ts";
import type { Concept, ConceptId, Document, DocumentId, IndexedTerm, Projection, Relation, Sha256, TermKey } from "#graph/model.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { gardenCounts } from "./garden-rows.ts";
import { ask, emptyDatabase } from "./server-database.ts";

const WORDS = [
  "`]->() DETACH DELETE n //",
  "'; MATCH (n) DETACH DELETE n; //",
  'say "no" \\u0060 \\ `` $rows {id: 1}',
  "𝒳‑phase 珍珠母 Ünïcôde ‮txet",
  "+ - && || ! ( ) { } [ ] ^ ~ * ? : /",
  "\u0000 \t ",
];
const TYPES = ["`]->(x) DELETE x //", "part-of", "与…相关", "→", "part_of", "HEAD"];
const sha = (text: string) => createHash("sha256").update(text).digest("hex") as Sha256;

test("labels and types with quotes, backticks and other scripts arrive whole and harm nothing", async () => {
  await using database = await emptyDatabase();
  await using garden = await wildStore();
  await database.write({ cypher: "CREATE (:Bystander)" });
  const result = await mirrorGarden(garden.store, database, { clock: () => new Date(0) });
  expect(result).toMatchObject(await gardenCounts(garden.store));
  expect(result).toMatchObject({ concepts: WORDS.length, relations: TYPES.length });
  expect((await ask<string>(database, "MATCH (c:Concept) RETURN c.label")).sort()).toEqual([...WORDS].sort());
  expect((await ask<string>(database, "MATCH (e:Evidence) RETURN DISTINCT e.text")).sort()).toEqual([wildText]);
  expect(await ask(database, "MATCH (b:Bystander) RETURN count(b)")).toEqual([1]);
  const named = await database.read<{ type: string; name: string }>({
    cypher: "MATCH (:Concept)-[r]->(:Concept) RETURN r.type AS type, type(r) AS name",
  });
  expect(Object.fromEntries(named.map(({ type, name }) => [type, name]))).toEqual({
    "`]->(x) DELETE x //": "X_DELETE_X",
    "part-of": "PART_OF",
    part_of: "PART_OF",
    "与…相关": "与_相关",
    "→": "RELATES",
    HEAD: "HEAD",
  });
  expect((await mirrorGarden(garden.store, database, { clock: () => new Date(0) })).writes).toBe(0);
});

const wildText = WORDS.join(" | ");

/** One document that names all the words; relation i goes from word i to the next. */
async function wildStore(): Promise<AsyncDisposable & { readonly store: GraphStore }> {
  const folder = await mkdtemp(join(tmpdir(), "hortus-wild-"));
  const store = openEmbeddedStore(join(folder, "garden.db"), { now: () => new Date(0) });
  const id = "doi:10.1/`'\"" as DocumentId;
  const document: Document = {
    id,
    version: sha(wildText),
    title: WORDS[2]!,
    authors: WORDS,
    year: null,
    doi: null,
    arxiv: null,
    venue: null,
    source: { path: "wild.txt", absolute: "/wild.txt", format: "txt", row: null },
    text: wildText,
    sections: [],
  };
  const reading = { document: id, version: document.version, sentences: [], mentions: [], claims: [], abbreviations: [] };
  const terms = WORDS.map((word): IndexedTerm => {
    const counts = { documents: 1, mentions: 1, claims: 1, definitions: 0 };
    return { key: word as TermKey, surfaces: { [word]: 1 }, ...counts, kind: "phrase", kinds: { phrase: 1 }, blocks: [] };
  });
  const concepts = WORDS.map((word): Concept => {
    const seen = { documents: 1, mentions: 1, firstYear: null, lastYear: null };
    return { id: word as never as ConceptId, label: word, aliases: [`${word}'s`], terms: [word as TermKey], class: "thing", ...seen };
  });
  const relations = TYPES.map((type, index): Relation => {
    const ends = { from: WORDS[index]! as never as ConceptId, to: WORDS[(index + 1) % WORDS.length]! as never as ConceptId };
    const span = { document: id, start: 0, end: wildText.length, sha256: sha(wildText), head: [0, 1], tail: [2, 3] } as const;
    const evidence = [{ ...span, phrase: type, hedged: false, confidence: 500, by: "test" }];
    return { ...ends, type, polarity: "affirmed", evidence, documents: 1, confidence: 500, firstYear: null, lastYear: null };
  });
  const projection: Projection = {
    terms: { put: terms, remove: [] },
    links: { put: [], remove: [] },
    concepts: { put: concepts, remove: [] },
    relations: { put: relations, remove: [] },
  };
  await store.apply({ author: "test", reason: "wild", operations: [{ op: "put-document", document, reading }] }, projection, {
    expectedVersion: 0,
  });
  const close = async () => {
    await store[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  };
  return { store, [Symbol.asyncDispose]: close };
}
