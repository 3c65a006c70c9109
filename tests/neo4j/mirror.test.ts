// The mirror against a real server: the same rows as the garden, nothing written twice, exactly the stale rows taken away.

import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Garden } from "#graph/garden.ts";
import { removeDocument } from "#graph/growth/remove.ts";
import { type MirrorOptions, mirrorGarden } from "#graph/mirror/mirror.ts";
import type { Conjecture, ConjectureId, DocumentId, EvidenceSpan, TermKey } from "#graph/model.ts";
import type { Neo4jDatabase } from "#graph/store/neo4j/driver.ts";
import { gardenCounts, gardenRows } from "./garden-rows.ts";
import { grownGarden } from "./grown-garden.ts";
import { ask, emptyDatabase } from "./server-database.ts";

let database: Neo4jDatabase;
let garden: Garden;
const options: MirrorOptions = { clock: () => new Date(0) };

beforeEach(async () => {
  database = await emptyDatabase();
  garden = await grownGarden("silk", "crystals", "nacre", "later");
  return async () => {
    await garden[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  };
});

test("the database holds what the garden holds, and says how much", async () => {
  const seen: number[] = [];
  const result = await mirrorGarden(garden.store, database, { ...options, onProgress: (done, total) => seen.push(done, total) });
  const counts = await gardenCounts(garden.store);
  expect(counts.documents).toBe(4);
  expect(counts.relations).toBeGreaterThan(5);
  expect(counts.evidence).toBeGreaterThan(counts.relations);
  expect(result).toEqual({ database: "neo4j", ...counts, removed: 0, writes: expect.any(Number), seconds: 0 });
  expect(await ask(database, "MATCH (n:Concept) RETURN count(n)")).toEqual([counts.concepts]);
  expect(await ask(database, "MATCH (:Concept)-[r]->(:Concept) RETURN count(r)")).toEqual([counts.relations]);
  expect(await ask(database, "MATCH (:Document)<-[:IN_DOCUMENT]-(e:Evidence) RETURN count(e)")).toEqual([counts.evidence]);
  expect(seen.slice(-2)).toEqual([
    counts.documents + counts.concepts + counts.relations,
    counts.documents + counts.concepts + counts.relations,
  ]);
});

test("a second pass over the same garden writes nothing: all of the server's counters are zero", async () => {
  const first = await mirrorGarden(garden.store, database, options);
  expect(first.writes).toBeGreaterThan(0);
  expect(await mirrorGarden(garden.store, database, options)).toEqual({ ...first, writes: 0 });
});

test("removing a document removes exactly its rows, and what is left equals a fresh mirror", async () => {
  await mirrorGarden(garden.store, database, options);
  const before = Object.values(await gardenRows(garden.store)).flat();
  await removeDocument(garden, "nacre", {});
  const after = new Set(Object.values(await gardenRows(garden.store)).flat());
  const gone = before.filter((row) => !after.has(row));
  expect(gone).toContain("document nacre");
  const result = await mirrorGarden(garden.store, database, options);
  expect(result.removed).toBe(gone.length);
  expect(result).toMatchObject(await gardenCounts(garden.store));
  expect(await ask(database, "MATCH (n) WHERE n.id = 'nacre' OR n.document = 'nacre' RETURN n.id")).toEqual([]);

  const left = await snapshot(database);
  await database.write({ cypher: "MATCH (n) DETACH DELETE n" });
  await mirrorGarden(garden.store, database, options);
  expect(await snapshot(database)).toEqual(left);
});

test("evidence is the sentence at its place in the document, and its relationship and both ends are found from it", async () => {
  await mirrorGarden(garden.store, database, options);
  const rows = await database.read<EvidenceSpan & { text: string; from: string; to: string; type: string }>({
    cypher: `MATCH (e:Evidence)-[:HEAD]->(a:Concept), (e)-[:TAIL]->(b:Concept), (e)-[:IN_DOCUMENT]->(d:Document)
      MATCH (a)-[r {id: e.relation}]->(b) WHERE d.id = e.document
      RETURN e.document AS document, e.start AS start, e.end AS end, e.sha256 AS sha256, e.text AS text`,
  });
  expect(rows).toHaveLength((await gardenCounts(garden.store)).evidence);
  for (const { document, start, end, sha256, text } of rows) {
    expect(text).toBe((await garden.store.document(document))?.text.slice(start, end));
    expect(createHash("sha256").update(text).digest("hex")).toBe(sha256);
  }
});

test("relations are directed relationships named by their type; what is denied has another name than what is said", async () => {
  await mirrorGarden(garden.store, database, options);
  const said = await database.read({
    cypher:
      "MATCH (a)-[r:INCREASES]->(b) WHERE toLower(a.label) = 'beta-sheet nanocrystals' AND b.label = 'toughness' RETURN r.type, r.polarity, r.documents, r.firstYear, r.lastYear",
  });
  expect(said).toEqual([{ "r.type": "increases", "r.polarity": "affirmed", "r.documents": 2, "r.firstYear": 2004, "r.lastYear": 2011 }]);
  const names = "MATCH (a)-[r]->(b:Concept {label: $to}) WHERE toLower(a.label) = 'humidity' RETURN type(r)";
  expect(await ask(database, names, { to: "stiffness" })).toEqual(["DECREASES"]);
  expect(await ask(database, names, { to: "toughness" })).toEqual(["NOT_DECREASES"]);
});

test("numbers are integers, a missing year is no property, and labels and sentences can be searched", async () => {
  await mirrorGarden(garden.store, database, options);
  const types = "RETURN DISTINCT valueType(x) AS type ORDER BY type";
  expect(await ask(database, `MATCH (d:Document) WITH d.year AS x ${types}`)).toEqual(["INTEGER NOT NULL", "NULL"]);
  expect(await ask(database, `MATCH (e:Evidence) UNWIND [e.start, e.end, e.confidence, e.headStart] AS x ${types}`)).toEqual([
    "INTEGER NOT NULL",
  ]);
  expect(await ask(database, `MATCH ()-[r {polarity: 'affirmed'}]->() UNWIND [r.confidence, r.documents] AS x ${types}`)).toEqual([
    "INTEGER NOT NULL",
  ]);
  await database.read({ cypher: "CALL db.awaitIndexes(60)" });
  const search = "CALL db.index.fulltext.queryNodes($index, $words) YIELD node RETURN";
  expect(await ask(database, `${search} toLower(node.label)`, { index: "hortus_labels", words: "nanocrystals" })).toEqual([
    "beta-sheet nanocrystals",
  ]);
  expect(await ask(database, `${search} node.document`, { index: "hortus_evidence", words: "catechol AND iron" })).toEqual(["later"]);
});

test("a conjecture is a node of its own, marked when its evidence is gone, and never a relationship between concepts", async () => {
  await imagine(garden, "humidity", "nowhere seen");
  const { conjectures, relations } = await mirrorGarden(garden.store, database, options);
  expect(conjectures).toBe(1);
  expect(await ask(database, "MATCH (:Concept)-[r]->(:Concept) RETURN count(r)")).toEqual([relations]);
  const links = "MATCH (c:Conjecture)-[link]->() RETURN type(link) AS link ORDER BY link";
  const rests = await ask<string>(database, links);
  expect(rests).toEqual(["HEAD", ...rests.slice(1)]);
  expect(rests.slice(1)).toEqual(["RESTS_ON"]);
  expect(await ask(database, "MATCH (c:Conjecture) RETURN [c.restsOn, c.evidenceGone]")).toEqual([[2, 1]]);
  expect((await mirrorGarden(garden.store, database, options)).writes).toBe(0);
  await removeDocument(garden, "nacre", {});
  await mirrorGarden(garden.store, database, options);
  expect(await ask(database, links)).toEqual(["HEAD"]);
  expect(await ask(database, "MATCH (c:Conjecture) RETURN [c.restsOn, c.evidenceGone]")).toEqual([[2, 2]]);
});

test("what others added to the database stays, and what was taken out by hand comes back", async () => {
  const first = await mirrorGarden(garden.store, database, options);
  await database.write({ cypher: "MATCH (c:Concept {label: 'toughness'}) SET c.rank = 7 CREATE (c)<-[:ABOUT]-(:Note {text: 'mine'})" });
  await database.write({ cypher: "MATCH (e:Evidence)-[link:HEAD]->() WITH link LIMIT 1 DELETE link" });
  await database.write({ cypher: "MATCH (n:Concept) WHERE toLower(n.label) = 'humidity' DETACH DELETE n" });
  await removeDocument(garden, "later", {});
  await mirrorGarden(garden.store, database, options);
  expect(await ask(database, "MATCH (:Note)-[:ABOUT]->(c:Concept) RETURN c.rank")).toEqual([7]);
  expect(await ask(database, "MATCH (e:Evidence) WHERE NOT (e)-[:HEAD]->() RETURN e.id")).toEqual([]);
  expect(await ask(database, "MATCH (n:Concept)-->(:Concept) WHERE toLower(n.label) = 'humidity' RETURN count(*)")).toEqual([2]);
  expect((await gardenCounts(garden.store)).documents).toBe(first.documents - 1);
});

test("another garden takes its place only when asked, and then whole", async () => {
  await mirrorGarden(garden.store, database, options);
  await using other = await grownGarden("silk");
  await expect(mirrorGarden(other.store, database, options)).rejects.toMatchObject({ code: "graph.conflict" });
  expect(await mirrorGarden(other.store, database, { ...options, replace: true })).toMatchObject(await gardenCounts(other.store));
  expect(await ask(database, "MATCH (d:Document) RETURN d.id")).toEqual(["silk"]);
});

test("a database with other people's documents is refused, and a newer mirror too", async () => {
  await database.write({ cypher: "CREATE (:Document {id: 'silk', text: 'not yours'})" });
  await expect(mirrorGarden(garden.store, database, options)).rejects.toMatchObject({ code: "graph.conflict", facts: { foreign: 1 } });
  expect(await ask(database, "MATCH (d:Document) RETURN properties(d)")).toEqual([{ id: "silk", text: "not yours" }]);
  await database.write({ cypher: "MATCH (n) DETACH DELETE n" }, { cypher: "CREATE (:HortusMirror {id: 'mirror', form: 99})" });
  await expect(mirrorGarden(garden.store, database, options)).rejects.toMatchObject({ code: "graph.too_new" });
});

test("stopped on the way, it is interrupted, says so in the database, and the next pass goes on", async () => {
  const stop = new AbortController();
  const passing = mirrorGarden(garden.store, database, { ...options, signal: stop.signal, onProgress: () => stop.abort() });
  await expect(passing).rejects.toMatchObject({ code: "interrupted" });
  expect(await ask(database, "MATCH (m:HortusMirror) RETURN m.pending IS NOT NULL AND m.stamp IS NULL")).toEqual([true]);
  expect(await mirrorGarden(garden.store, database, options)).toMatchObject(await gardenCounts(garden.store));
  expect(await ask(database, "MATCH (m:HortusMirror) RETURN m.pending IS NULL AND m.version = 1")).toEqual([true]);
});

test("a garden that changes meanwhile is a conflict, and nothing is taken away", async () => {
  await mirrorGarden(garden.store, database, options);
  await removeDocument(garden, "nacre", {});
  let changed: Promise<unknown> | null = null;
  const change = () => {
    changed ??= removeDocument(garden, "later", {});
  };
  await expect(mirrorGarden(garden.store, database, { ...options, onProgress: change })).rejects.toMatchObject({ code: "graph.conflict" });
  await changed;
  expect(await ask(database, "MATCH (d:Document {id: 'nacre'}) RETURN count(d)")).toEqual([1]);
});

test("evidence held in quarantine leaves the mirror although the version stays", async () => {
  const { relations } = await mirrorGarden(garden.store, database, options);
  for await (const [relation] of garden.store.allRelations()) {
    const { document, start, end } = relation!.evidence[0]!;
    await garden.store.quarantine([{ relation: relation!, document, start, end }], []);
    break;
  }
  expect(await mirrorGarden(garden.store, database, options)).toMatchObject({
    ...(await gardenCounts(garden.store)),
    relations: relations - 1,
  });
});

/** A conjecture from a concept to a term without one, resting on a sentence that is there and on one that is not. */
async function imagine(into: Garden, from: string, to: string): Promise<void> {
  let span: EvidenceSpan | undefined;
  for await (const page of into.store.allRelations()) {
    span ??= page.flatMap(({ evidence }) => evidence).find(({ document }) => document === ("nacre" as DocumentId));
  }
  const { document, start, end, sha256 } = span!;
  const conjecture: Conjecture = {
    id: "conjecture:0123456789abcdef" as ConjectureId,
    from: from as TermKey,
    fromLabel: from,
    type: "causes",
    to: to as TermKey,
    toLabel: to,
    origin: "hypothesis",
    rationale: "a test",
    restsOn: [
      { document, start, end, sha256 },
      { document, start: start + 1, end, sha256 },
    ],
  };
  const none = { put: [], remove: [] };
  await into.store.apply(
    { author: "test", reason: "imagine", operations: [{ op: "put-conjecture", conjecture }] },
    { terms: none, links: none, concepts: none, relations: none },
    { expectedVersion: await into.store.version() },
  );
}

/** Everything the mirror wrote, the stamps and times aside. */
async function snapshot(from: Neo4jDatabase): Promise<unknown> {
  const nodes = await ask(from, "MATCH (n) WHERE NOT n:HortusMirror RETURN [labels(n), n{.*, stamp: null}] AS row ORDER BY n.id");
  const links = await ask(from, "MATCH (a)-[r]->(b) RETURN [a.id, type(r), b.id, r{.*, stamp: null}] AS row ORDER BY a.id, b.id, type(r)");
  return { nodes, links };
}
